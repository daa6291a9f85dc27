"""A task of a contract remembers the choice that it became."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE contract_task ADD COLUMN choice_id uuid")
    op.execute("COMMENT ON COLUMN contract_task.choice_id IS 'that the two signatures made of it'")
    op.execute("COMMENT ON COLUMN contract_task.source IS 'card, catalogue, own-idea or assigned'")
    op.execute("CREATE INDEX contract_task_choice ON contract_task (board_id, choice_id)")


def downgrade() -> None:
    op.execute("ALTER TABLE contract_task DROP COLUMN choice_id")
