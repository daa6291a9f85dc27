"""What profile owns: who there is, who decides what, and what was done. Names of people are in the vault alone."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()

school = Table(
    "school",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("school_id", Uuid, nullable=False),
    Column("sourced_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    PrimaryKeyConstraint("board_id", "school_id"),
    UniqueConstraint("board_id", "sourced_id"),
)

group = Table(
    "learner_group",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("sourced_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("school_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("grades", ARRAY(Text), nullable=False),
    Column("subject", Text),
    PrimaryKeyConstraint("board_id", "group_id"),
    UniqueConstraint("board_id", "sourced_id"),
    ForeignKeyConstraint(["board_id", "school_id"], ["school.board_id", "school.school_id"]),
)

learner = Table(
    "learner",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("grades", ARRAY(Text), nullable=False),
    Column("school_ids", ARRAY(Uuid), nullable=False),
    Column("group_ids", ARRAY(Uuid), nullable=False, comment="present memberships; their history is in membership"),
    PrimaryKeyConstraint("board_id", "learner_id"),
)

educator = Table(
    "educator",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("educator_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("group_ids", ARRAY(Uuid), nullable=False),
    Column("left_at", DateTime(timezone=True), comment="since when inactive"),
    PrimaryKeyConstraint("board_id", "educator_id"),
)

parent = Table(
    "parent",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("parent_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("learner_ids", ARRAY(Uuid), nullable=False, comment="children in reach now: not those who decide alone"),
    Column("left_at", DateTime(timezone=True), comment="since when without any child here"),
    PrimaryKeyConstraint("board_id", "parent_id"),
)

parent_rule = Table(
    "parent_rule",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("age", SmallInteger, nullable=False),
    Column("grades", ARRAY(Text), nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="Until when parents reach their children; without a row the default of the law holds",
)

person = Table(
    "person",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("user_id", Uuid, nullable=False),
    Column("sourced_id", Text, nullable=False),
    Column("given", Text),
    Column("family", Text),
    Column("eck_id", Text, comment="opaque; never shown, never in events"),
    PrimaryKeyConstraint("board_id", "user_id"),
    UniqueConstraint("board_id", "sourced_id"),
    schema="vault",
    comment="The only place with names of people",
)

membership = Table(
    "membership",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("user_id", Uuid, nullable=False),
    Column("role", Text, nullable=False, comment="learner or educator"),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "group_id", "user_id", "role", "began_at"),
    Index("membership_user", "board_id", "user_id"),
)

roster_import = Table(
    "roster_import",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("import_id", Uuid, nullable=False),
    Column(
        "state", Text, nullable=False, comment="running, held, previewed, applied, rejected, superseded or cancelled"
    ),
    Column("author_id", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("counts", JSONB, nullable=False),
    Column("errors", JSONB, nullable=False),
    Column("mode", Text, comment="bulk, delta or mixed; unknown of the oldest"),
    Column("dry_run", Boolean, nullable=False, server_default="false"),
    Column("needs_confirmation", Boolean, nullable=False, server_default="false", comment="ends more than usual"),
    Column("changes", JSONB, comment="by kind: how many were, or would be, added, changed and ended"),
    Column("confirmed_by", Text),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("cancelled_by", Text),
    PrimaryKeyConstraint("board_id", "import_id"),
    Index("roster_import_running", "created_at", postgresql_where="state = 'running'"),
    # One at a time, whoever asks at the same moment.
    Index("roster_import_one_running", "board_id", unique=True, postgresql_where="state = 'running'"),
    Index("roster_import_held", "created_at", postgresql_where="state = 'held'"),
)

roster_package_part = Table(
    "roster_package_part",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("import_id", Uuid, nullable=False),
    Column("place", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("board_id", "import_id", "place"),
    comment="A package in pieces, kept only until its import has ended",
)

roster_progress = Table(
    "roster_progress",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("import_id", Uuid, nullable=False),
    Column("phase", Text, nullable=False, comment="validating, recording, deriving or applying"),
    Column("done", Integer, nullable=False),
    Column("total", Integer, comment="not known while validating"),
    PrimaryKeyConstraint("board_id", "import_id"),
    comment="How far a running import is; in a table of its own, for the worker holds the import's row all the time",
)

roster_day = Table(
    "roster_day",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="The day for which people and groups were last derived from the records, which begin and end on days",
)

roster_record = Table(
    "roster_record",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("file", Text, nullable=False),
    Column("sourced_id", Text, nullable=False),
    Column("kept", JSONB, nullable=False, comment="what people and groups are derived from; never a name"),
    PrimaryKeyConstraint("board_id", "file", "sourced_id"),
    comment="Every record that the board's systems gave and that holds now, so that a delta can refer to it",
)

agency_move = Table(
    "agency_move",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False, comment="empty: all subjects"),
    Column("version", Integer, nullable=False),
    Column("dimensions", JSONB, nullable=False, comment="all that is set at this place when the move begins"),
    Column("author_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Column("changes", JSONB, nullable=False, comment="what the move sets; null takes the setting at this place away"),
    Column("valid_from", DateTime(timezone=True)),
    Column("valid_until", DateTime(timezone=True)),
    Column("preset", Text, comment="the preset it came from"),
    Column("author_role", Text),
    Column("agreed_with", Text, comment="the learner who agreed to it, where both had to"),
    PrimaryKeyConstraint("board_id", "scope", "scope_id", "subject", "version"),
    Index("agency_move_place", "board_id", "scope_id"),
    comment="Append-only: what holds at a place is what its moves set, in order, each while it is valid",
)

attempt = Table(
    "attempt",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("attempt_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("score_scaled", Double, nullable=False),
    Column("success", Boolean, nullable=False),
    Column("completion", Boolean, nullable=False),
    Column("duration_seconds", Integer, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("author_id", Text, nullable=False, comment="who sent it: the learner, an educator or a system"),
    PrimaryKeyConstraint("board_id", "learner_id", "sequence"),
    # The learner belongs to the key: a client may have made the same id for another.
    UniqueConstraint("board_id", "learner_id", "attempt_id"),
    comment="The ledger, append-only: goals, level, kind and form as they were when it was recorded",
)

activity = Table(
    "activity",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "activity_id"),
    info={"projection": True},
    comment="What attempts may be at, as choices announced it",
)

ledger_end = Table(
    "ledger_end",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("renewal", Integer, nullable=False, server_default="0", comment="how often what counts was corrected"),
    PrimaryKeyConstraint("board_id", "learner_id"),
    comment="The last sequence of each learner; not in learner, whose rows a roster import may hold for seconds",
)

access = Table(
    "access",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    Column("viewer_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("viewer_role", Text, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "day", "viewer_id", "what"),
    comment="Who saw what of a learner, once a day",
)

consent = Table(
    "consent",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("consent_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("given_by", Text, nullable=False, comment="learner, parent, or whose word the school took down"),
    Column("method", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("given_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_by", Text),
    PrimaryKeyConstraint("board_id", "learner_id", "consent_id"),
    Index("consent_present", "board_id", "learner_id", "purpose", unique=True, postgresql_where="withdrawn_at IS NULL"),
    comment="Consent where it is the ground; withdrawn ones stay, as proof of what was allowed when",
)

goal = Table(
    "goal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("subject", Text, nullable=False),
    Column("title", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "goal_id"),
    info={"projection": True},
    comment="What aims and evidence may speak to, as choices announced it",
)

said_version = Table(
    "said_version",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False, comment="interests or needs"),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "kind"),
    comment="The version of what was last announced of a learner; its row keeps two writers apart",
)

APPEND_ONLY = (agency_move, attempt)
