"""What a learner aims for, in the learner's own words; nothing here is ever deleted but by an erasure."""

from sqlalchemy import Boolean, Column, Date, DateTime, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from profile_service.tables import metadata

aim = Table(
    "aim",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("aim_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("horizon", Date),
    Column("ambition", Text, nullable=False),
    Column("ambition_level", Text),
    Column("visible_to", ARRAY(Text), nullable=False, comment="who may see it beside the learner; the learner decides"),
    Column("state", Text, nullable=False, comment="open, reached or let-go"),
    Column("state_at", DateTime(timezone=True), nullable=False),
    Column("state_words", Text),
    Column("author_id", Text, nullable=False, comment="the learner, or who wrote it on the learner's behalf"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_by_id", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "aim_id"),
)

aim_step = Table(
    "aim_step",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("aim_id", Uuid, nullable=False),
    Column("step_id", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("due", Date),
    Column("done", Boolean, nullable=False),
    Column("done_at", DateTime(timezone=True)),
    Column("author_id", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "aim_id", "step_id"),
)

aim_reflection = Table(
    "aim_reflection",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("aim_id", Uuid, nullable=False),
    Column("reflection_id", Uuid, nullable=False),
    Column("text", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "aim_id", "reflection_id"),
    comment="Append-only: looking back is not rewritten",
)
