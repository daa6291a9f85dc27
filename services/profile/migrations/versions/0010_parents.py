"""Parents, and until when they reach their children."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.tables import parent, parent_rule

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([parent, parent_rule])


def downgrade() -> None:
    op.drop_table("parent_rule")
    op.drop_table("parent")
