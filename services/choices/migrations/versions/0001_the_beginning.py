"""Plumbing, the roster as heard from profile, and what this service owns."""

from choices_service.tables import metadata
from eigenwijs_shared.migrations import create_plumbing, create_roster_projection, create_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_plumbing()
    create_roster_projection()
    create_tables(metadata.sorted_tables)


def downgrade() -> None:
    raise NotImplementedError("before the first version there is nothing to go back to")
