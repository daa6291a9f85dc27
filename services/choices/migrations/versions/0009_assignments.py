"""What educators decide for learners and groups, and groups that are called together."""

from alembic import op

from choices_service.assignments.tables import assignment, assignment_met
from choices_service.gather.tables import gather
from eigenwijs_shared.migrations import create_tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([assignment, assignment_met, gather])


def downgrade() -> None:
    for table in ("gather", "assignment_met", "assignment"):
        op.drop_table(table)
