"""A projection of what choices told of groups that are called together; `rebuild` may empty it."""

from sqlalchemy import Column, DateTime, Index, Integer, PrimaryKeyConstraint, Table, Text, Uuid

from recommend_service.tables import metadata

gather = Table(
    "gather",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("gather_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("activity_id", Uuid, comment="null: a question"),
    Column("author_id", Text, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "gather_id"),
    Index("gather_of_group", "board_id", "group_id", "until"),
    info={"projection": True},
)
