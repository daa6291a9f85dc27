"""A talk that was missed has no day on which it was held, and stayed for ever."""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql(Path(__file__).with_name("0011_forget_expired.sql").read_text())


def downgrade() -> None:
    before = Path(__file__).with_name("0007_forget_expired.sql").read_text()
    op.get_bind().exec_driver_sql(before.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
