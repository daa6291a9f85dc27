"""Dials with a beginning and an end, presets and proposals."""

import os

from alembic import op
from sqlalchemy import Column, DateTime, Text
from sqlalchemy.dialects.postgresql import JSONB

from eigenwijs_shared.migrations import create_tables
from profile_service.agency.tables import agency_choice, agency_day, agency_due, agency_place, agency_proposal

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NOTHING_ELSE = '{"form": null, "whether": null, "topic": null, "pace": null, "company": null}'
_WHAT_HOLDS = """
    INSERT INTO agency_place (board_id, scope, scope_id, subject, version, dimensions, author_id, moved_at, as_of)
    SELECT DISTINCT ON (board_id, scope_id, subject)
        board_id, scope, scope_id, subject, version, dimensions, author_id, moved_at, moved_at
    FROM agency_move ORDER BY board_id, scope_id, subject, version DESC
"""


def upgrade() -> None:
    op.add_column(
        "agency_move", Column("changes", JSONB, comment="what the move sets; null takes the setting at this place away")
    )
    op.add_column("agency_move", Column("valid_from", DateTime(timezone=True)))
    op.add_column("agency_move", Column("valid_until", DateTime(timezone=True)))
    op.add_column("agency_move", Column("preset", Text, comment="the preset it came from"))
    op.add_column("agency_move", Column("author_role", Text))
    agreed = "the learner who agreed to it, where both had to"
    op.add_column("agency_move", Column("agreed_with", Text, comment=agreed))
    # A move of before said all that is set after it: it sets that, and takes everything else away.
    op.execute(f"UPDATE agency_move SET changes = cast('{_NOTHING_ELSE}' AS jsonb) || dimensions")
    op.alter_column("agency_move", "changes", nullable=False)
    comment = "Append-only: what holds at a place is what its moves set, in order, each while it is valid"
    op.execute(f"COMMENT ON TABLE agency_move IS '{comment}'")
    op.execute("COMMENT ON COLUMN agency_move.dimensions IS 'all that is set at this place when the move begins'")
    create_tables([agency_place, agency_due, agency_proposal, agency_choice, agency_day])
    # One worker turns the windows of all boards, and looks once a day whom more may be left to.
    for table in ("agency_due", "agency_day"):
        op.execute(f"CREATE POLICY of_worker ON {table} USING (in_plumbing())")
    op.execute(_WHAT_HOLDS)
    application = os.environ.get("EW_APP_ROLE", "profile_app")
    for table in ("agency_place", "agency_proposal"):
        op.execute(f'REVOKE DELETE ON {table} FROM "{application}"')


def downgrade() -> None:
    raise NotImplementedError("moves that end would hold for ever without their ends")
