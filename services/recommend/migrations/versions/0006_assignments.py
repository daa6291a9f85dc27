"""What educators decided, and groups that are called together, as choices tells it."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from recommend_service.assignments.tables import met_assignment, standing_assignment
from recommend_service.gather.tables import gather

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([standing_assignment, met_assignment, gather])
    # An installation that has run already may have missed some of it: have it told again.
    op.execute("DELETE FROM replay_request WHERE source = 'choices'")


def downgrade() -> None:
    for table in ("gather", "met_assignment", "standing_assignment"):
        op.drop_table(table)
