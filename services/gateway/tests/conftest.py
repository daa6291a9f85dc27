"""The gateway on a real database, and small servers on localhost in the place of the services behind it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.db import Sessions, board_transaction
from eigenwijs_shared.roster.reactions import on_learners
from eigenwijs_shared.testing import application, bearer, serving
from embedded.nats import Nats
from embedded.ports import any_free
from embedded.testing import MakeDatabase
from gateway_service.app import create_app
from gateway_service.keys import make_keys
from gateway_service.settings import Settings
from gateway_service.tokens.signing import Signer

SYSTEM = ("system", "system-secret-of-this-test")


async def _echo(request: Request) -> Response:
    return JSONResponse({"path": request.url.path, "query": request.url.query})


@dataclass
class Upstream:
    """A service behind the gateway: answers as `answer` says, and keeps what it was asked."""

    port: int
    answer: Callable[[Request], Awaitable[Response]] = _echo
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        raw = scope["raw_path"].decode()
        self.asked.append((request.method, raw, dict(request.headers), body))
        await (await self.answer(request))(scope, receive, send)


@asynccontextmanager
async def served(upstream: Upstream) -> AsyncIterator[Upstream]:
    config = uvicorn.Config(upstream, "127.0.0.1", upstream.port, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield upstream
    server.should_exit = True
    await task


@pytest.fixture(scope="session")
def ports() -> dict[str, int]:
    """Where the services would be; a test that wants one there asks for it by its fixture. Recommend never is."""
    return {name: any_free() for name in ("profile", "choices", "recommend")}


@pytest.fixture
async def profile(ports: dict[str, int]) -> AsyncIterator[Upstream]:
    async with served(Upstream(ports["profile"])) as upstream:
        yield upstream


@pytest.fixture
async def choices(ports: dict[str, int]) -> AsyncIterator[Upstream]:
    async with served(Upstream(ports["choices"])) as upstream:
        yield upstream


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return folder


@pytest.fixture
def settings(
    make_database: MakeDatabase,
    nats_server: Nats,
    keys_folder: Path,
    ports: dict[str, int],
) -> Settings:
    return Settings(
        database_url=make_database("gateway").app_url,
        nats_url=nats_server.url,
        nats_user="gateway",
        nats_password=SecretStr(nats_server.passwords["gateway"]),
        jwks_file=keys_folder / "jwks.json",
        signing_key_file=keys_folder / "signing.json",
        profile_url=f"http://127.0.0.1:{ports['profile']}",
        choices_url=f"http://127.0.0.1:{ports['choices']}",
        recommend_url=f"http://127.0.0.1:{ports['recommend']}",
        password_grant=True,
        system_client_id=SYSTEM[0],
        system_client_secret=SecretStr(SYSTEM[1]),
        card_patience_s=0.3,
        roster_patience_s=0.5,
        sheet_patience_s=1.0,
        log_level="ERROR",
        database_warm=1,
    )


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return application(create_app, settings)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(app) as client:
        yield client


@pytest.fixture
def sessions(app: FastAPI, client: httpx2.AsyncClient) -> Sessions:
    sessions: Sessions = app.state.sessions
    return sessions


@pytest.fixture
def board_id() -> UUID:
    return uuid4()


class MakeToken(Protocol):
    def __call__(
        self, role: Role = "sis", of_board: UUID | None = None, subject: str = "test", *, lives_s: int = 600
    ) -> dict[str, str]: ...


@pytest.fixture
def signed(settings: Settings, board_id: UUID) -> MakeToken:
    """The header of a token; of the test's own board unless told otherwise."""
    signer = Signer(settings.signing_key_file)

    def make(
        role: Role = "sis", of_board: UUID | None = None, subject: str = "test", *, lives_s: int = 600
    ) -> dict[str, str]:
        board = None if role == "system" else of_board or board_id
        scopes = SCOPES_OF_ROLE[role]
        return bearer(signer.token(subject, role, board, scopes, now=datetime.now(UTC), lives_s=lives_s))

    return make


class HearOfLearner(Protocol):
    async def __call__(self, *, active: bool = True, version: int = 1, learner_id: UUID | None = None) -> UUID: ...


@pytest.fixture
def hear_of_learner(sessions: Sessions, board_id: UUID) -> HearOfLearner:
    """The news of a learner arrives, as the worker would take it."""

    async def hear(*, active: bool = True, version: int = 1, learner_id: UUID | None = None) -> UUID:
        who = learner_id or uuid4()
        news = LearnerChanged(learner_id=who, version=version, active=active, grades=[], school_ids=[], group_ids=[])
        async with board_transaction(sessions, board_id) as session:
            await on_learners(session, [news])
        return who

    return hear


class MakeAccount(Protocol):
    async def __call__(self, user_id: UUID, *, username: str | None = None) -> str: ...


@pytest.fixture
def make_account(client: httpx2.AsyncClient, signed: MakeToken) -> MakeAccount:
    async def make(user_id: UUID, *, username: str | None = None) -> str:
        name = username or f"u{uuid4().hex}"
        body = {"username": name, "password": PASSWORD, "role": "learner", "userId": str(user_id)}
        answer = await client.post("/v1/accounts", json=body, headers=signed("board-admin"))
        assert answer.status_code == 201, answer.text
        return name

    return make


PASSWORD = "een-lang-wachtwoord"
