"""Choices outside a card, begun or taken back, and the evidence rules of goals."""

from pathlib import Path

from alembic import op

from eigenwijs_shared.migrations import run_script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_name("0008.sql"))


def downgrade() -> None:
    op.drop_table("evidence_rule")
    op.execute("DELETE FROM choice WHERE card_id IS NULL")
    op.execute("DELETE FROM choice WHERE withdrawn_at IS NOT NULL")
    op.drop_index("choice_standing", "choice")
    op.execute("CREATE UNIQUE INDEX choice_standing ON choice (board_id, card_id) WHERE superseded_by IS NULL")
    op.alter_column("choice", "card_id", nullable=False)
    for name in ("replaces", "started_at", "started_by", "withdrawn_at", "withdrawn_by"):
        op.drop_column("choice", name)
    op.drop_index("card_offered_of_learner", "card_offered")
    for table in ("card_offered", "catalogue_card"):
        op.drop_column(table, "checks")
        op.drop_column(table, "rule_versions")
