"""Which goals profile knows."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.tables import activity, goal


async def known_goals(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Those of these goals that exist on this board, as far as profile heard of them or of an activity for them."""
    of_activities = select(func.unnest(activity.c.goal_ids).label("goal_id"))
    goals = select(goal.c.goal_id).union(of_activities).subquery()
    return set((await session.execute(select(goals.c.goal_id).where(goals.c.goal_id.in_(ids)))).scalars())


async def goal_titles(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The titles of those goals that profile heard of."""
    found = await session.execute(select(goal.c.goal_id, goal.c.title).where(goal.c.goal_id.in_(ids)))
    return {row.goal_id: row.title for row in found}
