"""What the board settled about its cards, also what no longer holds."""

from sqlalchemy import Boolean, Column, DateTime, Float, Integer, PrimaryKeyConstraint, Table, Text, Uuid

from recommend_service.tables import metadata

card_setting = Table(
    "card_setting",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("zone_low", Float, nullable=False),
    Column("zone_high", Float, nullable=False),
    Column("exploration", Boolean, nullable=False),
    Column("share", Float, nullable=False, comment="of the cards that begin with any option of the pool alike"),
    Column("reason", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "version"),
    comment="How the board wants its cards; the highest version holds, the others are kept",
)
