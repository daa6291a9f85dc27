"""Who may sign in: systems (clients) and people with a local account."""

from sqlalchemy import (
    Column,
    DateTime,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY

metadata = MetaData()

client = Table(
    "client",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("revoked_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "client_id"),
    UniqueConstraint("client_id"),
    comment="A board's own systems; a revoked one stays, so that a repeated request does not bring it back",
)

account = Table(
    "account",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("username", Text, nullable=False),
    Column("user_id", Uuid, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("board_id", "username"),
    UniqueConstraint("username"),
    comment="Usernames are unique over all boards: at sign-in nobody says which board",
)
