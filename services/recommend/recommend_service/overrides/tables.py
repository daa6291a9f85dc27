"""Overrides, also those that have ended."""

from sqlalchemy import Column, Date, DateTime, Index, PrimaryKeyConstraint, SmallInteger, Table, Text, Uuid

from recommend_service.tables import metadata

override = Table(
    "override",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("override_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Uuid, nullable=False),
    Column("goal_id", Uuid),
    Column("activity_id", Uuid),
    Column("subject", Text),
    Column("level", SmallInteger),
    Column("reason", Text, nullable=False),
    Column("until", Date, comment="the last day; null: until it is ended (the board only)"),
    Column("author_id", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("ended_by", Text),
    PrimaryKeyConstraint("board_id", "override_id"),
    Index("override_of_scope", "board_id", "scope_id"),
    comment="Where people correct the recommender; ended ones are kept",
)
