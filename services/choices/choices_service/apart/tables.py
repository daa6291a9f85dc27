"""Pairs of learners who are not put together."""

from sqlalchemy import Column, DateTime, PrimaryKeyConstraint, Table, Text, Uuid

from choices_service.metadata import metadata

not_together = Table(
    "not_together",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("one_learner_id", Uuid, nullable=False, comment="the lesser of the two"),
    Column("other_learner_id", Uuid, nullable=False),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("said_by", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "group_id", "one_learner_id", "other_learner_id"),
    comment="Without a reason: none is asked, so none can be told",
)
