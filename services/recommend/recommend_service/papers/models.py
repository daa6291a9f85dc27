"""Which model makes this board's estimates."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.papers.running import ModelInUse
from recommend_service.tables import metadata

DAY_ONE = "day-one-1"


async def model_in_use(session: AsyncSession) -> ModelInUse:
    """Day one where nothing was fitted, or nothing that was fitted is in use."""
    table = metadata.tables.get("model_version")
    if table is None:
        return ModelInUse(DAY_ONE)
    row = (await session.execute(select(table).where(table.c.status == "in_use"))).one_or_none()
    if row is None:
        return ModelInUse(DAY_ONE)
    counted = {"attempts": row.attempts, "learners": row.learners}
    return ModelInUse(row.version, fitted=True, since=row.promoted_at, figures=counted)
