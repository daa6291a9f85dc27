"""The facts that models learn from, kept, so that a learner can be estimated anew by another one.

Who was estimated before has no facts here: that stays so until a rebuild, and is marked as not `whole`. Such a learner
goes on from where it was; a rebuild of the projections gives everybody their facts.
"""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MADE = (
    """CREATE TABLE observation (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, sequence integer NOT NULL, renewal integer NOT NULL,
        fact_id uuid NOT NULL, activity_id uuid, goal_ids uuid[] NOT NULL, level smallint NOT NULL, kind text NOT NULL,
        form text NOT NULL, success boolean NOT NULL, score double precision NOT NULL,
        weight double precision NOT NULL,
        witnessed boolean NOT NULL, observed boolean NOT NULL, occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL, PRIMARY KEY (board_id, learner_id, sequence))""",
    "COMMENT ON TABLE observation IS 'Facts of the ledger as the learner models take them'",
    "COMMENT ON COLUMN observation.sequence IS 'its place in the learner''s ledger'",
    "COMMENT ON COLUMN observation.fact_id IS 'of the attempt or the evidence'",
    "COMMENT ON COLUMN observation.activity_id IS 'null: other evidence than an attempt'",
    "COMMENT ON COLUMN observation.goal_ids IS 'in order, each once'",
    "COMMENT ON COLUMN observation.score IS '0..1'",
    "COMMENT ON COLUMN observation.weight IS '1: as an attempt'",
    "COMMENT ON COLUMN observation.witnessed IS 'false: what learners say of themselves or each other'",
    "COMMENT ON COLUMN observation.observed IS 'seen by an educator in ordinary work'",
    "CREATE INDEX observation_of_a_time ON observation (board_id, recorded_at)",
    """CREATE TABLE mastered_once (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, goal_id uuid NOT NULL, version text NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (board_id, learner_id, goal_id))""",
    "COMMENT ON TABLE mastered_once IS 'Mastered by an older model and not by the next: it is never taken away'",
    "COMMENT ON COLUMN mastered_once.version IS 'of the model that called it so'",
    """ALTER TABLE learner_state
        ADD COLUMN model text NOT NULL DEFAULT 'day-one-1',
        ADD COLUMN generation integer NOT NULL DEFAULT 0,
        ADD COLUMN whole boolean NOT NULL DEFAULT true,
        ADD COLUMN traces bytea NOT NULL DEFAULT '',
        ADD COLUMN tasks bytea NOT NULL DEFAULT ''""",
    "COMMENT ON COLUMN learner_state.model IS 'the version that made the estimates'",
    "COMMENT ON COLUMN learner_state.generation IS 'how many promotions of a model there had been'",
    "COMMENT ON COLUMN learner_state.whole IS 'all its facts are in observation'",
    "COMMENT ON COLUMN learner_state.traces IS 'the model''s numbers of the learner at large'",
    "COMMENT ON COLUMN learner_state.tasks IS 'the model''s numbers of the tasks done lately'",
    "UPDATE learner_state SET whole = false WHERE last_sequence > 0",
    """ALTER TABLE estimate
        ADD COLUMN ease double precision NOT NULL DEFAULT 0, ADD COLUMN traces bytea NOT NULL DEFAULT ''""",
    "COMMENT ON COLUMN estimate.ease IS 'logits by which the goal is easier than average, with the model that made it'",
    "COMMENT ON COLUMN estimate.traces IS 'the model''s numbers of the learner at this goal'",
)


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    protect("observation")
    protect("mastered_once")


def downgrade() -> None:
    op.execute("ALTER TABLE estimate DROP COLUMN ease, DROP COLUMN traces")
    op.execute(
        "ALTER TABLE learner_state DROP COLUMN model, DROP COLUMN generation, DROP COLUMN whole, DROP COLUMN traces, "
        "DROP COLUMN tasks"
    )
    op.drop_table("mastered_once")
    op.drop_table("observation")
