"""The projection's tables; `info={"projection": True}` marks what `rebuild` may empty."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

roster = MetaData()
_projection = {"projection": True}

learner = Table(
    "learner",
    roster,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("grades", ARRAY(Text), nullable=False),
    Column("group_ids", ARRAY(Uuid), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info=_projection,
)

educator = Table(
    "educator",
    roster,
    Column("board_id", Uuid, nullable=False),
    Column("educator_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("group_ids", ARRAY(Uuid), nullable=False),
    PrimaryKeyConstraint("board_id", "educator_id"),
    info=_projection,
)

parent = Table(
    "parent",
    roster,
    Column("board_id", Uuid, nullable=False),
    Column("parent_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("learner_ids", ARRAY(Uuid), nullable=False, comment="the children whom the parent reaches now"),
    PrimaryKeyConstraint("board_id", "parent_id"),
    info=_projection,
)

agency_dial = Table(
    "agency_dial",
    roster,
    Column("board_id", Uuid, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False, comment="empty: all subjects"),
    Column("version", Integer, nullable=False),
    Column("dimensions", JSONB, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "scope", "scope_id", "subject"),
    Index("agency_dial_scope_id", "board_id", "scope_id"),
    info=_projection,
)
