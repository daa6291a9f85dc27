"""Whom parents reach."""

from alembic import op

from eigenwijs_shared.migrations import create_parent_projection

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_parent_projection()


def downgrade() -> None:
    op.drop_table("parent")
