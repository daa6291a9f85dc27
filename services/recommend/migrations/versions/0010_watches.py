"""Watches: alarms that lead to a person, who was alarmed of them, and how far the daily look is."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("watch", "watch_alarm", "watch_mark", "watch_memory", "watch_due", "watch_round", "school_day", "kept_apart")
_MADE = (
    """CREATE TABLE watch (
        board_id uuid NOT NULL, watch_id uuid NOT NULL, learner_id uuid NOT NULL, kind text NOT NULL, goal_id uuid,
        number integer NOT NULL, version integer NOT NULL, urgency integer NOT NULL, evidence jsonb NOT NULL,
        counter integer NOT NULL, found_at timestamptz NOT NULL, opened_at timestamptz, closed_at timestamptz,
        closed_because text, closed_by text, closed_counter integer, note text, snoozed_until timestamptz,
        snoozed_by text, PRIMARY KEY (board_id, watch_id))""",
    "COMMENT ON COLUMN watch.goal_id IS 'null: of no one goal'",
    "COMMENT ON COLUMN watch.number IS 'the how manieth of this pattern'",
    "COMMENT ON COLUMN watch.evidence IS '{attempts: [ids], numbers: {name: number}}'",
    "COMMENT ON COLUMN watch.counter IS 'how much evidence there was when it was found'",
    "COMMENT ON COLUMN watch.opened_at IS 'null: no educator was alarmed yet'",
    "COMMENT ON COLUMN watch.closed_by IS 'null: the pattern was gone'",
    "COMMENT ON COLUMN watch.closed_counter IS 'evidence up to here opens nothing any more'",
    "COMMENT ON COLUMN watch.note IS 'the educator''s, at closing'",
    "CREATE INDEX watch_of_pattern ON watch (board_id, learner_id, kind, goal_id, number)",
    "CREATE INDEX watch_living ON watch (board_id, learner_id) WHERE closed_at IS NULL",
    """CREATE TABLE watch_alarm (
        board_id uuid NOT NULL, educator_id uuid NOT NULL, watch_id uuid NOT NULL, learner_id uuid NOT NULL,
        day date NOT NULL, PRIMARY KEY (board_id, educator_id, watch_id))""",
    "COMMENT ON TABLE watch_alarm IS 'Which watches an educator was alarmed of, and on which day'",
    "CREATE INDEX watch_alarm_of_day ON watch_alarm (board_id, educator_id, day)",
    """CREATE TABLE watch_mark (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, renewal integer NOT NULL, sequence integer NOT NULL,
        recorded_at timestamptz NOT NULL, PRIMARY KEY (board_id, learner_id))""",
    "COMMENT ON TABLE watch_mark IS 'The last fact that was looked at: told again, it opens and closes nothing'",
    """CREATE TABLE watch_memory (
        board_id uuid NOT NULL, learner_id uuid NOT NULL, tries jsonb NOT NULL, PRIMARY KEY (board_id, learner_id))""",
    "COMMENT ON COLUMN watch_memory.tries IS 'the last facts, oldest first'",
    "CREATE TABLE watch_due (board_id uuid NOT NULL, learner_id uuid NOT NULL, PRIMARY KEY (board_id, learner_id))",
    "COMMENT ON TABLE watch_due IS 'Of whom something was found since educators were alarmed last'",
    """CREATE TABLE watch_round (
        board_id uuid NOT NULL, day date NOT NULL, upto uuid, done boolean NOT NULL, PRIMARY KEY (board_id))""",
    "COMMENT ON TABLE watch_round IS 'How far the daily look at all learners is'",
    "COMMENT ON COLUMN watch_round.upto IS 'the last learner who was looked at that day'",
    "CREATE TABLE school_day (board_id uuid NOT NULL, day date NOT NULL, PRIMARY KEY (board_id, day))",
    "COMMENT ON TABLE school_day IS"
    " 'Weekdays on which anybody of the board learnt something: holidays count for nobody'",
    """CREATE TABLE kept_apart (
        board_id uuid NOT NULL, group_id uuid NOT NULL, version bigint NOT NULL, pairs jsonb NOT NULL,
        PRIMARY KEY (board_id, group_id))""",
    "COMMENT ON COLUMN kept_apart.pairs IS '[[one learner, another]]'",
)
_FOUND_ACROSS_BOARDS = {"watch_due", "watch_round"}
"""Where a worker finds out which board it has work for; both say nothing of what was seen."""


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    for table in TABLES:
        protect(table, also="in_plumbing()" if table in _FOUND_ACROSS_BOARDS else None)
    # An installation that has run already was not told yet who is kept apart.
    op.execute("DELETE FROM replay_request WHERE source = 'choices'")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
