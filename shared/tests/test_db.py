"""Connections: one that the server has closed is never handed out again, and what it was told stays out of the logs."""

import asyncio
from contextlib import asynccontextmanager

import asyncpg
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError
from starlette.types import Message

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import (
    Sessions,
    board_transaction,
    enter_board,
    make_engine,
    make_sessions,
    plumbing_transaction,
    transaction,
)
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.ids import new_id
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


async def test_an_error_of_the_database_does_not_repeat_what_was_sent(settings: ServiceSettings) -> None:
    engine = make_engine(settings.database_url, pool_size=1, name="test-hidden")
    with pytest.raises(DBAPIError) as raised:
        async with make_sessions(engine)() as session:
            await session.execute(text("SELECT CAST(:name AS text) FROM no_such_table"), {"name": "Fenna Verbeek"})
    assert "Verbeek" not in str(raised.value)
    await engine.dispose()


async def test_a_body_that_trickles_in_holds_no_connection(settings: ServiceSettings) -> None:
    engine = make_engine(settings.database_url, pool_size=1, name="test-slow")
    app, arrived = FastAPI(), asyncio.Event()
    app.state.sessions = make_sessions(engine)

    async def slowly() -> Message:
        await arrived.wait()
        return {"type": "http.request", "body": b"at last", "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": [], "app": app}, slowly)
    caller = Principal("sis", "sis", None, frozenset())

    async def handle() -> None:
        async with asynccontextmanager(transaction)(request, caller) as session:
            await session.execute(text("SELECT 1"))
            await request.body()  # as a route does

    slow = asyncio.create_task(handle())
    await asyncio.sleep(0.05)
    async with asyncio.timeout(2), app.state.sessions() as held:
        await held.execute(text("SELECT 1"))
        arrived.set()
        await asyncio.sleep(0.05)
    await slow
    await engine.dispose()


async def test_a_worker_that_enters_a_board_sees_no_other(settings: ServiceSettings) -> None:
    engine = make_engine(settings.database_url, pool_size=1, name="test-entering")
    sessions, one, other = make_sessions(engine), new_id(), new_id()
    for board_id in (one, other):
        async with board_transaction(sessions, board_id) as session:
            await session.execute(insert(board).values(board_id=board_id, name="De Brug"))
    async with plumbing_transaction(sessions) as session:
        everywhere = set((await session.execute(select(board.c.board_id))).scalars())
        await enter_board(session, one)
        here = set((await session.execute(select(board.c.board_id))).scalars())
    assert everywhere >= {one, other}
    assert here == {one}
    await engine.dispose()
