"""When groups have time for own work."""

from sqlalchemy import ARRAY, Column, Date, DateTime, Integer, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from choices_service.metadata import metadata

timetable = Table(
    "timetable",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("slots", JSONB, nullable=False, comment="[{weekday 1..7, starts, ends}], as the clock at school shows"),
    Column("days_off", ARRAY(Date), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "group_id"),
    comment="When a group works on its own tasks",
)
