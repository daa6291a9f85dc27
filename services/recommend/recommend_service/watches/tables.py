"""Watches are truth, with a life from found to closed; only the memory of tries may be emptied and built again."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
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
from sqlalchemy.dialects.postgresql import JSONB

from recommend_service.tables import metadata

watch = Table(
    "watch",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("watch_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("goal_id", Uuid, comment="null: of no one goal"),
    Column("number", Integer, nullable=False, comment="the how manieth of this pattern"),
    Column("version", Integer, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("evidence", JSONB, nullable=False, comment="{attempts: [ids], numbers: {name: number}}"),
    Column("counter", Integer, nullable=False, comment="how much evidence there was when it was found"),
    Column("found_at", DateTime(timezone=True), nullable=False),
    Column("opened_at", DateTime(timezone=True), comment="null: no educator was alarmed yet"),
    Column("closed_at", DateTime(timezone=True)),
    Column("closed_because", Text),
    Column("closed_by", Text, comment="null: the pattern was gone"),
    Column("closed_counter", Integer, comment="evidence up to here opens nothing any more"),
    Column("note", Text, comment="the educator's, at closing"),
    Column("snoozed_until", DateTime(timezone=True)),
    Column("snoozed_by", Text),
    PrimaryKeyConstraint("board_id", "watch_id"),
    Index("watch_of_pattern", "board_id", "learner_id", "kind", "goal_id", "number"),
    Index("watch_living", "board_id", "learner_id", postgresql_where=text("closed_at IS NULL")),
)

watch_alarm = Table(
    "watch_alarm",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("educator_id", Uuid, nullable=False),
    Column("watch_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("board_id", "educator_id", "watch_id"),
    Index("watch_alarm_of_day", "board_id", "educator_id", "day"),
    comment="Which watches an educator was alarmed of, and on which day",
)

watch_mark = Table(
    "watch_mark",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("renewal", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id"),
    comment="The last fact that was looked at: told again, it opens and closes nothing",
)

watch_memory = Table(
    "watch_memory",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("tries", LargeBinary, nullable=False, comment="the last facts, oldest first, as watches.memory packs them"),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info={"projection": True},
)

watch_due = Table(
    "watch_due",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id"),
    comment="Of whom something was found since educators were alarmed last",
)

watch_round = Table(
    "watch_round",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    Column("upto", Uuid, comment="the last learner who was looked at that day"),
    Column("done", Boolean, nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="How far the daily look at all learners is",
)

school_day = Table(
    "school_day",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("board_id", "day"),
    comment="Weekdays on which anybody of the board learnt something: holidays count for nobody",
)
