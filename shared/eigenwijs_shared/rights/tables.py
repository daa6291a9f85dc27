"""The tombstones: who was erased, told by a digest alone, so that nothing late brings a learner back."""

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

rights = MetaData()

erased = Table(
    "erased",
    rights,
    Column("board_id", Uuid, nullable=False),
    Column("digest", LargeBinary, nullable=False, comment="SHA-256 of board and learner: recognises, tells nothing"),
    Column("request_id", Uuid, nullable=False),
    Column("learner_id", Uuid, comment="only until the streams are purged, which needs it"),
    Column("erased_at", DateTime(timezone=True), nullable=False),
    Column("rows", JSONB, nullable=False, comment="how many rows went, by table"),
    Column("purged_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "digest"),
    UniqueConstraint("board_id", "request_id"),
    Index("erased_unpurged", "erased_at", postgresql_where=text("purged_at IS NULL")),
)
