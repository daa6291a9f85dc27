"""Where a board pulls its roster from, and how far a pull is. What was fetched lies in the vault: it has names."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from profile_service.tables import metadata

ACTIVE = "state IN ('running', 'waiting', 'importing')"

connector = Table(
    "connector",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("base_url", Text, nullable=False),
    Column("token_url", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("client_secret", Text, nullable=False, comment="encrypted with the installation's key; never shown"),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("schedule", Text, nullable=False, comment="off, hourly or daily"),
    Column("hour", SmallInteger, nullable=False, comment="of the day, in UTC"),
    Column("mode", Text, nullable=False, comment="of a scheduled sync: full or incremental"),
    Column("author_id", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), comment="the next scheduled sync"),
    PrimaryKeyConstraint("board_id"),
    Index("connector_due", "due_at"),
)

connector_sync = Table(
    "connector_sync",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("sync_id", Uuid, nullable=False),
    Column("state", Text, nullable=False, comment="running, waiting, importing, done or failed"),
    Column("mode", Text, nullable=False, comment="full or incremental"),
    Column("author_id", Text, nullable=False),
    Column("base_url", Text, nullable=False, comment="another address is another roster"),
    Column("since", DateTime(timezone=True), comment="of an incremental sync: what changed from then on"),
    Column("todo", JSONB, nullable=False, comment="collections still to be fetched, the present one first"),
    Column("url", Text, comment="the next page of the present collection; null: its first"),
    Column("probing", Boolean, nullable=False, comment="nothing promised that there is a next page"),
    Column("pages", Integer, nullable=False),
    Column("fetched", JSONB, nullable=False, comment="objects by collection"),
    Column("import_id", Uuid),
    Column("problem", JSONB, comment="a code and its numbers; never what the other system said"),
    Column("tries", Integer, nullable=False, comment="in a row that failed"),
    Column("lease", Uuid, comment="of the worker that has it in hand"),
    Column("due_at", DateTime(timezone=True), nullable=False, comment="when a worker may take it up"),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "sync_id"),
    Index("connector_sync_one_active", "board_id", unique=True, postgresql_where=ACTIVE),
    Index("connector_sync_due", "due_at", postgresql_where=ACTIVE),
)

connector_page = Table(
    "connector_page",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("sync_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("collection", Text, nullable=False),
    Column("asked", Text, nullable=False, comment="the address it came from"),
    Column("digest", Text, nullable=False, comment="of the sourcedIds in it"),
    Column("rows", JSONB, nullable=False, comment="rows by file of OneRoster: only what is needed"),
    PrimaryKeyConstraint("board_id", "sync_id", "number"),
    ForeignKeyConstraint(["board_id", "sync_id"], ["connector_sync.board_id", "connector_sync.sync_id"]),
    schema="vault",
    comment="Pages of a pull that is not over yet, with names of people; gone as soon as it is",
)
