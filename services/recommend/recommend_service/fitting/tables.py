"""How far a fit is. Truth, though it soon goes: a rebuild leaves it."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)

from recommend_service.tables import metadata

fit_run = Table(
    "fit_run",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("run_id", Uuid, nullable=False),
    Column("stage", Text, nullable=False, comment="reading, fitting, done or failed"),
    Column("shards", Integer, nullable=False),
    Column("subgroups", ARRAY(Text), nullable=False, comment="keys of those named when it began"),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("started_by", Text, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("version", Text),
    Column("problem", Text),
    Column("progress", LargeBinary, comment="how far the fit itself is; gone when it ends"),
    PrimaryKeyConstraint("board_id", "run_id"),
    Index("fit_run_open", "board_id", unique=True, postgresql_where=text("ended_at IS NULL")),
)

fit_shard = Table(
    "fit_shard",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("run_id", Uuid, nullable=False),
    Column("shard", Integer, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
    PrimaryKeyConstraint("board_id", "run_id", "shard"),
    comment="What a fit has read so far, without ids of learners; gone when it ends",
)
