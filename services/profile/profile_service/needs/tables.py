"""Accommodations of learners, from the closed vocabulary: what helps, never why."""

from sqlalchemy import Column, Date, DateTime, Index, PrimaryKeyConstraint, Table, Text, Uuid

from profile_service.tables import metadata

held_need = Table(
    "held_need",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("need_id", Uuid, nullable=False),
    Column("need", Text, nullable=False, comment="a code of contracts.needs"),
    Column("until", Date),
    Column("author_id", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    Column("ended_by_id", Text),
    Column("ended_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "learner_id", "need_id"),
    Index("held_need_once", "board_id", "learner_id", "need", unique=True, postgresql_where="ended_at IS NULL"),
)
