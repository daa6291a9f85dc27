"""The plumbing tables that every service's database has; `eigenwijs_shared.migrations` makes them."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

plumbing = MetaData()

_now = func.now()

outbox = Table(
    "outbox",
    plumbing,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Uuid, nullable=False),
    Column("board_id", Uuid),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    comment="Events on their way out; the row goes when NATS has acknowledged it",
)

inbox = Table(
    "inbox",
    plumbing,
    Column("event_id", Uuid, nullable=False),
    Column("board_id", Uuid),
    Column("seen_at", DateTime(timezone=True), nullable=False, server_default=_now),
    PrimaryKeyConstraint("event_id"),
    Index("inbox_seen_at", "seen_at"),
    comment="Events that were reacted to; a second delivery does nothing",
)

replay_request = Table(
    "replay_request",
    plumbing,
    Column("source", Text, primary_key=True),
    Column("request_id", Uuid, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False, server_default=_now),
    comment="Which owners this service asked to announce again; an empty table makes it ask",
)

replay_job = Table(
    "replay_job",
    plumbing,
    Column("request_id", Uuid, primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("position", JSONB),
    Column("asked_at", DateTime(timezone=True), nullable=False, server_default=_now),
    Column("done_at", DateTime(timezone=True)),
    comment="What others asked this service to announce again, and how far that is",
)

board = Table(
    "board",
    plumbing,
    Column("board_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=_now),
    comment="The boards that exist; profile owns them, the others hear of them",
)

idempotency = Table(
    "idempotency",
    plumbing,
    Column("board_id", Uuid, nullable=False),
    Column("caller", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("reply", JSONB, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=_now),
    PrimaryKeyConstraint("board_id", "caller", "key"),
    Index("idempotency_made_at", "made_at"),
    comment="Replies kept for a day, so that a repeated POST gets the same answer",
)
