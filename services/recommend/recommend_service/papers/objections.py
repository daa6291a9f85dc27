"""How objections stand, where this version keeps them."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.tables import metadata


async def objection_figures(session: AsyncSession) -> dict[str, int] | None:
    """By how they stand; None where there is no such table."""
    table = metadata.tables.get("objection")
    if table is None:
        return None
    query = select(table.c.status, func.count()).group_by(table.c.status).order_by(table.c.status)
    rows = (await session.execute(query)).all()
    return {row[0]: row[1] for row in rows}
