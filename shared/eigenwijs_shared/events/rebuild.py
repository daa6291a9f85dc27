"""Empties a service's projections; its worker then asks the owners to announce again and fills them anew."""

from collections.abc import Sequence

import structlog
from sqlalchemy import MetaData, func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from eigenwijs_shared.events.tables import inbox, replay_request

log = structlog.get_logger()


async def empty_projections(owner_url: str, metadatas: Sequence[MetaData]) -> list[str]:
    """In one transaction, as the owner of the tables: returns the names of what was emptied.

    What was already seen is forgotten too, so that it may be heard again; tables that this service owns stay.
    """
    projections = [table for metadata in metadatas for table in metadata.sorted_tables if table.info.get("projection")]
    names = [table.fullname for table in (*projections, inbox, replay_request)]
    engine = create_async_engine(owner_url)
    try:
        async with engine.begin() as connection:
            for table in projections:
                rows = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
                log.info("emptied", table=table.fullname, rows=rows)
            await connection.execute(text(f"TRUNCATE {', '.join(names)}"))
    finally:
        await engine.dispose()
    return names
