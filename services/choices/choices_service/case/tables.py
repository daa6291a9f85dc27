"""Curriculum packages as they were sent, with all that we do not use ourselves; and which of them are open."""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from choices_service.metadata import metadata

case_source = Table(
    "case_source",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("framework_id", Uuid, nullable=False),
    Column("digest", Text, nullable=False, comment="of the package as it was sent last"),
    Column("document", JSON, nullable=False),
    Column("rest", JSON, nullable=False, comment="what is neither document, item nor association"),
    Column("definition_ids", ARRAY(Uuid), nullable=False, comment="what can be asked for in the rest"),
    PrimaryKeyConstraint("board_id", "framework_id"),
    ForeignKeyConstraint(["board_id", "framework_id"], ["framework.board_id", "framework.framework_id"]),
    Index("case_source_definition", "definition_ids", postgresql_using="gin"),
    comment="JSON and not JSONB: what comes out is what came in, in the same order",
)

case_part = Table(
    "case_part",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("framework_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False, comment="CFItem or CFAssociation"),
    Column("identifier", Uuid, nullable=False),
    Column("place", Integer, nullable=False),
    Column("association_type", Text),
    Column("origin_id", Uuid),
    Column("destination_id", Uuid),
    Column("content", JSON, nullable=False),
    PrimaryKeyConstraint("board_id", "framework_id", "kind", "identifier"),
    ForeignKeyConstraint(["board_id", "framework_id"], ["framework.board_id", "framework.framework_id"]),
    Index("case_part_identifier", "identifier"),
    Index("case_part_origin", "origin_id"),
    Index("case_part_destination", "destination_id"),
    comment="Items and associations, as a board has them now",
)

open_framework = Table(
    "open_framework",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("framework_id", Uuid, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("opened_by", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "framework_id"),
    ForeignKeyConstraint(["board_id", "framework_id"], ["framework.board_id", "framework.framework_id"]),
    comment="Whoever comes through the open door may read these, without saying of which board",
)
