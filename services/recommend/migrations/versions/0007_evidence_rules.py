"""Evidence rules of goals, in what and when a goal was shown, and choices outside a card or taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Of earlier evidence it is known how often it was hard enough, not when nor in what. It counts as practice, and as of
# long ago unless it was the last that happened: never for more than it was.
_WHAT_IS_KNOWN = """
    UPDATE estimate SET shown = (
        SELECT coalesce(jsonb_agg(jsonb_build_array('practice', 3, CASE
            WHEN place = 1 AND recent -> -1 ->> 2 = 'true' AND (recent -> -1 ->> 1)::int >= 3
            THEN to_jsonb(practised_at) ELSE '"1970-01-01T00:00:00+00:00"' END) ORDER BY place DESC), '[]')
        FROM generate_series(1, least(hard_successes, 5)) place)
"""


def upgrade() -> None:
    op.add_column("goal", sa.Column("evidence_rule", JSONB, comment="null: the usual one"))
    said = "the newest successes: [in what, level, when]"
    op.add_column("estimate", sa.Column("shown", JSONB, nullable=False, server_default="[]", comment=said))
    op.execute(_WHAT_IS_KNOWN)
    said = "of the evidence rules, by goal"
    op.add_column("card", sa.Column("rule_versions", JSONB, nullable=False, server_default="{}", comment=said))
    op.alter_column("card_choice", "card_id", nullable=True, comment="null: chosen outside a card")
    said = "taken back, or another took its place"
    op.add_column("card_choice", sa.Column("withdrawn_at", sa.DateTime(timezone=True), comment=said))


def downgrade() -> None:
    op.execute("DELETE FROM card_choice WHERE card_id IS NULL OR withdrawn_at IS NOT NULL")
    op.drop_column("card_choice", "withdrawn_at")
    op.alter_column("card_choice", "card_id", nullable=False)
    op.drop_column("card", "rule_versions")
    op.drop_column("estimate", "shown")
    op.drop_column("goal", "evidence_rule")
