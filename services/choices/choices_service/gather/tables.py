"""Every time that a group was called together. No learner is in it: who is gathered is who is in the group then."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)

from choices_service.metadata import metadata

gather = Table(
    "gather",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("gather_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("activity_id", Uuid),
    Column("question", Text, comment="does not travel"),
    Column("author_id", Text, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False, comment="ended by hand: that moment"),
    PrimaryKeyConstraint("board_id", "gather_id"),
    ForeignKeyConstraint(["board_id", "activity_id"], ["activity.board_id", "activity.activity_id"]),
    Index("gather_of_group", "board_id", "group_id", "until"),
)
