"""Contracts (weektaken), what they are planned by, and the calendars that show them."""

from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import protect, run_script

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("timetable", "not_together", "contract", "contract_task", "contract_replan")


def upgrade() -> None:
    run_script(Path(__file__).with_name("0010.sql"))
    for table in TABLES:
        protect(table)
    # A calendar comes without signing in: the one row of its token opens its board.
    protect("contract_calendar", also="digest = current_login()")


def downgrade() -> None:
    op.drop_table("contract_calendar")
    for table in reversed(TABLES):
        op.drop_table(table)
