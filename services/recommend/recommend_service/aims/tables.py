"""A projection of what profile told of aims; `rebuild` may empty it."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from recommend_service.tables import metadata

learner_aim = Table(
    "learner_aim",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info={"projection": True},
)
