"""How a board wants its cards, and what learners promised for now."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MADE = (
    """CREATE TABLE card_setting (
        board_id uuid NOT NULL, version integer NOT NULL, zone_low double precision NOT NULL,
        zone_high double precision NOT NULL, exploration boolean NOT NULL, share double precision NOT NULL,
        reason text NOT NULL, author_id text NOT NULL, set_at timestamptz NOT NULL, PRIMARY KEY (board_id, version))""",
    "COMMENT ON TABLE card_setting IS 'How the board wants its cards; the highest version holds, the others are kept'",
    "COMMENT ON COLUMN card_setting.share IS 'of the cards that begin with any option of the pool alike'",
    """CREATE TABLE standing_contract (
        board_id uuid NOT NULL, contract_id uuid NOT NULL, version integer NOT NULL, learner_id uuid NOT NULL,
        state text NOT NULL, starts_on date NOT NULL, ends_on date NOT NULL, open_activity_ids uuid[] NOT NULL,
        PRIMARY KEY (board_id, contract_id))""",
    "COMMENT ON COLUMN standing_contract.ends_on IS 'the last day'",
    "COMMENT ON COLUMN standing_contract.open_activity_ids IS 'of tasks that are to be done and not ticked'",
    "CREATE INDEX standing_contract_of_learner ON standing_contract (board_id, learner_id, ends_on)",
)


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    protect("card_setting")
    protect("standing_contract")
    # An installation that has run already was not told of its contracts yet.
    op.execute("DELETE FROM replay_request WHERE source = 'choices'")


def downgrade() -> None:
    op.drop_table("standing_contract")
    op.drop_table("card_setting")
