"""A board with a connector to a student system that runs on a real socket."""

import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import Any
from uuid import UUID

import pytest
import uvicorn
from pydantic import SecretStr
from services.profile.tests.connector.described import BASE, Json
from services.profile.tests.connector.sis import CLIENT, SECRET, Sis, small_school
from sqlalchemy import func, select, text
from starlette.applications import Starlette
from starlette.routing import Route

from eigenwijs_shared.db import board_transaction, plumbing_transaction
from profile_service.connector.pull import pull_next
from profile_service.connector.tables import connector_page
from profile_service.roster.actions import apply_next_package
from profile_service.roster.oneroster.writer import write_package
from profile_service.settings import Settings


@pytest.fixture
async def sis() -> AsyncIterator[Sis]:
    made = Sis(collections=small_school())
    routes = [Route("/token", made.token, methods=["POST"]), Route(BASE + "/{collection}", made.page)]
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    socket = config.bind_socket()
    made.url = f"http://127.0.0.1:{socket.getsockname()[1]}"
    serving = asyncio.create_task(server.serve([socket]))
    yield made
    server.should_exit = True
    await serving


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"connector_key": SecretStr("sleutel"), "connector_reach": "machine"})


class Connecting:
    """A board of which nothing is known yet, and its connector."""

    def __init__(self, school: Any, settings: Settings, sis: Sis) -> None:
        self.school, self.settings, self.sis = school, settings, sis
        self.rng = Random(1)

    def wanted(self, **values: Any) -> Json:
        places = {"baseUrl": self.sis.url + BASE, "tokenUrl": self.sis.url + "/token"}
        return {**places, "clientId": CLIENT, "clientSecret": SECRET, **values}

    def without_secret(self, **values: Any) -> Json:
        return {name: value for name, value in self.wanted(**values).items() if name != "clientSecret"}

    async def import_by_hand(self) -> Any:
        """A package that changes nothing, which has not been applied yet."""
        headers = {**self.school.headers("sis"), "Content-Type": "application/zip"}
        body = write_package({"courses.csv": []}, "delta")
        return await self.school.client.post("/v1/roster/imports", content=body, headers=headers)

    async def put(self, **values: Any) -> Any:
        return await self.school.put("/v1/roster/connector", self.wanted(**values))

    async def ask(self, mode: str = "full") -> Any:
        return await self.school.post(f"/v1/roster/connector/sync?mode={mode}", {})

    async def step(self) -> bool:
        return await pull_next(self.school.sessions, self.settings, rng=self.rng)

    async def sync(self, mode: str = "full") -> Json:
        """Ask for one, let the worker go on as far as it comes and say how it went."""
        asked = await self.ask(mode)
        assert asked.status_code == 202, asked.text
        return await self.finish(asked.headers["location"])

    async def finish(self, location: str, *, language: str = "en") -> Json:
        """Time does not pass by itself: what waits is made due."""
        found: Json = {}
        for _ in range(40):
            await self.make_due()
            await self.step()
            await apply_next_package(self.school.sessions)
            found = await self.shown(location, language=language)
            if found["state"] in ("done", "failed") or (found["problem"] or {}).get("code") == "import-held":
                break
        return found

    async def shown(self, location: str, *, language: str = "en") -> Json:
        headers = {**self.school.headers("sis"), "Accept-Language": language}
        found: Json = (await self.school.client.get(location, headers=headers)).json()
        return found

    async def newest(self) -> Json:
        """The newest sync of the board's history."""
        page = (await self.school.get("/v1/roster/connector/syncs")).json()
        found: Json = page["items"][0]
        return found

    async def make_due(self) -> None:
        async with board_transaction(self.school.sessions, self.school.board_id) as session:
            await session.execute(text("UPDATE connector_sync SET due_at = now() - interval '1 second'"))

    async def kept(self) -> int:
        """How many pages wait in the vault."""
        async with board_transaction(self.school.sessions, self.school.board_id) as session:
            counted = await session.execute(select(func.count()).select_from(connector_page))
            number: int = counted.scalar_one()
            return number

    async def learners(self) -> dict[str, Json]:
        page = (await self.school.get("/v1/learners?limit=200")).json()
        return {item["sourcedId"]: item for item in page["items"]}

    async def groups(self) -> dict[str, Json]:
        page = (await self.school.get("/v1/groups?limit=200")).json()
        return {item["sourcedId"]: item for item in page["items"]}


@pytest.fixture
async def connecting(school: Any, settings: Settings, sis: Sis) -> Connecting:
    school.board_id = UUID(int=UUID(str(school.board_id)).int ^ 1)
    made = Connecting(school, settings, sis)
    async with plumbing_transaction(school.sessions) as session:  # what other tests left is none of ours
        await session.execute(text("UPDATE connector_sync SET state = 'failed' WHERE finished_at IS NULL"))
        await session.execute(text("UPDATE roster_import SET state = 'cancelled' WHERE state = 'running'"))
        await session.execute(text("UPDATE connector SET due_at = NULL"))
    assert (await made.put()).status_code == 200
    return made
