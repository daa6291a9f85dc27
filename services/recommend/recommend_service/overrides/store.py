"""Overrides in their table."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.roster.reach import Learner
from eigenwijs_shared.roster.tables import educator, learner
from recommend_service.overrides.schemas import OverrideOut
from recommend_service.overrides.tables import override

of = override.c


def standing(today: date) -> ColumnElement[bool]:
    """Not ended, and today is no later than its last day."""
    return of.ended_at.is_(None) & or_(of.until.is_(None), of.until >= today)


async def standing_for(session: AsyncSession, found: Learner, today: date) -> list[OverrideOut]:
    """For this learner, its groups of now, and the board; read at every card, so that one holds at once."""
    places = [found.learner_id, *found.group_ids, session.info["board_id"]]
    query = select(override).where(of.scope_id.in_(places), standing(today)).order_by(of.override_id)
    return [OverrideOut.model_validate(row) for row in await session.execute(query)]


async def within_reach(session: AsyncSession, caller: Principal) -> ColumnElement[bool]:
    """An educator's: those of its groups and the learners in them, and the board's."""
    if caller.sees_whole_board:
        return of.override_id.is_not(None)
    own = select(educator.c.group_ids).where(educator.c.educator_id == caller.user_id, educator.c.active)
    groups = list((await session.execute(own)).scalar_one_or_none() or ())
    theirs = select(learner.c.learner_id).where(learner.c.group_ids.overlap(groups))
    return or_(of.scope_id.in_([*groups, session.info["board_id"]]), of.scope_id.in_(theirs))


async def page_of(
    session: AsyncSession, which: ColumnElement[bool], after: UUID | None, limit: int
) -> list[OverrideOut]:
    """The newest first, ended ones too."""
    query = select(override).where(which).order_by(of.override_id.desc()).limit(limit)
    if after is not None:
        query = query.where(of.override_id < after)
    return [OverrideOut.model_validate(row) for row in await session.execute(query)]


async def all_of(session: AsyncSession, after: UUID | None, limit: int) -> list[OverrideOut]:
    """The board's, the oldest first."""
    query = select(override).order_by(of.override_id).limit(limit)
    if after is not None:
        query = query.where(of.override_id > after)
    return [OverrideOut.model_validate(row) for row in await session.execute(query)]


async def add(session: AsyncSession, values: Mapping[str, Any]) -> None:
    await session.execute(insert(override).values(board_id=session.info["board_id"], **values))


async def end(session: AsyncSession, override_id: UUID, now: datetime, ended_by: str) -> bool:
    """False when it had ended already."""
    same = (of.override_id == override_id, of.ended_at.is_(None))
    ended = update(override).where(*same).values(ended_at=now, ended_by=ended_by).returning(of.override_id)
    return (await session.execute(ended)).one_or_none() is not None


async def find(session: AsyncSession, override_id: UUID, which: ColumnElement[bool]) -> OverrideOut | None:
    row = (await session.execute(select(override).where(of.override_id == override_id, which))).one_or_none()
    return OverrideOut.model_validate(row) if row else None
