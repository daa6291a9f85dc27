"""What the dial needs beside its moves: what was announced of each place, and when it turns by itself."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from profile_service.tables import metadata

agency_place = Table(
    "agency_place",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False, comment="empty: all subjects"),
    Column("version", Integer, nullable=False, comment="counts what was announced: moves, and windows that turned"),
    Column("dimensions", JSONB, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Column("as_of", DateTime(timezone=True), nullable=False, comment="a place's clock never goes back"),
    PrimaryKeyConstraint("board_id", "scope_id", "subject"),
    comment="Each place as it was last announced, so that a replay says the very same",
)

agency_due = Table(
    "agency_due",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "scope_id", "subject", "at"),
    Index("agency_due_at", "at"),
    comment="When a move begins or ends to hold; the row goes in the transaction that announces it",
)

agency_proposal = Table(
    "agency_proposal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("proposal_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False, comment="empty: all subjects"),
    Column("dimensions", JSONB, nullable=False, comment="the positions that are proposed"),
    Column("seen", JSONB, nullable=False, comment="the positions that held for these dimensions when it was made"),
    Column("origin", Text, nullable=False, comment="learner, educator or gradual-release"),
    Column("proposed_by", Text, comment="null for a gradual release, which nobody proposes"),
    Column("reason", Text, nullable=False),
    Column("evidence", JSONB),
    Column("valid_from", DateTime(timezone=True)),
    Column("valid_until", DateTime(timezone=True)),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("learner_agreed", Text, comment="who agreed on the learner's side"),
    Column("educator_agreed", Text, comment="who agreed on the school's side"),
    Column("state", Text, nullable=False, comment="open, accepted, declined, withdrawn, expired or superseded"),
    Column("closed_by", Text),
    Column("closed_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "proposal_id"),
    Index("agency_proposal_learner", "board_id", "learner_id"),
    comment="Moves that learner and educator must both agree to",
)

agency_choice = Table(
    "agency_choice",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("choice_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("kind", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "choice_id"),
    Index("agency_choice_learner", "board_id", "learner_id", "made_at"),
    info={"projection": True},
    comment="The learner's own choices of the last weeks, as choices announced them, for gradual release",
)

agency_day = Table(
    "agency_day",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("board_id"),
    comment="The day on which the board's learners were last looked at for gradual release",
)
