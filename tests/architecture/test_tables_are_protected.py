"""In all four databases, as the migrations make them: what belongs to a board is closed to all others."""

from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from embedded.paths import SERVICES
from embedded.testing import MakeDatabase

OF_A_BOARD = """
    SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS secured,
           EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                   AND pg_get_expr(p.polqual, c.oid) LIKE '%board_id = current_board()%'
                   AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%board_id = current_board()%') AS policed,
           pg_get_userbyid(c.relowner) AS owner
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attname = 'board_id' AND c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%'
"""
VIEWS = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
WITHOUT_BOARD = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'board_id')
"""
PLUMBING = {"alembic_version", "replay_request", "replay_job", "model_prior"}
"""Hold no tenant's data: which revision this is, who asked whom to announce again, and what models have in common."""
COLUMNS = """
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
"""
LABELS = ("learning_style", "leerstijl", "intelligence", "diagnos", "disorder", "stoornis", "dyslex", "adhd", "autis")


async def ask(url: str, query: str) -> list[Any]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        rows: list[Any] = await connection.fetch(query)
        return rows
    finally:
        await connection.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_every_table_of_a_board_has_row_level_security(make_database: MakeDatabase, service: str) -> None:
    tables = await ask(make_database(service).owner_url, OF_A_BOARD)
    assert len(tables) > 3
    assert [row["name"] for row in tables if not (row["secured"] and row["policed"])] == []


@pytest.mark.parametrize("service", SERVICES)
async def test_every_other_table_is_plumbing_and_there_is_no_view(make_database: MakeDatabase, service: str) -> None:
    url = make_database(service).owner_url
    assert {row["relname"] for row in await ask(url, WITHOUT_BOARD)} <= PLUMBING
    assert (await ask(url, VIEWS))[0]["count"] == 0


@pytest.mark.parametrize("service", SERVICES)
async def test_the_application_cannot_get_around_it(make_database: MakeDatabase, service: str) -> None:
    database = make_database(service)
    role = (await ask(database.app_url, "SELECT * FROM pg_roles WHERE rolname = current_user"))[0]
    owners = {row["owner"] for row in await ask(database.app_url, OF_A_BOARD)}
    assert [role["rolsuper"], role["rolbypassrls"], role["rolname"] in owners] == [False, False, False]


INSERT = "INSERT INTO client (board_id, client_id, role, scopes, secret_hash) VALUES ($1, $2, 'sis', '{}', '')"
SEEN = "SELECT count(*) FROM client WHERE client_id = $1"
ENTER = "SELECT set_config('app.board_id', $1, false)"


async def test_a_row_of_one_board_is_not_there_for_another_nor_for_nobody(make_database: MakeDatabase) -> None:
    connection = await asyncpg.connect(make_database("gateway").app_url.replace("+asyncpg", ""))
    mine, name = uuid4(), f"sis-{uuid4().hex}"
    counts = []
    await connection.execute(ENTER, str(mine))
    await connection.execute(INSERT, mine, name)
    for board in (str(mine), str(uuid4()), ""):
        await connection.execute(ENTER, board)
        counts.append(await connection.fetchval(SEEN, name))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(INSERT, mine, f"other-{name}")
    await connection.close()
    assert counts == [1, 0, 0]


@pytest.mark.parametrize("service", SERVICES)
async def test_no_column_labels_a_learner(make_database: MakeDatabase, service: str) -> None:
    columns = [row["name"] for row in await ask(make_database(service).owner_url, COLUMNS)]
    assert [name for name in columns if any(label in name.lower() for label in LABELS)] == []
