"""Evidence rules, each change of them a row that stays."""

from sqlalchemy import Column, DateTime, Index, Integer, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from choices_service.metadata import metadata

evidence_rule = Table(
    "evidence_rule",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False, comment="counts on through all rules of the board"),
    Column("goal_id", Uuid, comment="null: for all goals that have no rule of their own"),
    Column("rule", JSONB, comment="null: taken back"),
    Column("author_id", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "version"),
    Index("evidence_rule_of_goal", "board_id", "goal_id", "version"),
    comment="The newest of each goal holds; never changed, so that it can be told what held when",
)
