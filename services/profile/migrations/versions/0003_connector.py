"""Where a board pulls its roster from, and how far that is."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.connector.tables import connector, connector_page, connector_sync

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([connector, connector_sync, connector_page])
    # One worker pulls for all boards: it sees which are due, but their pages only from within the board.
    for table in ("connector", "connector_sync"):
        op.execute(f"CREATE POLICY of_worker ON {table} USING (in_plumbing())")


def downgrade() -> None:
    op.execute("DROP TABLE vault.connector_page")
    op.execute("DROP TABLE connector_sync")
    op.execute("DROP TABLE connector")
