"""Requests to erase and their receipts, which name no learner; and what the law makes a school keep, in the vault."""

from sqlalchemy import ARRAY, Column, Date, DateTime, Index, PrimaryKeyConstraint, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from profile_service.tables import metadata

erasure = Table(
    "erasure",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("request_id", Uuid, nullable=False),
    Column("ground", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("kept_ground", Text, comment="null: nothing was kept apart"),
    Column("kept_until", Date),
    Column("done_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "request_id"),
)

erasure_receipt = Table(
    "erasure_receipt",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("request_id", Uuid, nullable=False),
    Column("service", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("rows", JSONB, nullable=False),
    Column("messages", JSONB, nullable=False),
    PrimaryKeyConstraint("board_id", "request_id", "service"),
)

kept_apart = Table(
    "kept_apart",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("kept_id", Uuid, nullable=False),
    Column("given", Text),
    Column("family", Text),
    Column("sourced_id", Text),
    Column("schools", ARRAY(Text), nullable=False),
    Column("began_on", Date),
    Column("ended_on", Date, nullable=False),
    Column("ground", Text, nullable=False),
    Column("until", Date, nullable=False),
    PrimaryKeyConstraint("board_id", "kept_id"),
    Index("kept_apart_until", "board_id", "until"),
    schema="vault",
    comment="Enrolment and de-registration of erased learners: no id leads from here to anything else",
)

NEW = (erasure, erasure_receipt, kept_apart)
