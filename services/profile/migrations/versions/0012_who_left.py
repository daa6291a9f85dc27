"""Since when educators and parents have left, so that a term can count from it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COMMENTS = {"educator": "since when inactive", "parent": "since when without any child here"}


def upgrade() -> None:
    for table, comment in _COMMENTS.items():
        op.add_column(table, sa.Column("left_at", sa.DateTime(timezone=True), comment=comment))
    # Of who never was in a group nobody noted the day: for them the term begins now. Parents are looked at every day.
    op.execute(
        """UPDATE educator e SET left_at = coalesce((SELECT max(m.ended_at) FROM membership m
        WHERE m.board_id = e.board_id AND m.user_id = e.educator_id), now()) WHERE NOT e.active"""
    )


def downgrade() -> None:
    for table in _COMMENTS:
        op.drop_column(table, "left_at")
