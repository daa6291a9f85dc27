"""The register and how long a board keeps it. Truth, not a projection: a rebuild leaves it."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from recommend_service.tables import metadata

register_entry = Table(
    "register_entry",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("chain_id", Text, nullable=False, comment="a digest of board and learner; `board` for what concerns all"),
    Column("position", BigInteger, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    Column("learner_id", Uuid),
    Column("kind", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("subject_ids", ARRAY(Uuid), nullable=False),
    Column("content", JSONB(none_as_null=True), comment="null: the row of `card` with the id of the entry"),
    Column("content_hash", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "chain_id", "position"),
    UniqueConstraint("board_id", "entry_id"),
    Index("register_entry_of_learner", "board_id", "learner_id"),
    Index("register_entry_by_time", "board_id", "at"),
    comment="Append-only: every decision, each hashed onto the one before it in its chain",
)

register_term = Table(
    "register_term",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("days", Integer, CheckConstraint("days >= 183"), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="How long a board keeps its register, where it chose that itself",
)
