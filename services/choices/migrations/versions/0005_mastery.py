"""How learners stand with goals and what they did, as recommend and profile tell it."""

from alembic import op

from choices_service.mastery.tables import done, mastery
from eigenwijs_shared.migrations import create_tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([mastery, done])
    # An installation that has run already has missed all of it: have it told again.
    op.execute("DELETE FROM replay_request WHERE source IN ('profile', 'recommend')")


def downgrade() -> None:
    op.drop_table("done")
    op.drop_table("mastery")
