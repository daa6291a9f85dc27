"""Facts beside attempts, numbered with them; the corrections that make a learner be estimated anew."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from profile_service.tables import metadata

evidence = Table(
    "evidence",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False, comment="from the same ledger_end as that of attempts"),
    Column("evidence_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("form", Text, nullable=False),
    Column("weight", Double, nullable=False, comment="what it counts unless corrected; of a correction: of what it is"),
    Column("score_scaled", Double, comment="null: a correction that only takes back"),
    Column("success", Boolean, comment="null with score_scaled"),
    Column("rubric", JSONB, comment="criteria with their levels, and which was reached"),
    Column("note", Text, comment="free text, of a correction the reason; never leaves profile"),
    Column("corrects", Uuid),
    Column("corrects_sequence", Integer, comment="ids are made by clients and might name two facts; this names one"),
    Column("author_id", Text, nullable=False),
    Column("author_role", Text, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False, comment="of a correction: of what it corrects"),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "sequence"),
    UniqueConstraint("board_id", "learner_id", "evidence_id"),
    # A fact is corrected once; who erred in the correction corrects that.
    UniqueConstraint("board_id", "learner_id", "corrects_sequence"),
    comment="The ledger's other half, append-only: what speaks to goals and is not an attempt",
)

evidence_matrix = Table(
    "evidence_matrix",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("matrix_id", Uuid, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("author_id", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "group_id", "matrix_id"),
    comment="Which matrices were taken in, so that each counts once",
)

ledger_renewal = Table(
    "ledger_renewal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("renewal", Integer, nullable=False),
    Column("told_to", Integer, nullable=False, comment="the last sequence that was announced again"),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "learner_id"),
    Index("ledger_renewal_open", "asked_at", postgresql_where="done_at IS NULL"),
    comment="How far the facts of a learner were told again after the last correction",
)

EVIDENCE_TABLES = (evidence, evidence_matrix, ledger_renewal)
