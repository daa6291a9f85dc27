"""Runs the migrations of this service's own database, as the owner of its tables."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.rights.tables import rights
from eigenwijs_shared.settings import OwnerSettings
from profile_service.agency import tables as _agency  # noqa: F401 - its tables are on the metadata from here on
from profile_service.aims import tables as _aims  # noqa: F401 - puts its tables on the metadata
from profile_service.connector import tables as _connector  # noqa: F401 - makes its tables known
from profile_service.dossier import tables as _dossier  # noqa: F401 - its tables register themselves
from profile_service.erasure import tables as _erasure  # noqa: F401 - adds its tables to the metadata
from profile_service.evidence import tables as _evidence  # noqa: F401 - alembic sees the tables
from profile_service.interests import tables as _interests  # noqa: F401 - the same
from profile_service.motivation import tables as _motivation  # noqa: F401 - the same
from profile_service.needs import tables as _needs  # noqa: F401 - the same
from profile_service.retention import tables as _retention  # noqa: F401 - the same
from profile_service.tables import metadata
from profile_service.talks import tables as _talks  # noqa: F401 - the same


def _migrate(connection: Connection) -> None:
    # A migration that waits for a lock makes everybody behind it wait too: give up soon and try again later.
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=[metadata, plumbing, rights],
        transaction_per_migration=True,
        include_schemas=True,  # the vault is one
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_async_engine(OwnerSettings().owner_database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
