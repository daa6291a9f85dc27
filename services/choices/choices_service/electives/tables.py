"""Rounds of electives, their modules, and what learners wish for, got, and would rather have."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from choices_service.metadata import metadata

_ROUND = ["elective.board_id", "elective.elective_id"]

elective = Table(
    "elective",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("group_ids", ARRAY(Uuid), nullable=False, comment="whose learners may choose"),
    Column("opens_at", DateTime(timezone=True), nullable=False),
    Column("closes_at", DateTime(timezone=True), nullable=False),
    Column("everyone", Boolean, nullable=False, comment="who has no wish left gets what is left"),
    Column("seed", Text, nullable=False, comment="of the lottery; secret until it is published"),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("published_at", DateTime(timezone=True)),
    Column("published_by", Text),
    Column("outcome", JSONB, comment="in numbers, as it was published"),
    PrimaryKeyConstraint("board_id", "elective_id"),
    Index("elective_group_ids", "group_ids", postgresql_using="gin"),
)

elective_period = Table(
    "elective_period",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("period_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False, comment="the last day"),
    PrimaryKeyConstraint("board_id", "elective_id", "period_id"),
    ForeignKeyConstraint(["board_id", "elective_id"], _ROUND),
)

elective_module = Table(
    "elective_module",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("module_id", Uuid, nullable=False, comment="the same in a later round: the same module again"),
    Column("place", SmallInteger, nullable=False, comment="in the order of the offer"),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("subject", Text),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("prerequisite_goal_ids", ARRAY(Uuid), nullable=False),
    Column("prerequisite_module_ids", ARRAY(Uuid), nullable=False),
    Column("levels", ARRAY(Text), nullable=False, comment="empty: all"),
    Column("teacher_ids", ARRAY(Uuid), nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("sessions", JSONB, nullable=False, comment="[{periodId, least, most}]"),
    PrimaryKeyConstraint("board_id", "elective_id", "module_id"),
    ForeignKeyConstraint(["board_id", "elective_id"], _ROUND),
    Index("elective_module_again", "board_id", "module_id"),
)

elective_wish = Table(
    "elective_wish",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("wishes", JSONB, nullable=False, comment="{periodId: [moduleId, best first]}"),
    Column("author_id", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "elective_id", "learner_id"),
    ForeignKeyConstraint(["board_id", "elective_id"], _ROUND),
)

elective_place = Table(
    "elective_place",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("period_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("module_id", Uuid, comment="null: none"),
    Column("way", Text, nullable=False, comment="how it came: allocation, waiting-list, swap, educator, given-up"),
    Column("wish", SmallInteger, comment="which of the own wishes it is, 1 the first"),
    Column(
        "whys", JSONB, nullable=False, comment="[{moduleId, code, ids}]: why no earlier wish, when it was published"
    ),
    Column("waits_for", ARRAY(Uuid), nullable=False, comment="modules that were full, best first"),
    Column("missed", SmallInteger, comment="what later rounds remember; null: nothing was wished for"),
    Column("credit", SmallInteger, nullable=False, comment="what this round remembered"),
    Column("placed_at", DateTime(timezone=True), nullable=False),
    Column("author_id", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "elective_id", "period_id", "learner_id"),
    ForeignKeyConstraint(["board_id", "elective_id"], _ROUND),
    Index("elective_place_of_learner", "board_id", "learner_id"),
    Index("elective_place_taken", "board_id", "elective_id", "period_id", "module_id"),
)

elective_swap = Table(
    "elective_swap",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("swap_id", Uuid, nullable=False),
    Column("elective_id", Uuid, nullable=False),
    Column("period_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("module_ids", ARRAY(Uuid), nullable=False, comment="any of these rather than the present one"),
    Column("state", Text, nullable=False, comment="open, done, withdrawn"),
    Column("got_id", Uuid, comment="the module that it brought"),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "swap_id"),
    ForeignKeyConstraint(["board_id", "elective_id"], _ROUND),
    Index(
        "elective_swap_open", "board_id", "elective_id", "period_id", "learner_id",
        unique=True, postgresql_where=text("state = 'open'"),
    ),
    Index("elective_swap_of_learner", "board_id", "learner_id"),
)  # fmt: skip

TABLES = (elective, elective_period, elective_module, elective_wish, elective_place, elective_swap)
