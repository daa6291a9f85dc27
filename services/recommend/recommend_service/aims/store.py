"""What a learner aims for now."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.aims.tables import learner_aim


async def aims_of(session: AsyncSession, learner_id: UUID) -> frozenset[UUID]:
    found = await session.scalar(select(learner_aim.c.goal_ids).where(learner_aim.c.learner_id == learner_id))
    return frozenset(found or ())
