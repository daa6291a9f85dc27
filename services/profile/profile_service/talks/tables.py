"""Coach talks: what was promised, and what became of it."""

from sqlalchemy import Column, DateTime, Index, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from profile_service.tables import metadata

talk = Table(
    "talk",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("talk_id", Uuid, nullable=False),
    Column("educator_id", Uuid, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("topic", Text, nullable=False),
    Column("state", Text, nullable=False, comment="planned, held or missed; a planned one may be overdue by now"),
    Column("moved_from", ARRAY(DateTime(timezone=True)), nullable=False, comment="the times it was moved away from"),
    Column("held_at", DateTime(timezone=True)),
    Column("notes", Text),
    Column("agreements", ARRAY(Text), nullable=False),
    Column("missed_by", Text),
    Column("missed_reason", Text),
    Column("notes_visible_to", ARRAY(Text), nullable=False, comment="beside the two who talk; the learner decides"),
    Column("author_id", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_by_id", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "talk_id"),
    Index("talk_at", "board_id", "learner_id", "at"),
)
