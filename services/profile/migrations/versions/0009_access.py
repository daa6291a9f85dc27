"""Who saw what of a learner, and consent."""

from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.tables import access, consent

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables([access, consent])


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_table("access")
