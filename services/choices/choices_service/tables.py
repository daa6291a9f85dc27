"""What choices owns, and the cards it hears of. A goal or activity is never deleted: choices and attempts name it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from choices_service.activities import tables as _activities  # noqa: F401 - whoever has `metadata` has all tables
from choices_service.apart import tables as _apart  # noqa: F401 - the same
from choices_service.assignments import tables as _assignments  # noqa: F401 - the same
from choices_service.calendars import tables as _calendars  # noqa: F401 - the same
from choices_service.case import tables as _case  # noqa: F401 - the same
from choices_service.challenges import tables as _challenges  # noqa: F401 - the same
from choices_service.contracts import tables as _contracts  # noqa: F401 - the same
from choices_service.electives import tables as _electives  # noqa: F401 - the same
from choices_service.evidence_rules import tables as _evidence_rules  # noqa: F401 - the same
from choices_service.gather import tables as _gather  # noqa: F401 - the same
from choices_service.mapping import tables as _mapping  # noqa: F401 - the same
from choices_service.mastery import tables as _mastery  # noqa: F401 - the same
from choices_service.metadata import metadata
from choices_service.search import tables as _search  # noqa: F401 - the same
from choices_service.timetables import tables as _timetables  # noqa: F401 - the same

__all__ = [
    "activity",
    "card_offered",
    "catalogue_card",
    "choice",
    "framework",
    "framework_goal",
    "goal",
    "goal_replacement",
    "goal_version",
    "metadata",
    "prerequisite",
]

framework = Table(
    "framework",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("framework_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("creator", Text, nullable=False),
    Column("language", Text),
    Column("changed_at", DateTime(timezone=True), nullable=False, comment="as its publisher says"),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("status", Text, nullable=False, server_default="published"),
    Column("own", Boolean, nullable=False, server_default=false(), comment="made by the board itself"),
    Column("subject", Text, comment="in words, for goals that say none"),
    Column("description", Text),
    Column("edition", Text, comment="as its publisher numbers it"),
    Column("replaces", ARRAY(Uuid), nullable=False, server_default="{}", comment="older frameworks"),
    PrimaryKeyConstraint("board_id", "framework_id"),
)

goal = Table(
    "goal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False, comment="false: no package has it any more"),
    Column("framework_id", Uuid, nullable=False, comment="the one that brought it first, and says what it is"),
    Column("parent_id", Uuid),
    Column("place", Integer, nullable=False, comment="its row in the package"),
    Column("subject", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("short_title", Text),
    Column("code", Text),
    Column("levels", ARRAY(Text), nullable=False),
    Column("assessable", Boolean, nullable=False),
    Column(
        "ordered_by_board", Boolean, nullable=False, server_default=false(), comment="imports leave its order alone"
    ),
    Column("retired", Boolean, nullable=False, server_default=false(), comment="by the board, or by its publisher"),
    PrimaryKeyConstraint("board_id", "goal_id"),
    ForeignKeyConstraint(["board_id", "framework_id"], ["framework.board_id", "framework.framework_id"]),
    Index("goal_in_order", "board_id", "framework_id", "place", "goal_id"),
    Index("goal_subject", "board_id", "subject"),
)

framework_goal = Table(
    "framework_goal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("framework_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    PrimaryKeyConstraint("board_id", "framework_id", "goal_id"),
    ForeignKeyConstraint(["board_id", "framework_id"], ["framework.board_id", "framework.framework_id"]),
    ForeignKeyConstraint(["board_id", "goal_id"], ["goal.board_id", "goal.goal_id"]),
    comment="Packages overlap: one goal may be in several",
)

prerequisite = Table(
    "prerequisite",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("prerequisite_id", Uuid, nullable=False),
    Column("framework_id", Uuid, comment="the package that says so; null: the board itself"),
    PrimaryKeyConstraint("board_id", "goal_id", "prerequisite_id"),
    ForeignKeyConstraint(["board_id", "goal_id"], ["goal.board_id", "goal.goal_id"]),
    ForeignKeyConstraint(["board_id", "prerequisite_id"], ["goal.board_id", "goal.goal_id"]),
    Index("prerequisite_of", "board_id", "prerequisite_id"),
)

goal_replacement = Table(
    "goal_replacement",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("replaced_id", Uuid, nullable=False),
    Column("framework_id", Uuid, comment="the package that says so; null: the board itself"),
    PrimaryKeyConstraint("board_id", "goal_id", "replaced_id"),
    ForeignKeyConstraint(["board_id", "goal_id"], ["goal.board_id", "goal.goal_id"]),
    ForeignKeyConstraint(["board_id", "replaced_id"], ["goal.board_id", "goal.goal_id"]),
    Index("goal_replaced", "board_id", "replaced_id"),
    comment="A renewed goal with the older goals whose evidence it takes over",
)

goal_version = Table(
    "goal_version",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", JSONB, nullable=False, comment="the goal as it was told then"),
    Column("since", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "goal_id", "version"),
)

activity = Table(
    "activity",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("subjects", ARRAY(Text), nullable=False, comment="of its goals"),
    Column("form", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("materials", ARRAY(Text), nullable=False),
    Column("language", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("status", Text, nullable=False),
    Column("accessibility_notes", Text),
    Column("licence", Text),
    Column("author", Text, comment="whom its licence asks to name; never a learner"),
    Column("links", ARRAY(Text), nullable=False),
    Column("parallel_to", Uuid, comment="the check of which this is the B form"),
    Column("note", Text),
    Column("published_at", DateTime(timezone=True), comment="the first time; null: others never heard of it"),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "activity_id"),
    CheckConstraint("active = (status = 'published')", name="activity_active"),
    Index("activity_goal_ids", "goal_ids", postgresql_using="gin"),
    UniqueConstraint("board_id", "parallel_to", name="activity_parallel", deferrable=True),
)


def _card_columns() -> list[Column[object]]:
    """What must be known of a card to choose from it, whoever made it."""
    return [
        Column("board_id", Uuid, nullable=False),
        Column("card_id", Uuid, nullable=False),
        Column("learner_id", Uuid, nullable=False),
        Column("subject", Text),
        Column("options", JSONB, nullable=False, comment="[{optionId, activityId, goalIds}]"),
        Column("goal_ids", ARRAY(Uuid), nullable=False),
        Column("surprise_option_id", Uuid),
        Column("opt_out_allowed", Boolean, nullable=False),
        Column("missing_evidence", ARRAY(Uuid), nullable=False),
        Column("dimensions", JSONB, nullable=False),
        Column("offered_at", DateTime(timezone=True), nullable=False),
        Column("checks", JSONB, nullable=False, server_default="[]", comment="[{goalId, activityId}]"),
        Column("rule_versions", JSONB, nullable=False, server_default="{}", comment="of the evidence rules, by goal"),
    ]


card_offered = Table(
    "card_offered",
    metadata,
    *_card_columns(),
    PrimaryKeyConstraint("board_id", "card_id"),
    Index("card_offered_of_learner", "board_id", "learner_id", "offered_at"),
    info={"projection": True},
    comment="Cards that recommend offered",
)

catalogue_card = Table(
    "catalogue_card",
    metadata,
    *_card_columns(),
    Column("content", Text, nullable=False, comment="digest of all that is on it: the same card is not stored twice"),
    PrimaryKeyConstraint("board_id", "card_id"),
    Index("catalogue_card_content", "board_id", "learner_id", "content", unique=True),
    comment="Cards that this service made while recommend was away",
)

choice = Table(
    "choice",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("choice_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("card_id", Uuid, comment="null: chosen outside a card"),
    Column("kind", Text, nullable=False),
    Column("option_id", Uuid),
    Column("activity_id", Uuid),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("title", Text),
    Column("reason", Text),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("superseded_by", Uuid, comment="the later choice from the same card"),
    Column("replaces", Uuid, comment="the earlier choice from the same card"),
    Column("started_at", DateTime(timezone=True), comment="when somebody said so; an attempt says the same"),
    Column("started_by", Text),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_by", Text),
    PrimaryKeyConstraint("board_id", "choice_id"),
    Index("choice_of_learner", "board_id", "learner_id", "choice_id"),
    Index(
        "choice_standing",
        "board_id",
        "card_id",
        unique=True,
        postgresql_where=text("superseded_by IS NULL AND withdrawn_at IS NULL"),
    ),
)
