"""The moves of the dial: appended, never changed; the newest version at a place is what holds there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial
from profile_service.tables import agency_move

_place = (agency_move.c.scope_id, agency_move.c.subject)


async def newest_moves(session: AsyncSession, *, after: tuple[UUID, str] | None, limit: int) -> Sequence[Row[Any]]:
    """What holds at each place, in order of place."""
    query = select(agency_move).ext(distinct_on(*_place)).order_by(*_place, agency_move.c.version.desc()).limit(limit)
    if after is not None:
        query = query.where(tuple_(*_place) > after)
    return (await session.execute(query)).all()


async def moves_at(session: AsyncSession, places: Sequence[UUID]) -> list[Dial]:
    """Every move at these places, for all subjects; each as the dial stood after it."""
    return [
        dial_of(row) for row in await session.execute(select(agency_move).where(agency_move.c.scope_id.in_(places)))
    ]


def dial_of(row: Row[Any]) -> Dial:
    return Dial(
        row.scope,
        row.scope_id,
        row.subject or None,
        row.dimensions,
        row.version,
        row.author_id,
        row.moved_at,
        row.reason,
    )


async def lock_place(session: AsyncSession, scope_id: UUID, subject: str) -> None:
    """One move at a place at a time, so that versions have neither gaps nor twins."""
    name = f"agency/{scope_id}/{subject}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


async def moves_of(session: AsyncSession, scope_id: UUID, skip: int, limit: int) -> Sequence[Row[Any]]:
    """The history at a place, newest first. A place has few moves, so pages may count rows."""
    query = (
        select(agency_move)
        .where(agency_move.c.scope_id == scope_id)
        .order_by(agency_move.c.moved_at.desc(), agency_move.c.subject, agency_move.c.version.desc())
        .limit(limit + 1)
        .offset(skip)
    )
    return (await session.execute(query)).all()
