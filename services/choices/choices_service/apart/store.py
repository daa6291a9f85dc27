"""What the database knows of who is not put together."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.apart.tables import not_together

Pair = frozenset[UUID]


async def of_group(session: AsyncSession, group_id: UUID) -> list[tuple[UUID, UUID]]:
    of = not_together.c
    query = select(of.one_learner_id, of.other_learner_id).where(of.group_id == group_id)
    rows = await session.execute(query.order_by(of.one_learner_id, of.other_learner_id))
    return [(row.one_learner_id, row.other_learner_id) for row in rows]


async def pairs_among(session: AsyncSession, learner_ids: Collection[UUID]) -> set[Pair]:
    """The pairs that any group keeps apart, with one of these learners in them."""
    of = not_together.c
    query = select(of.one_learner_id, of.other_learner_id).where(
        or_(of.one_learner_id.in_(learner_ids), of.other_learner_id.in_(learner_ids))
    )
    return {frozenset((row.one_learner_id, row.other_learner_id)) for row in await session.execute(query)}


async def groups_after(session: AsyncSession, after: UUID | None, limit: int) -> list[tuple[UUID, datetime]]:
    """Groups that keep anybody apart, with when that was said."""
    of = not_together.c
    query = select(of.group_id, func.max(of.said_at)).group_by(of.group_id).order_by(of.group_id).limit(limit)
    if after is not None:
        query = query.where(of.group_id > after)
    return [(row[0], row[1]) for row in await session.execute(query)]


async def replace(session: AsyncSession, group_id: UUID, pairs: Collection[Pair], by: str, now: datetime) -> None:
    """These pairs and no others."""
    await session.execute(delete(not_together).where(not_together.c.group_id == group_id))
    rows = [
        {
            "board_id": session.info["board_id"], "group_id": group_id, "one_learner_id": one,
            "other_learner_id": other, "said_at": now, "said_by": by,
        }
        for one, other in sorted(tuple(sorted(pair)) for pair in pairs)
    ]  # fmt: skip
    if rows:
        await session.execute(insert(not_together), rows)
