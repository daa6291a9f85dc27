"""Which choice a task of a contract became when both had signed."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contract_task ADD COLUMN choice_id UUID")
    op.execute("COMMENT ON COLUMN contract_task.choice_id IS 'the choice that it became when both had signed'")


def downgrade() -> None:
    op.execute("ALTER TABLE contract_task DROP COLUMN choice_id")
