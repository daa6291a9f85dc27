"""Connections: one that the server has closed is never handed out again."""

import asyncio

import asyncpg
from sqlalchemy import text

from eigenwijs_shared.db import Sessions, make_engine, make_sessions
from eigenwijs_shared.settings import ServiceSettings


async def ask(sessions: Sessions) -> int:
    async with sessions() as session:
        backend: int = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    return backend


async def test_after_the_server_closed_the_connections_requests_go_on(
    settings: ServiceSettings, postgres_admin: str
) -> None:
    engine = make_engine(settings.database_url, pool_size=2, name="test-closed")
    sessions = make_sessions(engine)
    before = {await ask(sessions), await ask(sessions)}
    admin = await asyncpg.connect(postgres_admin)
    await admin.fetch("SELECT pg_terminate_backend(pid, 2000) FROM unnest($1::int[]) AS pid", list(before))
    await admin.close()
    await asyncio.sleep(0.05)
    assert await ask(sessions) not in before
    await engine.dispose()
