"""Versions, whom the board watches apart, how versions do, and what boards share. Truth: a rebuild leaves it."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from recommend_service.tables import metadata

model_version = Table(
    "model_version",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", Text, nullable=False, comment="fitted, shadow, in_use or retired"),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("learners", Integer, nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False, comment="the goal of each number in the file"),
    Column("activity_ids", ARRAY(Uuid), nullable=False),
    Column("figures", JSONB, nullable=False, comment="on learners whom it was not fitted on"),
    Column("subgroups", JSONB, nullable=False, comment="the same, by the key of each subgroup that was named then"),
    Column("previous", Text, comment="what was in use before it: where a rollback goes"),
    Column("promoted_at", DateTime(timezone=True)),
    Column("promoted_by", Text),
    Column("reason", Text),
    PrimaryKeyConstraint("board_id", "version"),
    comment="Every model that was fitted for the board; estimates name the one they are by",
)

model_in_use = Table(
    "model_in_use",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Text, nullable=False),
    Column("generation", Integer, nullable=False, comment="how often that changed; older estimates are made anew"),
    Column("settled", Boolean, nullable=False, comment="all estimates are its own"),
    PrimaryKeyConstraint("board_id"),
    comment="Which model makes the estimates; none: the one that nothing was fitted for",
)

model_subgroup = Table(
    "model_subgroup",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("subgroups", JSONB, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="Whom the board watches apart, so that no model serves them worse",
)

model_score = Table(
    "model_score",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("subgroup", Text, nullable=False, comment="empty: everybody"),
    Column("tally", JSONB, nullable=False),
    PrimaryKeyConstraint("board_id", "version", "day", "subgroup"),
    comment="How predictions of that day came true, beside those of other versions",
)

model_prior = Table(
    "model_prior",
    metadata,
    Column("number", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("boards", Integer, nullable=False),
    Column("learners", BigInteger, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("file", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
    comment="What boards have in common: constants and weights; nothing of a person or board",
)
