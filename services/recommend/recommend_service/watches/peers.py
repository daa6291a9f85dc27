"""Who is around a learner: its educators, and classmates who may be asked to help."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.roster.reach import Learner, within_reach
from eigenwijs_shared.roster.tables import educator, learner
from recommend_service.apart.store import kept_apart_from
from recommend_service.tables import estimate
from recommend_service.watches import store
from recommend_service.watches.ways import Around

LATELY = timedelta(days=60)


async def around(
    session: AsyncSession, caller: Principal, one: Learner, goal_ids: Collection[UUID], now: datetime
) -> Around:
    """As far as this caller reaches: nobody hears of a classmate whom they do not see."""
    tries, _ = await store.remembered(session, [one.learner_id])
    e = estimate.c
    mastered = await session.execute(select(e.goal_id).where(e.learner_id == one.learner_id, e.mastered))
    return Around(
        educator_ids=await _educators_of(session, one),
        tries=tries.get(one.learner_id, ()),
        mastered=set(mastered.scalars()),
        grades=one.grades,
        peers=await _peers(session, caller, one, goal_ids, now),
    )


async def _educators_of(session: AsyncSession, one: Learner) -> Sequence[UUID]:
    of = educator.c
    query = select(of.educator_id).where(of.active, of.group_ids.overlap(one.group_ids)).order_by(of.educator_id)
    return (await session.execute(query)).scalars().all()


async def _peers(
    session: AsyncSession, caller: Principal, one: Learner, goal_ids: Collection[UUID], now: datetime
) -> dict[UUID, list[UUID]]:
    """In the same group, not kept apart, and by goal who mastered it and did something at it lately; newest first."""
    if not goal_ids or caller.role in {"learner", "parent"}:
        return {}
    e, of = estimate.c, learner.c
    apart = await kept_apart_from(session, one.learner_id)
    query = (
        select(e.goal_id, e.learner_id)
        .join(learner, of.learner_id == e.learner_id)
        .where(e.goal_id.in_(goal_ids), e.mastered, e.practised_at > now - LATELY, of.active)
        .where(of.group_ids.overlap(one.group_ids), of.learner_id.not_in([one.learner_id, *apart]))
        .where(await within_reach(session, caller, of.learner_id))
        .order_by(e.practised_at.desc(), e.learner_id)
    )
    found: dict[UUID, list[UUID]] = {}
    for row in await session.execute(query):
        found.setdefault(row.goal_id, []).append(row.learner_id)
    return found
