"""With whom a learner is not put together, in whatever group that was said."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.apart.tables import kept_apart


async def kept_apart_from(session: AsyncSession, learner_id: UUID) -> set[UUID]:
    me = str(learner_id)
    rows = await session.execute(select(kept_apart.c.pairs).where(kept_apart.c.pairs.contains([[me]])))
    return {UUID(one) for row in rows for pair in row.pairs if me in pair for one in pair if one != me}
