"""Needs and interests as profile tells them."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from eigenwijs_shared.roster.wishes import learner_interest, learner_need

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([learner_need, learner_interest])


def downgrade() -> None:
    op.drop_table("learner_interest")
    op.drop_table("learner_need")
