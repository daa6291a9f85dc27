"""Plumbing, the roster projection, and the tables of recommend."""

from eigenwijs_shared.migrations import create_plumbing, create_roster_projection, create_tables
from recommend_service.tables import metadata

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
