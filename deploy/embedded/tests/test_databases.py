"""What the roles of a service may do, on the shared PostgreSQL."""

from dataclasses import replace
from itertools import count

import asyncpg
import pytest

from embedded.databases import Database, Passwords, create_database, psql

PASSWORDS = Passwords(owner="owner-password", app="app-password")
numbers = count()


@pytest.fixture
def database(postgres_admin: str, worker_id: str) -> Database:
    """Of a service that nobody else tests with, so that its roles' passwords are ours to change."""
    return create_database(postgres_admin, f"trial_{worker_id}_{next(numbers)}", PASSWORDS)


async def connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""))


async def test_the_application_reads_and_writes_what_the_owner_migrated(database: Database) -> None:
    owner, app = await connect(database.owner_url), await connect(database.app_url)
    await owner.execute("CREATE TABLE goal (number serial, title text)")
    await app.execute("INSERT INTO goal (title) VALUES ('breuken')")
    assert await app.fetchval("SELECT title FROM goal") == "breuken"
    await owner.close()
    await app.close()


async def test_the_application_can_change_no_tables(database: Database) -> None:
    app = await connect(database.app_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("CREATE TABLE goal (number serial)")
    await app.close()


async def test_row_level_security_binds_the_application(database: Database) -> None:
    owner, app = await connect(database.owner_url), await connect(database.app_url)
    await owner.execute("CREATE TABLE goal (number int); INSERT INTO goal VALUES (1)")
    await owner.execute("ALTER TABLE goal ENABLE ROW LEVEL SECURITY")
    assert await app.fetchval("SELECT count(*) FROM goal") == 0
    await owner.close()
    await app.close()


async def test_a_service_cannot_enter_anothers_database(postgres_admin: str, database: Database) -> None:
    other = create_database(postgres_admin, "trial_other", PASSWORDS)
    name = database.app_url.rpartition("/")[2]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connect(f"{other.app_url.rpartition('/')[0]}/{name}")


async def test_making_it_again_repairs_a_password_and_keeps_the_rows(postgres_admin: str, database: Database) -> None:
    owner_url = database.owner_url.replace("+asyncpg", "")
    psql(owner_url, "-c", "CREATE TABLE goal (number int)", "-c", "INSERT INTO goal VALUES (1)")
    service = owner_url.rpartition("/")[2]
    again = create_database(postgres_admin, service, replace(PASSWORDS, owner="changed"))
    assert psql(again.owner_url.replace("+asyncpg", ""), "-c", "SELECT count(*) FROM goal") == "1"
