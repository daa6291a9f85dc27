"""Aims, steps, reflections, talks, interests and needs."""

import os

from alembic import op

from eigenwijs_shared.migrations import create_tables
from profile_service.aims.tables import aim, aim_reflection, aim_step
from profile_service.interests.tables import interest
from profile_service.needs.tables import held_need
from profile_service.tables import goal, said_version
from profile_service.talks.tables import talk

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = [goal, said_version, aim, aim_step, aim_reflection, talk, interest, held_need]


def upgrade() -> None:
    application = os.environ.get("EW_APP_ROLE", "profile_app")
    create_tables(_TABLES)
    op.execute(f'REVOKE UPDATE, DELETE ON aim_reflection FROM "{application}"')
    # Goals were never listened to: without this, an installation that is older than this table would not hear them.
    op.execute("DELETE FROM replay_request WHERE source = 'choices'")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table.name)
