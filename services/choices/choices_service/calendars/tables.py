"""Who may fetch a learner's calendar without signing in, and for how long: until it is revoked."""

from sqlalchemy import Column, DateTime, Index, PrimaryKeyConstraint, Table, Text, UniqueConstraint, Uuid

from choices_service.metadata import metadata

contract_calendar = Table(
    "contract_calendar",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("calendar_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("digest", Text, nullable=False, comment="SHA-256 of the token, which itself is nowhere"),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_role", Text, nullable=False, comment="who made it must still reach the learner"),
    Column("revoked_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "calendar_id"),
    UniqueConstraint("digest"),
    Index("contract_calendar_of_learner", "board_id", "learner_id"),
)
