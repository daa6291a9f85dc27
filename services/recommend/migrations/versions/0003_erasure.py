"""Who was erased, so that nothing late brings a learner back."""

import os

from eigenwijs_shared.migrations import create_erasure, drop_erasure

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_erasure(os.environ.get("EW_APP_ROLE", "recommend_app"))


def downgrade() -> None:
    drop_erasure()
