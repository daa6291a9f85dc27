"""The service on its own real database; what it would hear over NATS is told straight to its reactions."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import hypothesis
import pytest
from pydantic import SecretStr
from services.recommend.tests.board import Board, Shelf, make_shelf
from services.recommend.tests.make import educator_changed, learner_changed

from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.db import Sessions, make_engine, make_sessions
from eigenwijs_shared.testing import TestKeys, application, serving
from embedded.databases import Database
from embedded.nats import Nats
from embedded.testing import MakeDatabase
from recommend_service.app import create_app
from recommend_service.settings import Settings

# How long an example takes says something of the machine only: speed is measured by the bench.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("recommend")


@pytest.fixture
def keys(tmp_path: Path) -> TestKeys:
    return TestKeys(tmp_path)


@pytest.fixture
def settings(database: Database, nats_server: Nats, keys: TestKeys) -> Settings:
    return Settings(
        database_url=database.app_url,
        nats_url=nats_server.url,
        nats_user="recommend",
        nats_password=SecretStr(nats_server.passwords["recommend"]),
        jwks_file=keys.jwks_file,
        log_level="ERROR",
        database_warm=1,
    )


@pytest.fixture
async def sessions(database: Database) -> AsyncIterator[Sessions]:
    engine = make_engine(database.app_url, pool_size=5, name="test")
    yield make_sessions(engine)
    await engine.dispose()


BoardOn = Callable[[Settings], AbstractAsyncContextManager[Board]]


@pytest.fixture
def board_on(keys: TestKeys) -> BoardOn:
    """A new board on a service of its own settings."""

    @asynccontextmanager
    async def on(settings: Settings) -> AsyncIterator[Board]:
        engine = make_engine(settings.database_url, pool_size=5, name="test")
        async with serving(create_app(settings)) as client:  # its own, for another may be open
            yield Board(make_sessions(engine), client, keys)
        await engine.dispose()

    return on


@pytest.fixture
async def new_board(settings: Settings, sessions: Sessions, keys: TestKeys) -> AsyncIterator[Callable[[], Board]]:
    async with serving(application(create_app, settings)) as client:
        yield lambda: Board(sessions, client, keys)


@pytest.fixture
async def board(new_board: Callable[[], Board]) -> Board:
    made = new_board()
    await made.hears(
        BoardCreated(board_id=made.board_id),
        learner_changed(made.learner_id, group_ids=[made.group_id]),
        educator_changed(made.educator_id, [made.group_id]),
    )
    return made


@pytest.fixture
def shelf() -> Shelf:
    return make_shelf()
