"""Plumbing, the roster as heard from profile, and who may sign in."""

from alembic import op

from eigenwijs_shared.migrations import create_plumbing, create_roster_projection, protect
from gateway_service.tables import account, client

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_plumbing()
    create_roster_projection()
    # At sign-in the board is not known yet: the one row of that name opens it.
    for table, name in ((client, "client_id"), (account, "username")):
        table.create(op.get_bind())
        protect(table.name, also=f"{name} = current_login()")


def downgrade() -> None:
    raise NotImplementedError("before the first version there is nothing to go back to")
