"""Objections: what people contest, the facts that came since, and what was decided."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MADE = (
    """CREATE TABLE objection (
        board_id uuid NOT NULL, objection_id uuid NOT NULL, learner_id uuid NOT NULL, version integer NOT NULL,
        about text NOT NULL, about_id uuid NOT NULL, goal_ids uuid[] NOT NULL, subject text, reason text NOT NULL,
        raised_by text NOT NULL, raised_role text NOT NULL, raised_at timestamptz NOT NULL,
        probability double precision, probability_decided double precision, check_id uuid, status text NOT NULL,
        closed_at timestamptz, closed_by text, answer text, fact_id uuid, resting_ids uuid[] DEFAULT '{}' NOT NULL,
        rests_until date, PRIMARY KEY (board_id, objection_id))""",
    "CREATE INDEX objection_of_learner ON objection (board_id, learner_id)",
    "CREATE INDEX objection_about ON objection (board_id, about_id)",
    "CREATE UNIQUE INDEX objection_open ON objection (board_id, learner_id, about, about_id) WHERE status = 'open'",
    "COMMENT ON TABLE objection IS"
    " 'Where a learner, a parent or an educator for them disagrees, until a person has decided; kept'",
    "COMMENT ON COLUMN objection.about IS 'goal, card or watch'",
    "COMMENT ON COLUMN objection.goal_ids IS 'what it concerns; a check is at the first of them'",
    "COMMENT ON COLUMN objection.subject IS 'of the first goal'",
    "COMMENT ON COLUMN objection.probability IS 'what was estimated of the first goal then'",
    "COMMENT ON COLUMN objection.probability_decided IS 'the same when it was decided'",
    "COMMENT ON COLUMN objection.check_id IS 'the activity with which it can be shown; null: an educator looks along'",
    "COMMENT ON COLUMN objection.status IS 'open, upheld, dismissed or withdrawn'",
    "COMMENT ON COLUMN objection.answer IS 'the reason of who decided'",
    "COMMENT ON COLUMN objection.fact_id IS 'the attempt or evidence on which it was decided'",
    "COMMENT ON COLUMN objection.resting_ids IS 'activities that rest on cards'",
    "COMMENT ON COLUMN objection.rests_until IS 'the last day on which they do'",
    """CREATE TABLE objection_fact (
        board_id uuid NOT NULL, objection_id uuid NOT NULL, fact_id uuid NOT NULL, learner_id uuid NOT NULL,
        kind text NOT NULL, activity_id uuid, success boolean NOT NULL, counts boolean NOT NULL,
        occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
        PRIMARY KEY (board_id, objection_id, fact_id))""",
    "CREATE INDEX objection_fact_by_fact ON objection_fact (board_id, fact_id)",
    "COMMENT ON TABLE objection_fact IS 'What the ledger told of the goals of an objection while that was open'",
    "COMMENT ON COLUMN objection_fact.kind IS 'of the activity, or of the evidence'",
    "COMMENT ON COLUMN objection_fact.activity_id IS 'null: no attempt'",
    "COMMENT ON COLUMN objection_fact.counts IS 'may an estimate be decided on by it?'",
)


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    protect("objection")
    protect("objection_fact")


def downgrade() -> None:
    op.drop_table("objection_fact")
    op.drop_table("objection")
