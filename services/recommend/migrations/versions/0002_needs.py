"""Needs, interests and evidence as profile tells them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from eigenwijs_shared.migrations import create_tables
from eigenwijs_shared.roster.wishes import learner_interest, learner_need

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([learner_need, learner_interest])
    op.add_column(
        "learner_state",
        sa.Column("renewal", sa.Integer, nullable=False, server_default="0", comment="sequences count within it"),
    )
    for name, said in (("needs", None), ("unmet_needs", "not met by all of its options")):
        op.add_column("card", sa.Column(name, ARRAY(sa.Text), nullable=False, server_default="{}", comment=said))


def downgrade() -> None:
    for name in ("unmet_needs", "needs"):
        op.drop_column("card", name)
    op.drop_column("learner_state", "renewal")
    op.drop_table("learner_interest")
    op.drop_table("learner_need")
