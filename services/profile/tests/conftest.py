"""The service on its own real database, with a small board: two groups, an educator and a learner in each."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.db import Sessions, board_transaction, make_engine, make_sessions
from eigenwijs_shared.events.tables import board, outbox
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.testing import TestKeys, application, bearer, serving
from embedded.nats import Nats
from embedded.testing import MakeDatabase
from profile_service import tables
from profile_service.app import create_app
from profile_service.settings import Settings

Json = dict[str, Any]


@pytest.fixture
def keys(tmp_path: Path) -> TestKeys:
    return TestKeys(tmp_path)


@pytest.fixture
def settings(make_database: MakeDatabase, nats_server: Nats, keys: TestKeys) -> Settings:
    return Settings(
        database_url=make_database("profile").app_url,
        nats_url=nats_server.url,
        nats_user="profile",
        nats_password=SecretStr(nats_server.passwords["profile"]),
        jwks_file=keys.jwks_file,
        log_level="ERROR",
        database_warm=1,
    )


@pytest.fixture
async def sessions(settings: ServiceSettings) -> AsyncIterator[Sessions]:
    engine = make_engine(settings.database_url, pool_size=5, name="test")
    yield make_sessions(engine)
    await engine.dispose()


@dataclass
class Board:
    """Two groups (0 and 1), each with an educator and a learner."""

    sessions: Sessions
    client: httpx2.AsyncClient
    keys: TestKeys
    board_id: UUID = field(default_factory=uuid4)
    groups: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    educators: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    learners: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    activity_id: UUID = field(default_factory=uuid4)
    goal_id: UUID = field(default_factory=uuid4)

    def headers(self, role: Role, subject: UUID | str = "client", *, without: str = "") -> dict[str, str]:
        return bearer(self.keys.token(role, self.board_id, subject, scopes=SCOPES_OF_ROLE[role] - {without}))

    async def get(self, path: str, role: Role = "sis", subject: UUID | str = "client") -> httpx2.Response:
        return await self.client.get(path, headers=self.headers(role, subject))

    async def post(self, path: str, body: Json, role: Role = "sis", subject: UUID | str = "client") -> httpx2.Response:
        return await self.client.post(path, json=body, headers=self.headers(role, subject))

    async def put(self, path: str, body: Json, role: Role = "sis", subject: UUID | str = "client") -> httpx2.Response:
        return await self.client.put(path, json=body, headers=self.headers(role, subject))

    async def announced(self) -> list[str]:
        """The types of what waits in the outbox, oldest first."""
        async with board_transaction(self.sessions, self.board_id) as session:
            subjects = (await session.execute(select(outbox.c.subject).order_by(outbox.c.seq))).scalars()
            return [".".join(subject.split(".")[3:]) for subject in subjects]

    async def told(self, kind: str) -> list[Json]:
        """The data of the events of this kind that wait in the outbox, oldest first."""
        async with board_transaction(self.sessions, self.board_id) as session:
            bodies = (await session.execute(select(outbox.c.body).order_by(outbox.c.seq))).scalars()
            said = [json.loads(body) for body in bodies]
        return [one["data"] for one in said if one["type"] == kind]

    async def known(self) -> dict[str, UUID]:
        """Whom the vault has a name of, by sourcedId."""
        async with board_transaction(self.sessions, self.board_id) as session:
            rows = await session.execute(select(tables.person.c.sourced_id, tables.person.c.user_id))
            return {row.sourced_id: row.user_id for row in rows}

    def attempt(self, learner: int = 0, **values: Any) -> Json:
        result = {"scoreScaled": 0.0, "success": False, "completion": True, "durationSeconds": 0}
        return {
            "attemptId": str(uuid4()),
            "learnerId": str(self.learners[learner]),
            "activityId": str(self.activity_id),
            "result": result,
            "occurredAt": datetime.now(UTC).isoformat(),
            **values,
        }

    async def fill(self) -> None:
        school_id = uuid4()
        async with board_transaction(self.sessions, self.board_id) as session:

            async def add(table: Any, **values: Any) -> None:
                await session.execute(insert(table).values(board_id=self.board_id, **values))

            await add(board, name="Bestuur")
            await add(tables.school, school_id=school_id, sourced_id="s", name="School", active=True)
            for number, group_id in enumerate(self.groups):
                title = {"title": f"Groep {number}", "grades": ["groep-6"], "active": True, "version": 1}
                await add(tables.group, group_id=group_id, sourced_id=f"g{number}", school_id=school_id, **title)
                state = {"active": True, "version": 1, "group_ids": [group_id]}
                await add(tables.educator, educator_id=self.educators[number], **state)
                schooled = {"grades": ["groep-6"], "school_ids": [school_id]}
                await add(tables.learner, learner_id=self.learners[number], **schooled, **state)
                for kind, user_id in (("l", self.learners[number]), ("e", self.educators[number])):
                    name = {"given": f"Voornaam {kind}{number}", "family": "Achternaam"}
                    await add(tables.person, user_id=user_id, sourced_id=f"{kind}{number}", **name)
                    role = {"l": "learner", "e": "educator"}[kind]
                    began = datetime.now(UTC)
                    await add(tables.membership, group_id=group_id, user_id=user_id, role=role, began_at=began)
            activity = {"goal_ids": [self.goal_id], "level": 3, "kind": "practice", "form": "game"}
            await add(tables.activity, activity_id=self.activity_id, version=1, active=True, **activity)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(application(create_app, settings)) as client:
        yield client


@pytest.fixture
async def school(sessions: Sessions, client: httpx2.AsyncClient, keys: TestKeys) -> Board:
    made = Board(sessions, client, keys)
    await made.fill()
    return made
