"""Runs the migrations of this service's own database, as the owner of its tables."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.rights.tables import rights
from eigenwijs_shared.roster.tables import roster
from eigenwijs_shared.roster.wishes import wishes
from eigenwijs_shared.settings import OwnerSettings
from recommend_service.aims import tables as _aims  # noqa: F401 - known to the metadata by being imported
from recommend_service.apart import tables as _apart  # noqa: F401 - known to the metadata by being imported
from recommend_service.card_settings import tables as _card_settings  # noqa: F401 - the same
from recommend_service.contracts import tables as _contracts  # noqa: F401 - the same
from recommend_service.fitting import tables as _fitting  # noqa: F401 - the same
from recommend_service.mastery import tables as _mastery  # noqa: F401 - the same
from recommend_service.models import tables as _models  # noqa: F401 - the same
from recommend_service.objections import tables as _objections  # noqa: F401 - likewise
from recommend_service.overrides.tables import override  # noqa: F401 - likewise
from recommend_service.register.tables import register_entry  # noqa: F401 - known to `metadata` by that
from recommend_service.reviews import tables as _reviews  # noqa: F401 - the same
from recommend_service.tables import metadata
from recommend_service.watches import tables as _watches  # noqa: F401 - the same


def _migrate(connection: Connection) -> None:
    # A migration that waits for a lock makes everybody behind it wait too: give up soon and try again later.
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=[metadata, roster, wishes, plumbing, rights],
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_async_engine(OwnerSettings().owner_database_url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
