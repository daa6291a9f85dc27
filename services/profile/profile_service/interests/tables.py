"""Topics that learners say to like. They end by themselves; what ended is history."""

from sqlalchemy import Column, Date, DateTime, Index, PrimaryKeyConstraint, Table, Text, Uuid

from profile_service.tables import metadata

interest = Table(
    "interest",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("interest_id", Uuid, nullable=False),
    Column("topic", Text, nullable=False, comment="as it was written"),
    Column("matched", Text, nullable=False, comment="casefolded, as topics of activities are compared with it"),
    Column("until", Date, nullable=False),
    Column("author_id", Text, nullable=False, comment="the learner, or who wrote it on the learner's behalf"),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "learner_id", "interest_id"),
    Index("interest_once", "board_id", "learner_id", "matched", unique=True, postgresql_where="ended_at IS NULL"),
)
