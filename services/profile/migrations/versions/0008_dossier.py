"""Dossiers that are being gathered."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.dossier.tables import dossier, dossier_file, dossier_piece

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([dossier, dossier_piece, dossier_file])
    # One worker gathers and tidies the dossiers of all boards.
    for table in ("dossier", "dossier_piece", "dossier_file"):
        op.execute(f"CREATE POLICY of_worker ON {table} USING (in_plumbing())")


def downgrade() -> None:
    for table in ("dossier_file", "dossier_piece", "dossier"):
        op.drop_table(table)
