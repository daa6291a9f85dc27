"""A projection of what choices told of contracts; `rebuild` may empty it."""

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from recommend_service.tables import metadata

standing_contract = Table(
    "standing_contract",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("state", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False, comment="the last day"),
    Column("open_activity_ids", ARRAY(Uuid), nullable=False, comment="of tasks that are to be done and not ticked"),
    PrimaryKeyConstraint("board_id", "contract_id"),
    Index("standing_contract_of_learner", "board_id", "learner_id", "ends_on"),
    info={"projection": True},
)
