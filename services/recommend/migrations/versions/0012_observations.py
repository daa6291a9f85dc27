"""What was seen of learners, fact by fact, as the model is told it."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE observation (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, sequence integer NOT NULL, renewal integer NOT NULL,
        fact_id uuid NOT NULL, activity_id uuid, goal_ids uuid[] NOT NULL, level smallint NOT NULL, kind text NOT NULL,
        form text NOT NULL, success boolean NOT NULL, score real NOT NULL, weight real NOT NULL,
        witnessed boolean NOT NULL, observed boolean NOT NULL, occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL, PRIMARY KEY (board_id, learner_id, sequence))"""
    )
    protect("observation")


def downgrade() -> None:
    op.drop_table("observation")
