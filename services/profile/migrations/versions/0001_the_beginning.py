"""Plumbing, and what this service owns; names of people in a schema of their own."""

import os
from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import create_plumbing, run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    application = os.environ.get("EW_APP_ROLE", "profile_app")
    create_plumbing()
    op.execute("CREATE SCHEMA vault")
    op.execute(f'GRANT USAGE ON SCHEMA vault TO "{application}"')
    op.execute(
        f'ALTER DEFAULT PRIVILEGES IN SCHEMA vault GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{application}"'
    )
    run_script(Path(__file__).with_name("0001.sql"))
    # One worker applies the packages of all boards, and turns the day for them.
    for table in ("roster_import", "roster_day"):
        op.execute(f"CREATE POLICY of_worker ON {table} USING (in_plumbing())")
    for table in ("agency_move", "attempt"):
        op.execute(f'REVOKE UPDATE, DELETE ON {table} FROM "{application}"')


def downgrade() -> None:
    raise NotImplementedError("before the first version there is nothing to go back to")
