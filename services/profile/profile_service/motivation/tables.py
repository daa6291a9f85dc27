"""How autonomous, competent and related a learner said to feel, at most once a week."""

from sqlalchemy import Boolean, Column, Date, DateTime, PrimaryKeyConstraint, SmallInteger, Table, Uuid

from profile_service.tables import metadata

motivation = Table(
    "motivation",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("week", Date, nullable=False, comment="the Monday of its ISO week in the Netherlands"),
    Column("autonomy", SmallInteger, nullable=False),
    Column("competence", SmallInteger, nullable=False),
    Column("relatedness", SmallInteger, nullable=False),
    Column("shared", Boolean, nullable=False, comment="whether the learner lets its educators see it"),
    Column("reported_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "week"),
)
