"""Steps that the services' Alembic migrations share. A step never changes once released; a new one gets a new name."""

from collections.abc import Sequence
from pathlib import Path

from alembic import op
from sqlalchemy import Table

from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.rights.tables import erased
from eigenwijs_shared.roster.tables import roster

_FUNCTIONS = (
    "SET LOCAL lock_timeout = '5s'",
    """CREATE FUNCTION current_board() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('app.board_id', true), '')::uuid $$""",
    """CREATE FUNCTION in_plumbing() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT coalesce(current_setting('app.relay', true), '') = 'on' $$""",
    """CREATE FUNCTION current_login() RETURNS text LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('app.login', true), '') $$""",
)
_ACROSS_BOARDS = ("outbox", "inbox", "board", "idempotency")
"""Plumbing that a worker handles for all boards; only it enters there, by `db.enter_plumbing`."""

_ERASE_LEARNER = Path(__file__).parent / "rights" / "erase_learner.sql"


def protect(table: str, *, also: str | None = None) -> None:
    """Row-level security: only rows of the transaction's board, or rows for which `also` holds."""
    mine = "board_id = current_board()" + (f" OR {also}" if also else "")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_board ON {table} USING ({mine}) WITH CHECK ({mine})")


def create_tables(tables: Sequence[Table]) -> None:
    """Make the tables in order, each protected if it has a `board_id`."""
    for table in tables:
        table.create(op.get_bind())
        if "board_id" in table.c:
            across = table.name in _ACROSS_BOARDS and table.metadata is plumbing
            protect(table.fullname, also="in_plumbing()" if across else None)


def run_script(path: Path) -> None:
    """Carry out statements as they were written down, each closed by `;` and an empty line.

    A released step must not build from the tables that the code has now: those go on changing.
    """
    for statement in path.read_text().removesuffix(";\n").split(";\n\n"):
        op.execute(statement)


def create_plumbing() -> None:
    """The first step of every service's first migration."""
    for statement in _FUNCTIONS:
        op.execute(statement)
    create_tables(plumbing.sorted_tables)


def create_roster_projection() -> None:
    """Who may reach whom and who decides what, for services that hear of it from profile."""
    create_tables([roster.tables[name] for name in ("agency_dial", "educator", "learner")])


def create_parent_projection() -> None:
    """Whom parents reach, for the same services."""
    create_tables([roster.tables["parent"]])


def create_erasure(application: str) -> None:
    """The tombstones, and the one function that may take a learner out of append-only tables; the worker's too."""
    erased.create(op.get_bind())
    protect(erased.fullname, also="in_plumbing()")
    # Not `op.execute`: it would take `:text` in the function for parameters.
    op.get_bind().exec_driver_sql(_ERASE_LEARNER.read_text())
    op.execute("REVOKE ALL ON FUNCTION erase_learner(uuid) FROM PUBLIC")
    op.execute(f'GRANT EXECUTE ON FUNCTION erase_learner(uuid) TO "{application}"')


def drop_erasure() -> None:
    """Back to before `create_erasure`."""
    op.execute("DROP FUNCTION erase_learner(uuid)")
    op.execute("DROP TABLE erased")
