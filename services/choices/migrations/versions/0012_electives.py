"""Electives: rounds of modules, wishes, places and swaps."""

from alembic import op

from choices_service.electives.tables import TABLES
from eigenwijs_shared.migrations import create_tables

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables(TABLES)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table.name)
