"""What every learner's facts were, so that another model can learn from them anew; and what must outlive a model."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY

from recommend_service.tables import metadata

observation = Table(
    "observation",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False, comment="its place in the learner's ledger"),
    Column("renewal", Integer, nullable=False),
    Column("fact_id", Uuid, nullable=False, comment="of the attempt or the evidence"),
    Column("activity_id", Uuid, comment="null: other evidence than an attempt"),
    Column("goal_ids", ARRAY(Uuid), nullable=False, comment="in order, each once"),
    Column("level", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("success", Boolean, nullable=False),
    Column("score", Float, nullable=False, comment="0..1"),
    Column("weight", Float, nullable=False, comment="1: as an attempt"),
    Column("witnessed", Boolean, nullable=False, comment="false: what learners say of themselves or each other"),
    Column("observed", Boolean, nullable=False, comment="seen by an educator in ordinary work"),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "learner_id", "sequence"),
    Index("observation_of_a_time", "board_id", "recorded_at"),
    info={"projection": True},
    comment="Facts of the ledger as the learner models take them",
)

mastered_once = Table(
    "mastered_once",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("version", Text, nullable=False, comment="of the model that called it so"),
    Column("noted_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("board_id", "learner_id", "goal_id"),
    comment="Mastered by an older model and not by the next: it is never taken away",
)
