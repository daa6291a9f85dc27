"""The tables of recommend. Marked as projections: what is built from events alone, and may be emptied and rebuilt.

The register of cards and the choices made on them are this service's own truth.
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()
_projection = {"projection": True}

goal = Table(
    "goal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("subject", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("levels", ARRAY(Text), nullable=False),
    Column("prerequisite_ids", ARRAY(Uuid), nullable=False),
    Column("assessable", Boolean, nullable=False),
    Column("replaces_goal_ids", ARRAY(Uuid), nullable=False, server_default="{}", comment="older, renewed by this one"),
    Column("evidence_rule", JSONB, comment="null: the usual one"),
    PrimaryKeyConstraint("board_id", "goal_id"),
    info=_projection,
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
    Column("form", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("topic", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "activity_id"),
    info=_projection,
)

catalogue_version = Table(
    "catalogue_version",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Uuid, nullable=False, comment="new at every change, so a cache of an older life never matches"),
    PrimaryKeyConstraint("board_id"),
    info=_projection,
)

learner_state = Table(
    "learner_state",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("renewal", Integer, nullable=False, server_default="0", comment="sequences count within it"),
    Column("last_sequence", Integer, nullable=False),
    Column("mean", Float, nullable=False),
    Column("variance", Float, nullable=False),
    Column("recent", JSONB, nullable=False, comment="the last attempts, oldest first: [activity id, form, success]"),
    Column("model", Text, nullable=False, server_default="day-one-1", comment="the version that made the estimates"),
    Column(
        "generation",
        Integer,
        nullable=False,
        server_default="0",
        comment="how many promotions of a model there had been",
    ),
    Column("whole", Boolean, nullable=False, server_default="true", comment="all its facts are in observation"),
    Column(
        "traces",
        LargeBinary,
        nullable=False,
        server_default="",
        comment="the model's numbers of the learner at large",
    ),
    Column(
        "tasks", LargeBinary, nullable=False, server_default="", comment="the model's numbers of the tasks done lately"
    ),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info=_projection,
)

estimate = Table(
    "estimate",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("mean", Float, nullable=False),
    Column("variance", Float, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("successes", Integer, nullable=False),
    Column("hard_successes", Integer, nullable=False),
    Column("proofs", Integer, nullable=False),
    Column("streak", Integer, nullable=False),
    Column("recent", JSONB, nullable=False, comment="the last attempts at this goal: [form, level, success]"),
    Column("mastered", Boolean, nullable=False),
    Column("practised_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("shown", JSONB, nullable=False, server_default="[]", comment="the newest successes: [in what, level, when]"),
    Column(
        "ease",
        Float,
        nullable=False,
        server_default="0",
        comment="logits by which the goal is easier than average, with the model that made it",
    ),
    Column(
        "traces",
        LargeBinary,
        nullable=False,
        server_default="",
        comment="the model's numbers of the learner at this goal",
    ),
    PrimaryKeyConstraint("board_id", "learner_id", "goal_id"),
    info=_projection,
)

card = Table(
    "card",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("card_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("asked", Text, comment="the subject that was asked for; null: any"),
    Column("subject", Text),
    Column("offered_at", DateTime(timezone=True), nullable=False),
    Column("basis", Text, nullable=False, comment="what the card hangs on; while it is the same, so is the card"),
    Column("policy", Text, nullable=False),
    Column("goals", JSONB, nullable=False),
    Column("options", JSONB, nullable=False),
    Column("dial", JSONB, nullable=False),
    Column("missing", JSONB, nullable=False),
    Column("surprise_option_id", Uuid),
    Column("surprise_propensity", Float),
    Column("own_idea_allowed", Boolean, nullable=False),
    Column("opt_out_allowed", Boolean, nullable=False),
    Column("inputs", JSONB, nullable=False),
    Column("needs", ARRAY(Text), nullable=False, server_default="{}"),
    Column("rule_versions", JSONB, nullable=False, server_default="{}", comment="of the evidence rules, by goal"),
    Column("unmet_needs", ARRAY(Text), nullable=False, server_default="{}", comment="not met by all of its options"),
    PrimaryKeyConstraint("board_id", "card_id"),
    Index("card_of_learner", "board_id", "learner_id", "card_id"),
    comment="The register: every card as it was offered, and all that it was made from",
)

card_choice = Table(
    "card_choice",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("choice_id", Uuid, nullable=False),
    Column("card_id", Uuid, comment="null: chosen outside a card"),
    Column("learner_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("option_id", Uuid),
    Column("activity_id", Uuid),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True), comment="taken back, or another took its place"),
    PrimaryKeyConstraint("board_id", "choice_id"),
    Index("card_choice_of_learner", "board_id", "learner_id", "made_at"),
    Index("card_choice_on_card", "board_id", "card_id"),
    comment="What became of the cards",
)
