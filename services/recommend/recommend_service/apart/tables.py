"""A projection of what choices told of learners who are not put together; `rebuild` may empty it."""

from sqlalchemy import BigInteger, Column, PrimaryKeyConstraint, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from recommend_service.tables import metadata

kept_apart = Table(
    "kept_apart",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("pairs", JSONB, nullable=False, comment="[[one learner, another]]"),
    PrimaryKeyConstraint("board_id", "group_id"),
    info={"projection": True},
)
