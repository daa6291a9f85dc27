"""Frameworks whole: kept as they were sent, own ones with a life of their own, renewals, versions, the open door."""

from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OF_FRAMEWORK = ("version", "status", "own", "subject", "description", "edition", "replaces")


def upgrade() -> None:
    run_script(Path(__file__).with_name("0006.sql"))


def downgrade() -> None:
    # The rule of the first two asks the third.
    for table in ("case_part", "case_source", "open_framework", "goal_version", "goal_replacement"):
        op.drop_table(table)
    op.execute("DROP FUNCTION in_open_door()")
    op.drop_column("goal", "retired")
    for column in _OF_FRAMEWORK:
        op.drop_column("framework", column)
