"""What a board had before frameworks were kept whole, it has whole afterwards."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from httpx2 import AsyncClient

from choices_service.app import create_app
from choices_service.settings import Settings
from eigenwijs_shared.testing import TestKeys, bearer, serving
from embedded.testing import MakeDatabase

SERVICE = Path(__file__).parents[2]
BOARD, FRAMEWORK, ABOVE, ONE, TWO = (uuid4() for _ in range(5))
GOALS: list[tuple[UUID, UUID | None, str]] = [(ABOVE, None, "Getallen"), (ONE, ABOVE, "Tellen"), (TWO, ABOVE, "Plus")]
INSERT = """
    INSERT INTO goal
        (board_id, goal_id, version, active, framework_id, parent_id, place, subject, title, levels, assessable)
    VALUES ($1, $2, 1, true, $3, $4, $5, 'rekenen', $6, '{groep-5}', $7)
"""


def alembic(owner_url: str, *command: str) -> None:
    environment = {**os.environ, "EW_OWNER_DATABASE_URL": owner_url}
    ran = subprocess.run(
        [sys.executable, "-m", "alembic", *command], cwd=SERVICE, env=environment, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


async def fill(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url.replace("+asyncpg", ""))
    await connection.execute(
        "INSERT INTO framework (board_id, framework_id, title, creator, language, changed_at, imported_at)"
        " VALUES ($1, $2, 'Leerplan', 'Uitgever', 'nl', '2026-11-02T08:00:00Z', now())",
        BOARD, FRAMEWORK,
    )  # fmt: skip
    for place, (goal_id, parent_id, title) in enumerate(GOALS):
        told = (BOARD, goal_id, FRAMEWORK, parent_id, place, title, parent_id is not None)
        await connection.execute(INSERT, *told)
        await connection.execute("INSERT INTO framework_goal VALUES ($1, $2, $3)", BOARD, FRAMEWORK, goal_id)
    await connection.execute("INSERT INTO prerequisite VALUES ($1, $2, $3, NULL)", BOARD, TWO, ONE)
    await connection.close()


async def test_frameworks_of_before_come_out_as_a_package_that_changes_nothing(
    make_database: MakeDatabase, settings: Settings, keys: TestKeys
) -> None:
    database = make_database("choices", fresh=True)
    alembic(database.owner_url, "downgrade", "0006-1")
    await fill(database.owner_url)
    alembic(database.owner_url, "upgrade", "head")
    headers = bearer(keys.token("board-admin", BOARD))
    async with serving(create_app(settings.model_copy(update={"database_url": database.app_url}))) as client:
        package = await fetched(client, f"/v1/frameworks/{FRAMEWORK}/package", headers)
        before = await fetched(client, "/v1/goals", headers)
        versions = await fetched(client, f"/v1/goals/{TWO}/versions", headers)
        again = await client.post("/v1/frameworks/imports", json=package, headers=headers)
        after = await fetched(client, "/v1/goals", headers)
    assert [item["fullStatement"] for item in package["CFItems"]] == ["Getallen", "Tellen", "Plus"]
    assert [each["content"]["prerequisiteIds"] for each in versions["items"]] == [[str(ONE)]]
    kinds = [link["associationType"] for link in package["CFAssociations"]]
    assert kinds == ["isChildOf", "isChildOf", "isChildOf", "precedes"]
    assert (again.status_code, again.json()["unchanged"] + again.json()["updated"]) == (201, 3)
    kept = ("goalId", "parentId", "title", "subject", "levels", "prerequisiteIds", "active", "assessable")
    assert [[{name: goal[name] for name in kept} for goal in page["items"]] for page in (before, after)] == [
        [{name: goal[name] for name in kept} for goal in before["items"]]
    ] * 2


async def fetched(client: AsyncClient, path: str, headers: dict[str, str]) -> Any:
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()
