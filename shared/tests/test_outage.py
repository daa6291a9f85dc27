"""The database away is no mistake of ours; our mistakes are no outage."""

import asyncio
import errno

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eigenwijs_shared.db import Sessions, make_engine
from eigenwijs_shared.outage import database_is_away, disk_is_full
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
    error = await caught(database.app_url, statement)
    assert (database_is_away(error), disk_is_full(error)) == (False, False)


async def test_a_database_without_room_is_a_full_disk(database: Database) -> None:
    statement = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
    error = await caught(database.app_url, statement)
    assert (database_is_away(error), disk_is_full(error)) == (True, True)


def test_a_disk_of_our_own_without_room_is_a_full_disk_and_another_fault_of_it_is_not() -> None:
    assert disk_is_full(OSError(errno.ENOSPC, "No space left on device"))
    assert not disk_is_full(OSError(errno.EACCES, "Permission denied"))
