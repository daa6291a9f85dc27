"""The suite's own databases, as their owner: to see how far a service is, and what it costs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg
import psutil

from embedded.records import Records
from embedded.secrets import load_or_make
from tests.journeys.suite import Suite


async def owner_of(suite: Suite, service: str) -> asyncpg.Connection:
    """A connection to that service's database that sees all boards."""
    assert suite.folder is not None
    secrets = load_or_make(suite.folder / "secrets.json")
    server = urlsplit(process_of(suite, service).environ()["EW_DATABASE_URL"])
    return await asyncpg.connect(
        host=server.hostname,
        port=server.port,
        user="postgres",
        password=secrets["postgres"],
        database=server.path.lstrip("/"),
        command_timeout=3600,
    )


@asynccontextmanager
async def owned(suite: Suite, service: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await owner_of(suite, service)
    try:
        yield connection
    finally:
        await connection.close()


def process_of(suite: Suite, name: str) -> psutil.Process:
    assert suite.folder is not None
    return psutil.Process(Records(suite.folder / "processes.json").running()[name])


def cpu_of(process: psutil.Process) -> float:
    """Seconds of processor that it and its children have had."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


async def until(connection: asyncpg.Connection, query: str, *values: object, seconds: float = 600) -> None:
    """Ask again and again until the answer is true."""
    async with asyncio.timeout(seconds):
        while not await connection.fetchval(query, *values):
            await asyncio.sleep(0.05)


async def until_sent(suite: Suite, service: str) -> None:
    """Until nothing waits in its outbox."""
    async with owned(suite, service) as connection:
        await until(connection, "SELECT NOT EXISTS (SELECT FROM outbox)")
