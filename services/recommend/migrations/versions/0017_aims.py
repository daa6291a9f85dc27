"""Which goals learners aim for."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE learner_aim (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, version integer NOT NULL, goal_ids uuid[] NOT NULL,
        PRIMARY KEY (board_id, learner_id))"""
    )
    protect("learner_aim")
    # An installation that has run already was not told of its aims yet.
    op.execute("DELETE FROM replay_request WHERE source = 'profile'")


def downgrade() -> None:
    op.drop_table("learner_aim")
