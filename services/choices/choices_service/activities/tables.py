"""Activities as they were. The database itself writes here at every new version, so that no change goes unkept."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from choices_service.metadata import metadata

activity_version = Table(
    "activity_version",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    PrimaryKeyConstraint("board_id", "activity_id", "version"),
    comment="Activities as they were before they changed; the database itself keeps them",
)
