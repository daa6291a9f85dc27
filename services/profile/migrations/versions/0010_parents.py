"""Parents, and until when they reach their children."""

from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import protect, run_script

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_name("0010.sql"))
    for table in ("parent", "parent_rule"):
        protect(table)


def downgrade() -> None:
    op.drop_table("parent_rule")
    op.drop_table("parent")
