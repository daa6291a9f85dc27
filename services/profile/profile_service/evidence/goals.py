"""Which goals profile knows."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.tables import activity


async def known_goals(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Those of these goals that exist on this board, as far as profile heard: the goals of its activities."""
    goals = select(func.unnest(activity.c.goal_ids).label("goal_id")).distinct().subquery()
    return set((await session.execute(select(goals.c.goal_id).where(goals.c.goal_id.in_(ids)))).scalars())


async def goal_titles(_session: AsyncSession, _ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The titles that profile heard of: none, as activities are announced without those of their goals."""
    return {}
