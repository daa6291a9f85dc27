"""Projections of what recommend estimates and profile recorded; `rebuild` may empty them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from choices_service.metadata import metadata

mastery = Table(
    "mastery",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("probability", Double, nullable=False),
    Column("low", Double, nullable=False),
    Column("high", Double, nullable=False),
    Column("evidence", Integer, nullable=False),
    Column("ready", Boolean, nullable=False, comment="good enough to build on"),
    Column("unseen_ready", Boolean, nullable=False, comment="so is, at that version, a goal without evidence"),
    Column("updated_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "learner_id", "goal_id"),
    info={"projection": True},
    comment="How a learner stands with a goal, as recommend estimates it",
)

done = Table(
    "done",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("succeeded", Boolean, nullable=False, comment="at least once"),
    PrimaryKeyConstraint("board_id", "learner_id", "activity_id"),
    info={"projection": True},
    comment="What a learner made an attempt at, and when first and last",
)
