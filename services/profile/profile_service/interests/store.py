"""Interests, present and past."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.interests.tables import interest
from profile_service.people.rows import find_row


def present(today: date) -> ColumnElement[bool]:
    return interest.c.ended_at.is_(None) & (interest.c.until >= today)


def interests_of(learner_id: UUID) -> Select[Any]:
    """Newest first."""
    return select(interest).where(interest.c.learner_id == learner_id).order_by(interest.c.interest_id.desc())


async def find_interest(session: AsyncSession, learner_id: UUID, interest_id: UUID) -> Row[Any] | None:
    query = interests_of(learner_id).where(interest.c.interest_id == interest_id)
    return await find_row(session, query)


async def present_of(session: AsyncSession, learner_ids: Sequence[UUID], today: date) -> Sequence[Row[Any]]:
    """What these learners like now, in the order it was said."""
    query = select(interest).where(interest.c.learner_id.in_(learner_ids), present(today))
    return (await session.execute(query.order_by(interest.c.interest_id))).all()


async def end_interest(session: AsyncSession, learner_id: UUID, which: ColumnElement[bool], now: datetime) -> bool:
    """Whether there was one that had not ended."""
    statement = update(interest).where(interest.c.learner_id == learner_id, which, interest.c.ended_at.is_(None))
    ended = await session.execute(statement.values(ended_at=now).returning(interest.c.interest_id))
    return ended.first() is not None
