"""Erasure with receipts, retention, and what the law keeps."""

import os
from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import create_erasure, create_tables, drop_erasure
from profile_service.erasure.tables import erasure, erasure_receipt, kept_apart
from profile_service.retention.tables import retention, retention_run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    application = os.environ.get("EW_APP_ROLE", "profile_app")
    create_erasure(application)
    create_tables([erasure, erasure_receipt, kept_apart, retention, retention_run])
    # One worker ends the erasures of all boards, and keeps the terms of all.
    for table in ("erasure_receipt", "retention", "retention_run"):
        op.execute(f"CREATE POLICY of_worker ON {table} USING (in_plumbing())")
    op.get_bind().exec_driver_sql(Path(__file__).with_name("0007_forget_expired.sql").read_text())
    op.execute("REVOKE ALL ON FUNCTION forget_expired(text, timestamptz, boolean) FROM PUBLIC")
    op.execute(f'GRANT EXECUTE ON FUNCTION forget_expired(text, timestamptz, boolean) TO "{application}"')


def downgrade() -> None:
    op.execute("DROP FUNCTION forget_expired(text, timestamptz, boolean)")
    for table in (retention_run, retention, kept_apart, erasure_receipt, erasure):
        op.execute(f"DROP TABLE {table.fullname}")
    drop_erasure()
