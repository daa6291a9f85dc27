"""When what was mastered is due to be looked at once more."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MADE = (
    """CREATE TABLE review (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, goal_id uuid NOT NULL, stability double precision NOT NULL,
        difficulty double precision NOT NULL, reviewed_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
        reviews integer NOT NULL, lapses integer NOT NULL, lapsed boolean NOT NULL,
        PRIMARY KEY (board_id, learner_id, goal_id))""",
    "COMMENT ON COLUMN review.stability IS 'days until nine of ten still remember'",
    "COMMENT ON COLUMN review.lapsed IS 'the last time it had slipped'",
    "CREATE INDEX review_due ON review (board_id, learner_id, due_at)",
)
# What was mastered before has no history here: it is as if it was seen once, well, when it was last practised. A
# rebuild makes of it what it really was.
_WHAT_IS_KNOWN = """
    INSERT INTO review (board_id, learner_id, goal_id, stability, difficulty, reviewed_at, due_at, reviews, lapses,
        lapsed)
    SELECT board_id, learner_id, goal_id, 2.3065, 2.118103970459016, practised_at, practised_at + interval '2 days',
        1, 0, false
    FROM estimate WHERE mastered AND attempts > 0
"""


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    op.execute(_WHAT_IS_KNOWN)
    protect("review")


def downgrade() -> None:
    op.drop_table("review")
