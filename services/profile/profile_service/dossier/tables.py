"""Dossiers that are being gathered, and the finished ones until they are a week old."""

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from profile_service.tables import metadata

dossier = Table(
    "dossier",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("request_id", Uuid, nullable=False),
    Column("state", Text, nullable=False, comment="running, done or failed"),
    Column("author_id", Text, nullable=False),
    Column("private_key", JSONB(none_as_null=True), comment="only until the last piece is opened"),
    Column("receipts", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "request_id"),
    Index("dossier_running", "board_id", "learner_id", unique=True, postgresql_where="state = 'running'"),
)

dossier_piece = Table(
    "dossier_piece",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("request_id", Uuid, nullable=False),
    Column("service", Text, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("total", SmallInteger, nullable=False),
    Column("rows", JSONB, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("arrived_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "request_id", "service", "number"),
)

dossier_file = Table(
    "dossier_file",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("request_id", Uuid, nullable=False),
    Column("part", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("board_id", "request_id", "part"),
)
