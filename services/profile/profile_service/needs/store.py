"""Needs, present and past."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.needs.tables import held_need
from profile_service.people.rows import find_row


def present(today: date) -> ColumnElement[bool]:
    return held_need.c.ended_at.is_(None) & or_(held_need.c.until.is_(None), held_need.c.until >= today)


def needs_of(learner_id: UUID) -> Select[Any]:
    """Newest first."""
    return select(held_need).where(held_need.c.learner_id == learner_id).order_by(held_need.c.need_id.desc())


async def find_need(session: AsyncSession, learner_id: UUID, need_id: UUID) -> Row[Any] | None:
    return await find_row(session, needs_of(learner_id).where(held_need.c.need_id == need_id))


async def present_of(session: AsyncSession, learner_ids: Sequence[UUID], today: date) -> Sequence[Row[Any]]:
    """What helps these learners now."""
    query = select(held_need).where(held_need.c.learner_id.in_(learner_ids), present(today))
    return (await session.execute(query.order_by(held_need.c.need))).all()


async def end_need(session: AsyncSession, learner_id: UUID, which: ColumnElement[bool], **values: Any) -> bool:
    """Whether there was one that had not ended."""
    statement = update(held_need).where(held_need.c.learner_id == learner_id, which, held_need.c.ended_at.is_(None))
    return (await session.execute(statement.values(**values).returning(held_need.c.need_id))).first() is not None
