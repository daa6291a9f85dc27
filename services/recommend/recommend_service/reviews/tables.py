"""A projection of the ledger; `rebuild` may empty it."""

from sqlalchemy import Boolean, Column, DateTime, Float, Index, Integer, PrimaryKeyConstraint, Table, Uuid

from recommend_service.tables import metadata

review = Table(
    "review",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("stability", Float, nullable=False, comment="days until nine of ten still remember"),
    Column("difficulty", Float, nullable=False),
    Column("reviewed_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("reviews", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("lapsed", Boolean, nullable=False, comment="the last time it had slipped"),
    PrimaryKeyConstraint("board_id", "learner_id", "goal_id"),
    Index("review_due", "board_id", "learner_id", "due_at"),
    info={"projection": True},
)
