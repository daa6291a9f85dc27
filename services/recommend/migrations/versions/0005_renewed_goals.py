"""Which older goals a goal renews."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    said = "older, renewed by this one"
    op.add_column(
        "goal", sa.Column("replaces_goal_ids", ARRAY(sa.Uuid), nullable=False, server_default="{}", comment=said)
    )


def downgrade() -> None:
    op.drop_column("goal", "replaces_goal_ids")
