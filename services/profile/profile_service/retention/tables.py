"""How long a board keeps what, and the runs that keep to it."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, PrimaryKeyConstraint, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from profile_service.tables import metadata

retention = Table(
    "retention",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("months", JSONB, nullable=False, comment="by kind; what is not in it has its default"),
    Column("author_id", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id"),
)

retention_run = Table(
    "retention_run",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("run_id", Uuid, nullable=False),
    Column("state", Text, nullable=False, comment="running or done"),
    Column("dry_run", Boolean, nullable=False),
    Column("months", JSONB, nullable=False, comment="the terms it ran with, of every kind"),
    Column("counts", JSONB, nullable=False, comment="by service, kind and table"),
    Column("author_id", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "run_id"),
    Index("retention_run_running", "asked_at", postgresql_where=text("state = 'running'")),
)
