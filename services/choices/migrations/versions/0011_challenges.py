"""Challenges, and the words by which goals are found for a learner's own question."""

from alembic import op

from choices_service.challenges.tables import CHALLENGE_TABLES
from choices_service.mapping.tables import goal_searched, goal_word, mapping_index
from eigenwijs_shared.migrations import create_tables

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TABLES = (goal_word, goal_searched, mapping_index, *CHALLENGE_TABLES)


def upgrade() -> None:
    create_tables(_TABLES)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table.name)
