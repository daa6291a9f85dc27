"""Evidence beside attempts, corrections and motivation."""

import os

import sqlalchemy as sa
from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.evidence.tables import EVIDENCE_TABLES
from profile_service.motivation.tables import motivation

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    application = os.environ.get("EW_APP_ROLE", "profile_app")
    op.add_column(
        "ledger_end",
        sa.Column(
            "renewal", sa.Integer, nullable=False, server_default="0", comment="how often what counts was corrected"
        ),
    )
    create_tables([*EVIDENCE_TABLES, motivation])
    # One worker tells the corrected learners of all boards again.
    op.execute("CREATE POLICY of_worker ON ledger_renewal USING (in_plumbing())")
    op.execute(f'REVOKE UPDATE, DELETE ON evidence FROM "{application}"')


def downgrade() -> None:
    raise NotImplementedError("evidence is a ledger: what was recorded cannot be taken out of the numbering again")
