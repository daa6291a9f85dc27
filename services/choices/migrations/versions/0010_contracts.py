"""Contracts (weektaken), what they are planned by, and the calendars that show them."""

from alembic import op

from choices_service.apart.tables import not_together
from choices_service.calendars.tables import contract_calendar
from choices_service.contracts.tables import contract, contract_replan, contract_task
from choices_service.timetables.tables import timetable
from eigenwijs_shared.migrations import create_tables, protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (timetable, not_together, contract, contract_task, contract_replan)


def upgrade() -> None:
    create_tables(TABLES)
    contract_calendar.create(op.get_bind())
    # A calendar comes without signing in: the one row of its token opens its board.
    protect("contract_calendar", also="digest = current_login()")


def downgrade() -> None:
    op.drop_table("contract_calendar")
    for table in reversed(TABLES):
        op.drop_table(table.name)
