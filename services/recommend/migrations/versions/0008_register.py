"""The register: every decision in a chain of hashes, from here on. Cards of before are from before it began."""

import os
from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import run_script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_name("0008.sql"))
    application = os.environ.get("EW_APP_ROLE", "recommend_app")
    op.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON register_entry FROM "{application}"')
    op.execute(f'GRANT EXECUTE ON FUNCTION retire_register(timestamptz) TO "{application}"')


def downgrade() -> None:
    for table in ("register_term", "register_entry"):
        op.drop_table(table)
    for function in ("register_stays()", "register_notes_removal()", "retire_register(timestamptz)"):
        op.execute(f"DROP FUNCTION {function}")
