"""Overrides: where people correct the recommender."""

from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import run_script

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_name("0009.sql"))


def downgrade() -> None:
    op.drop_table("override")
