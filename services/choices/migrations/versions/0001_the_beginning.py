"""Plumbing, the roster as heard from profile, and what this service owns."""

from pathlib import Path

from eigenwijs_shared.migrations import create_plumbing, create_roster_projection, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_plumbing()
    create_roster_projection()
    run_script(Path(__file__).with_name("0001.sql"))


def downgrade() -> None:
    raise NotImplementedError("before the first version there is nothing to go back to")
