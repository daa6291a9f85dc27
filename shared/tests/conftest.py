"""A database with the plumbing alone, a NATS, and a service that consists of nothing but shared."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from pydantic import SecretStr
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from eigenwijs_shared.db import Sessions, make_engine, make_sessions
from eigenwijs_shared.migrations import create_erasure, create_plumbing, create_roster_projection
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.testing import TestKeys
from embedded import testrun
from embedded.databases import Database, Passwords, create_database
from embedded.nats import Nats
from embedded.secrets import load_or_make

SERVICE = "recommend"
_numbers = count(1)


class SharedSettings(ServiceSettings):
    service: ClassVar[str] = SERVICE


def _lay_plumbing(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        create_plumbing()
        create_roster_projection()
        create_erasure(f"{SERVICE}_app")


@pytest.fixture
async def database(postgres_admin: str, worker_id: str) -> Database:
    """A fresh database with shared's tables."""
    secrets = load_or_make(testrun.folder() / "secrets.json")
    passwords = Passwords(secrets[f"owner_{SERVICE}"], secrets[f"app_{SERVICE}"])
    with testrun.locked(SERVICE):
        made = create_database(postgres_admin, SERVICE, passwords, database=f"shared_{worker_id}_{next(_numbers)}")
    engine = create_async_engine(made.owner_url)
    async with engine.begin() as connection:
        await connection.run_sync(_lay_plumbing)
    await engine.dispose()
    return made


@pytest.fixture
async def sessions(database: Database) -> AsyncIterator[Sessions]:
    engine = make_engine(database.app_url, pool_size=5, name="test")
    yield make_sessions(engine)
    await engine.dispose()


@pytest.fixture
def keys(tmp_path: Path) -> TestKeys:
    return TestKeys(tmp_path)


@pytest.fixture
def settings(database: Database, nats_server: Nats, keys: TestKeys, tmp_path: Path) -> SharedSettings:
    return SharedSettings(
        database_url=database.app_url,
        nats_url=nats_server.url,
        nats_user=SERVICE,
        nats_password=SecretStr(nats_server.passwords[SERVICE]),
        jwks_file=keys.jwks_file,
        heartbeat_file=tmp_path / "beat",
        log_level="ERROR",
    )


@pytest.fixture
def board_id() -> UUID:
    return uuid4()
