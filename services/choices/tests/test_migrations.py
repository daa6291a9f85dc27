"""The migrations make exactly the tables that the code knows, and the application may use but not own them."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from choices_service.evidence_rules import tables as _evidence_rules  # noqa: F401 - puts its tables on the metadata
from choices_service.tables import metadata
from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.rights.tables import rights
from eigenwijs_shared.roster.tables import roster
from eigenwijs_shared.roster.wishes import wishes
from embedded.testing import MakeDatabase


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection)
    several: Any = [metadata, roster, wishes, plumbing, rights]  # as in env.py; the stub knows of one only
    return list(compare_metadata(context, several))


async def test_the_database_has_what_the_code_says(make_database: MakeDatabase) -> None:
    engine = create_async_engine(make_database("choices").owner_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_the_application_is_bound_by_row_level_security(make_database: MakeDatabase) -> None:
    engine = create_async_engine(make_database("choices").app_url)
    async with engine.connect() as connection:
        query = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert await connection.scalar(query) is False
        owner = await connection.scalar(
            text("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'goal'")
        )
        assert owner is False
        # Outside any board there is nothing to see.
        assert await connection.scalar(text("SELECT count(*) FROM goal")) == 0
    await engine.dispose()
