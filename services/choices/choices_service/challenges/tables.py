"""Challenges, in the learner's own words; only goals and steps that leave a plan are ever deleted."""

from sqlalchemy import Column, Date, DateTime, Index, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from choices_service.metadata import metadata

challenge = Table(
    "challenge",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("challenge_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False, comment="the question"),
    Column("why", Text),
    Column("make", Text, comment="what will be made or shown"),
    Column("company", Text),
    Column("with_whom", Text),
    Column("visible_to", ARRAY(Text), nullable=False, comment="who may see it beside the learner; the learner decides"),
    Column("state", Text, nullable=False, comment="open, presented or stopped"),
    Column("state_at", DateTime(timezone=True), nullable=False),
    Column("state_words", Text, comment="why it was stopped, or taken up again, in own words"),
    Column("confirmed_by", Text, comment="the coach who looked at the goals last"),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("present_on", Date),
    Column("author_id", Text, nullable=False, comment="the learner, or who wrote it on the learner's behalf"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "challenge_id"),
    Index("challenge_of_learner", "board_id", "learner_id", "challenge_id"),
)

challenge_goal = Table(
    "challenge_goal",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("challenge_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("words", ARRAY(Text), nullable=False, comment="of the question, that the goal has"),
    Column("chosen_by", Text, nullable=False),
    Column("chosen_at", DateTime(timezone=True), nullable=False),
    Column("confirmed_by", Text, comment="the coach; a goal counts from then on"),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("presented_at", DateTime(timezone=True), comment="when the closing presentation was judged on it"),
    PrimaryKeyConstraint("board_id", "challenge_id", "goal_id"),
    Index("challenge_goal_of_learner", "board_id", "learner_id"),
)

challenge_step = Table(
    "challenge_step",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("challenge_id", Uuid, nullable=False),
    Column("step_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False, comment="step, or check-in with the coach"),
    Column("title", Text, nullable=False),
    Column("day", Date),
    Column("note", Text, comment="what came of it, by learner or coach"),
    Column("done_by", Text),
    Column("done_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("board_id", "challenge_id", "step_id"),
    Index("challenge_step_of_learner", "board_id", "learner_id"),
)

challenge_evidence = Table(
    "challenge_evidence",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("challenge_id", Uuid, nullable=False),
    Column("evidence_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False, comment="link, text or product"),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("text", Text),
    Column("product", Text, comment="what it is and where it can be seen"),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column("author_id", Text, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "challenge_id", "evidence_id"),
    Index("challenge_evidence_of_learner", "board_id", "learner_id"),
    comment="What the learner shows; what it counts for is judged at the presentation",
)

challenge_presentation = Table(
    "challenge_presentation",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("challenge_id", Uuid, nullable=False),
    Column("presentation_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("results", JSONB, nullable=False, comment="[{goalId, evidenceId, level, rubric, scoreScaled, success}]"),
    Column("note", Text),
    Column("author_id", Text, nullable=False, comment="the educator who judged it"),
    Column("author_role", Text, nullable=False),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id", "challenge_id"),
    Index("challenge_presentation_of_learner", "board_id", "learner_id"),
    comment="One closes a challenge; profile writes its results to the ledger",
)

CHALLENGE_TABLES = (challenge, challenge_goal, challenge_step, challenge_evidence, challenge_presentation)
