"""Versions of the learner model, which one is in use, how each does, and how far a fit is."""

from alembic import op

from eigenwijs_shared.migrations import protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("model_version", "model_in_use", "model_subgroup", "model_score", "fit_run", "fit_shard")
_MADE = (
    """CREATE TABLE model_version (
        board_id uuid NOT NULL, version text NOT NULL, number integer NOT NULL, status text NOT NULL,
        made_at timestamptz NOT NULL, made_by text NOT NULL, attempts bigint NOT NULL, learners integer NOT NULL,
        file bytea NOT NULL, checksum text NOT NULL, goal_ids uuid[] NOT NULL, activity_ids uuid[] NOT NULL,
        figures jsonb NOT NULL, subgroups jsonb NOT NULL, previous text, promoted_at timestamptz, promoted_by text,
        reason text, PRIMARY KEY (board_id, version))""",
    "COMMENT ON TABLE model_version IS 'Every model that was fitted for the board; estimates name the one they are by'",
    "COMMENT ON COLUMN model_version.status IS 'fitted, shadow, in_use or retired'",
    "COMMENT ON COLUMN model_version.goal_ids IS 'the goal of each number in the file'",
    "COMMENT ON COLUMN model_version.figures IS 'on learners whom it was not fitted on'",
    "COMMENT ON COLUMN model_version.subgroups IS 'the same, by the key of each subgroup that was named then'",
    "COMMENT ON COLUMN model_version.previous IS 'what was in use before it: where a rollback goes'",
    """CREATE TABLE model_in_use (
        board_id uuid NOT NULL, version text NOT NULL, generation integer NOT NULL,
        settled boolean NOT NULL, PRIMARY KEY (board_id))""",
    "COMMENT ON COLUMN model_in_use.settled IS 'all estimates are its own'",
    "COMMENT ON TABLE model_in_use IS 'Which model makes the estimates; none: the one that nothing was fitted for'",
    "COMMENT ON COLUMN model_in_use.generation IS 'how often that changed; older estimates are made anew'",
    """CREATE TABLE model_subgroup (
        board_id uuid NOT NULL, subgroups jsonb NOT NULL, changed_at timestamptz NOT NULL, changed_by text NOT NULL,
        PRIMARY KEY (board_id))""",
    "COMMENT ON TABLE model_subgroup IS 'Whom the board watches apart, so that no model serves them worse'",
    """CREATE TABLE model_score (
        board_id uuid NOT NULL, version text NOT NULL, day date NOT NULL, subgroup text NOT NULL, tally jsonb NOT NULL,
        PRIMARY KEY (board_id, version, day, subgroup))""",
    "COMMENT ON TABLE model_score IS 'How predictions of that day came true, beside those of other versions'",
    "COMMENT ON COLUMN model_score.subgroup IS 'empty: everybody'",
    """CREATE TABLE fit_run (
        board_id uuid NOT NULL, run_id uuid NOT NULL, stage text NOT NULL, shards integer NOT NULL,
        subgroups text[] NOT NULL, started_at timestamptz NOT NULL, started_by text NOT NULL,
        moved_at timestamptz NOT NULL, ended_at timestamptz, version text, problem text, progress bytea,
        PRIMARY KEY (board_id, run_id))""",
    "COMMENT ON COLUMN fit_run.stage IS 'reading, fitting, done or failed'",
    "COMMENT ON COLUMN fit_run.progress IS 'how far the fit itself is; gone when it ends'",
    "COMMENT ON COLUMN fit_run.subgroups IS 'keys of those named when it began'",
    "CREATE UNIQUE INDEX fit_run_open ON fit_run (board_id) WHERE ended_at IS NULL",
    """CREATE TABLE fit_shard (
        board_id uuid NOT NULL, run_id uuid NOT NULL, shard integer NOT NULL, attempts bigint NOT NULL,
        state bytea NOT NULL, PRIMARY KEY (board_id, run_id, shard))""",
    "COMMENT ON TABLE fit_shard IS 'What a fit has read so far, without ids of learners; gone when it ends'",
    """CREATE TABLE model_prior (
        number integer NOT NULL, made_at timestamptz NOT NULL, boards integer NOT NULL, learners bigint NOT NULL,
        attempts bigint NOT NULL, file bytea NOT NULL, PRIMARY KEY (number))""",
    "COMMENT ON TABLE model_prior IS 'What boards have in common: constants and weights; nothing of a person or board'",
)


def upgrade() -> None:
    for statement in _MADE:
        op.execute(statement)
    for table in TABLES:
        # The worker looks across boards for those whose estimates are to be made anew.
        protect(table, also="in_plumbing()" if table == "model_in_use" else None)


def downgrade() -> None:
    op.drop_table("model_prior")
    for table in reversed(TABLES):
        op.drop_table(table)
