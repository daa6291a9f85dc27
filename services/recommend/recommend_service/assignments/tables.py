"""Projections of what choices told of assignments; `rebuild` may empty them."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, PrimaryKeyConstraint, Table, Text, Uuid

from recommend_service.tables import metadata

_projection = {"projection": True}

standing_assignment = Table(
    "standing_assignment",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("assignment_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False, comment="a learner or a group"),
    Column("activity_id", Uuid, nullable=False),
    Column("ground", Text, nullable=False),
    Column("until", Date, nullable=False, comment="the last day"),
    Column("active", Boolean, nullable=False, comment="false: ended by hand"),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "assignment_id"),
    Index("standing_assignment_for", "board_id", "scope_id", "until"),
    info=_projection,
)

met_assignment = Table(
    "met_assignment",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("assignment_id", Uuid, nullable=False),
    Column("met_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "assignment_id"),
    info=_projection,
    comment="Apart from the assignment, as either may be heard of first",
)
