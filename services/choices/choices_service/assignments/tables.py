"""An assignment is never deleted: it ends by its day or by hand, and what was read of it stays true."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from choices_service.metadata import metadata

assignment = Table(
    "assignment",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("assignment_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False, comment="a learner or a group"),
    Column("activity_id", Uuid, nullable=False),
    Column("ground", Text, nullable=False, comment="a code of contracts.assignments; travels"),
    Column("reason", Text, nullable=False, comment="what the educator wrote; does not travel"),
    Column("until", Date, nullable=False, comment="the last day"),
    Column("active", Boolean, nullable=False, comment="false: ended by hand"),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("changed_by_id", Text),
    Column("changed_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "assignment_id"),
    ForeignKeyConstraint(["board_id", "activity_id"], ["activity.board_id", "activity.activity_id"]),
    Index("assignment_for", "board_id", "scope_id", "until"),
    Index("assignment_of_activity", "board_id", "activity_id"),
)

assignment_met = Table(
    "assignment_met",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("assignment_id", Uuid, nullable=False),
    Column("met_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "assignment_id"),
    ForeignKeyConstraint(["board_id", "assignment_id"], ["assignment.board_id", "assignment.assignment_id"]),
    Index("assignment_met_by", "board_id", "assignment_id"),
    comment="Who finished what was assigned; for a group also who was not in it yet, so that order does not matter",
)
