"""The database away is no mistake of ours; our mistakes are no outage."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eigenwijs_shared.db import Sessions, make_engine
from eigenwijs_shared.outage import database_is_away
from embedded.databases import Database


async def caught(url: str, statement: str) -> BaseException:
    engine = make_engine(url, pool_size=1, name="test")
    try:
        with pytest.raises((SQLAlchemyError, OSError)) as found:
            async with engine.begin() as connection:
                await connection.execute(text(statement))
        return found.value
    finally:
        await engine.dispose()


async def test_no_server_at_that_address_is_an_outage(database: Database) -> None:
    nowhere = database.app_url.rsplit(":", 1)[0] + ":1/none"
    assert database_is_away(await caught(nowhere, "SELECT 1"))


async def test_a_connection_that_the_server_ends_is_an_outage(database: Database, sessions: Sessions) -> None:
    async def end_the_other() -> None:
        await asyncio.sleep(0.3)
        async with sessions() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'"
                )
            )

    ending = asyncio.create_task(end_the_other())
    assert database_is_away(await caught(database.app_url, "SELECT pg_sleep(20)"))
    await ending


@pytest.mark.parametrize("statement", ["SELECT nothing FROM nowhere", "SELECT 1/0", "INSERT INTO board VALUES (NULL)"])
async def test_a_mistake_of_ours_is_none(database: Database, statement: str) -> None:
    assert not database_is_away(await caught(database.app_url, statement))
