"""At the database: names are in the vault alone, and only profile's own application can open it."""

import asyncpg
import pytest

from embedded.testing import MakeDatabase

READABLE = """
    SELECT r.rolname || ' reads ' || c.relname FROM pg_roles r
    CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'vault' AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT r.rolsuper AND r.rolname NOT LIKE 'pg\\_%' AND r.rolname NOT IN ('profile_app', 'profile_owner')
        AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_table_privilege(r.oid, c.oid, 'SELECT')
"""
ROLES = "SELECT count(*) FROM pg_roles WHERE rolname IN ('choices_app', 'recommend_app', 'gateway_app', 'nobody_app')"
NAME_COLUMNS = """
    SELECT n.nspname || '.' || c.relname || '.' || a.attname FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname <> 'vault' AND n.nspname !~ '^(pg_|information_schema)' AND c.relkind = 'r'
        AND a.attname ~ '^(given|family|surname|first|last)(_names?)?$|eck_id'
"""


@pytest.fixture
def all_services(make_database: MakeDatabase) -> MakeDatabase:
    for service in ("choices", "recommend", "gateway", "profile"):
        make_database(service)
    return make_database


async def ask(url: str, query: str) -> list[object]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [row[0] for row in await connection.fetch(query)]
    finally:
        await connection.close()


async def test_no_role_but_profiles_own_reads_a_name(all_services: MakeDatabase) -> None:
    owner = all_services("profile").owner_url
    assert await ask(owner, ROLES) == [3]
    assert await ask(owner, READABLE) == []


async def test_names_have_no_column_outside_the_vault(all_services: MakeDatabase) -> None:
    assert await ask(all_services("profile").owner_url, NAME_COLUMNS) == []


@pytest.mark.parametrize("service", ["choices", "recommend", "gateway"])
async def test_another_service_cannot_even_enter_that_database(all_services: MakeDatabase, service: str) -> None:
    theirs, profiles = all_services(service).app_url, all_services("profile").app_url
    there = f"{theirs.rsplit('/', 1)[0]}/{profiles.rsplit('/', 1)[1]}"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(there, "SELECT given FROM vault.person")


async def test_without_its_board_not_even_profile_reads_a_name(all_services: MakeDatabase) -> None:
    assert await ask(all_services("profile").app_url, "SELECT given FROM vault.person") == []
