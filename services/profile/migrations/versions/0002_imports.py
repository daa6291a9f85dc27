"""Imports that wait, are previewed and go on where they were."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from eigenwijs_shared.migrations import create_tables
from profile_service.tables import roster_package_part, roster_progress

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("mode", sa.Text, comment="bulk, delta or mixed; unknown of the oldest"),
    sa.Column("dry_run", sa.Boolean, nullable=False, server_default="false"),
    sa.Column("needs_confirmation", sa.Boolean, nullable=False, server_default="false", comment="ends more than usual"),
    sa.Column("changes", JSONB, comment="by kind: how many were, or would be, added, changed and ended"),
    sa.Column("confirmed_by", sa.Text),
    sa.Column("confirmed_at", sa.DateTime(timezone=True)),
    sa.Column("cancelled_by", sa.Text),
)
_STATES = "running, held, previewed, applied, rejected, superseded or cancelled"
_PART = 1_000_000
_IN_PARTS = f"""
    INSERT INTO roster_package_part (board_id, import_id, place, body)
    SELECT i.board_id, i.import_id, p.place, substring(i.package FROM p.place * {_PART} + 1 FOR {_PART})
    FROM roster_import i, generate_series(0, (length(i.package) - 1) / {_PART}) AS p(place)
    WHERE i.state = 'running'
"""
_SEND_AGAIN = {
    "file": "",
    "row": None,
    "column": None,
    "code": "package.overtaken",
    "nl": "Dit pakket wachtte op een ander toen Eigenwijs vernieuwd werd. Stuur het opnieuw; er is niets veranderd.",
    "en": "This package was waiting for another when Eigenwijs was renewed. Send it again; nothing was changed.",
}
# Until now a board could have several waiting; from now on it has one, the oldest.
_ONE_A_BOARD = """
    UPDATE roster_import i SET state = 'rejected', finished_at = now(), errors = cast(:errors AS jsonb)
    WHERE i.state = 'running' AND EXISTS (
        SELECT FROM roster_import o WHERE o.state = 'running' AND o.board_id = i.board_id
        AND (o.created_at, o.import_id) < (i.created_at, i.import_id)
    )
"""


def upgrade() -> None:
    for column in _COLUMNS:
        op.add_column("roster_import", column)
    op.alter_column("roster_import", "state", comment=_STATES)
    create_tables([roster_package_part, roster_progress])
    op.execute(sa.text(_ONE_A_BOARD).bindparams(errors=json.dumps([_SEND_AGAIN])))
    op.execute(_IN_PARTS)
    op.drop_column("roster_import", "package")
    running = sa.text("state = 'running'")
    op.create_index("roster_import_one_running", "roster_import", ["board_id"], unique=True, postgresql_where=running)
    op.create_index("roster_import_held", "roster_import", ["created_at"], postgresql_where=sa.text("state = 'held'"))
    # The worker that applies the packages of all boards also ends those that nobody confirmed.
    op.execute("CREATE POLICY of_worker ON roster_package_part USING (in_plumbing())")


def downgrade() -> None:
    raise NotImplementedError("what was held or cancelled has no state in the version before")
