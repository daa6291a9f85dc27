"""What this machine does at best, measured in the same run: an empty FastAPI route, one unnest insert."""

import asyncio
import subprocess
import sys
import time
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp
import asyncpg
import psutil
from fastapi import FastAPI

from embedded.ports import any_free
from embedded.records import Records
from embedded.secrets import load_or_make
from tests.bench.drive import rate, steady
from tests.journeys.suite import Suite

ROWS = 20_000


def create_app() -> FastAPI:
    """One route that does nothing."""
    app = FastAPI()

    @app.post("/nothing")
    async def nothing() -> dict[str, bool]:
        return {"done": True}

    return app


class _Served:
    def __init__(self) -> None:
        self.port = any_free()
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "uvicorn",
                "tests.bench.limits:create_app",
                "--factory",
                "--port",
                str(self.port),
                "--no-access-log",
                "--log-level",
                "error",
            ]
        )

    async def __aenter__(self) -> str:
        url = f"http://127.0.0.1:{self.port}/nothing"
        async with aiohttp.ClientSession() as client:
            while True:
                try:
                    async with client.post(url):
                        return url
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    async def __aexit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


async def empty_route(seconds: float = 5) -> float:
    """Requests a second."""
    async with _Served() as url, aiohttp.ClientSession() as client:

        async def once() -> None:
            async with client.post(url, json={"a": 1}) as answer:
                await answer.read()

        return await rate(once, seconds)


async def empty_route_times(seconds: float = 5) -> list[float]:
    """Seconds per request, at twenty a second."""
    async with _Served() as url, aiohttp.ClientSession() as client:

        async def once() -> None:
            async with client.post(url, json={"a": 1}) as answer:
                await answer.read()

        return await steady(once, per_second=20, seconds=seconds)


async def _postgres(suite: Suite) -> asyncpg.Connection:
    """The suite's own PostgreSQL, as its owner."""
    assert suite.folder is not None
    secrets = load_or_make(suite.folder / "secrets.json")
    environ = psutil.Process(Records(suite.folder / "processes.json").running()["profile"]).environ()
    server = urlsplit(environ["EW_DATABASE_URL"])
    return await asyncpg.connect(
        host=server.hostname, port=server.port, user="postgres", password=secrets["postgres"], database="postgres"
    )


async def unnest_insert(suite: Suite) -> float:
    """Rows a second, one statement of a thousand rows after the other, in the suite's own PostgreSQL."""
    connection = await _postgres(suite)
    try:
        await connection.execute("CREATE TABLE bench (id uuid PRIMARY KEY, learner uuid, at timestamptz, score float8)")
        began = time.perf_counter()
        for _ in range(0, ROWS, 1000):
            ids = [uuid4() for _ in range(1000)]
            await connection.execute(
                "INSERT INTO bench SELECT a, b, now(), 0.5 FROM unnest($1::uuid[], $2::uuid[]) AS t(a, b)", ids, ids
            )
        seconds = time.perf_counter() - began
        await connection.execute("DROP TABLE bench")
        return ROWS / seconds
    finally:
        await connection.close()


async def copy_of(suite: Suite, rows: int) -> float:
    """Seconds for a COPY of so many keyed rows of the size of a roster's records."""
    connection = await _postgres(suite)
    try:
        await connection.execute("CREATE TABLE bench (file text, id text, kept jsonb, PRIMARY KEY (file, id))")
        kept = '{"class": "g1", "user": "leerling-000001", "role": "student", "begins": null, "ends": null}'
        records = [("enrollments.csv", f"e-leerling-{number:06}", kept) for number in range(rows)]
        began = time.perf_counter()
        await connection.copy_records_to_table("bench", records=records)
        seconds = time.perf_counter() - began
        await connection.execute("DROP TABLE bench")
        return seconds
    finally:
        await connection.close()
