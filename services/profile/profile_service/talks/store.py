"""Talks of a learner; a learner has few, so pages may count rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.people.rows import find_row, write_row
from profile_service.tables import educator
from profile_service.talks.rules import KEPT_WITHIN, UnknownTalk
from profile_service.talks.tables import talk


async def talks_of(session: AsyncSession, learner_id: UUID, skip: int, limit: int) -> Sequence[Row[Any]]:
    """The latest first; one more than the page."""
    query = select(talk).where(talk.c.learner_id == learner_id).order_by(talk.c.at.desc(), talk.c.talk_id)
    return (await session.execute(query.limit(limit + 1).offset(skip))).all()


async def counts_of(session: AsyncSession, learner_id: UUID, now: datetime) -> dict[str, int]:
    """How promises were kept."""
    overdue = (talk.c.state == "planned") & (talk.c.at < now - KEPT_WITHIN)
    query = select(
        func.count().label("promised"),
        func.count().filter(talk.c.state == "held").label("held"),
        func.count().filter((talk.c.state == "missed") | overdue).label("missed"),
        func.coalesce(func.sum(func.cardinality(talk.c.moved_from)), 0).label("rescheduled"),
    ).where(talk.c.learner_id == learner_id)
    return {name: int(value) for name, value in (await session.execute(query)).one()._mapping.items()}


async def find_talk(session: AsyncSession, learner_id: UUID, talk_id: UUID, *, lock: bool = False) -> Row[Any]:
    query = select(talk).where(talk.c.learner_id == learner_id, talk.c.talk_id == talk_id)
    found = await find_row(session, query.with_for_update() if lock else query)
    if found is None:
        raise UnknownTalk
    return found


async def change_talk(session: AsyncSession, found: Row[Any], **values: Any) -> Row[Any]:
    mine = (talk.c.learner_id == found.learner_id, talk.c.talk_id == found.talk_id)
    return await write_row(session, update(talk).where(*mine).values(**values).returning(talk))


async def teaches(session: AsyncSession, educator_id: UUID, group_ids: Collection[UUID]) -> bool:
    """Whether that educator has one of these groups now."""
    query = select(educator.c.group_ids).where(educator.c.educator_id == educator_id, educator.c.active)
    groups = (await session.execute(query)).scalar_one_or_none()
    return not set(group_ids).isdisjoint(groups or [])
