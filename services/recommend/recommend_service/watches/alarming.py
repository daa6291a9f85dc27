"""Who is to be alarmed of what, as the database knows it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.roster.tables import educator, learner
from recommend_service.tables import estimate, learner_state
from recommend_service.watches.alarms import Pending
from recommend_service.watches.store import Life, life_of
from recommend_service.watches.tables import school_day, watch, watch_alarm

_HAS = educator.c.active & educator.c.group_ids.overlap(learner.c.group_ids)


async def pending(session: AsyncSession, learner_ids: Collection[UUID] | None, now: datetime) -> list[Pending]:
    """Everything that educators of these learners were not yet alarmed of, also of their other learners."""
    w, a = watch.c, watch_alarm.c
    query = (
        select(educator.c.educator_id, w.watch_id, w.learner_id, w.urgency, w.found_at)
        .join(learner, learner.c.learner_id == w.learner_id)
        .join(educator, _HAS)
        .join(watch_alarm, (a.watch_id == w.watch_id) & (a.educator_id == educator.c.educator_id), isouter=True)
        .where(_awake(now), learner.c.active, a.watch_id.is_(None))
    )
    if learner_ids is not None:
        theirs = select(educator.c.educator_id).join(learner, _HAS).where(learner.c.learner_id.in_(learner_ids))
        query = query.where(educator.c.educator_id.in_(theirs))
    return [Pending(*row) for row in await session.execute(query)]


async def without_educator(session: AsyncSession, learner_ids: Collection[UUID] | None, now: datetime) -> set[UUID]:
    """Watches that are not open yet and have nobody to be alarmed."""
    has = select(educator.c.educator_id).where(_HAS).correlate(learner).exists()
    query = (
        select(watch.c.watch_id)
        .join(learner, learner.c.learner_id == watch.c.learner_id)
        .where(_awake(now), learner.c.active, watch.c.opened_at.is_(None), ~has)
    )
    if learner_ids is not None:
        query = query.where(watch.c.learner_id.in_(learner_ids))
    return set((await session.execute(query)).scalars())


def _awake(now: datetime) -> ColumnElement[bool]:
    return watch.c.closed_at.is_(None) & or_(watch.c.snoozed_until.is_(None), watch.c.snoozed_until <= now)


async def given_on(session: AsyncSession, educator_ids: Collection[UUID], day: date) -> Mapping[UUID, int]:
    a = watch_alarm.c
    query = select(a.educator_id, func.count()).where(a.educator_id.in_(educator_ids), a.day == day)
    return {row[0]: row[1] for row in await session.execute(query.group_by(a.educator_id))}


async def add(session: AsyncSession, alarms: Iterable[Pending], day: date) -> None:
    rows = [
        {
            "board_id": session.info["board_id"],
            "educator_id": one.educator_id,
            "watch_id": one.watch_id,
            "learner_id": one.learner_id,
            "day": day,
        }
        for one in alarms
    ]
    if rows:
        await session.execute(insert(watch_alarm), rows)


async def open_all(session: AsyncSession, watch_ids: Collection[UUID], now: datetime) -> list[Life]:
    """Of these, those that were not open yet."""
    opened = (
        update(watch)
        .where(watch.c.watch_id.in_(watch_ids), watch.c.opened_at.is_(None))
        .values(opened_at=now, version=watch.c.version + 1)
        .returning(watch)
    )
    return sorted(map(life_of, await session.execute(opened)), key=lambda life: life.watch_id) if watch_ids else []


async def heard_by(session: AsyncSession, educator_id: UUID) -> set[UUID]:
    """The watches that this educator was alarmed of."""
    query = select(watch_alarm.c.watch_id).where(watch_alarm.c.educator_id == educator_id)
    return set((await session.execute(query)).scalars())


async def forget_alarms(session: AsyncSession, educator_ids: Collection[UUID]) -> None:
    """Of people who are gone."""
    await session.execute(delete(watch_alarm).where(watch_alarm.c.educator_id.in_(educator_ids)))


async def counter_now(session: AsyncSession, life: Life) -> int:
    """How much evidence there is of this kind by now."""
    if life.kind in {"stuck", "ceiling"}:
        of = estimate.c
        query = select(of.attempts).where(of.learner_id == life.learner_id, of.goal_id == life.goal_id)
    elif life.kind == "silent":
        query = select(func.count()).select_from(school_day)
    else:
        query = select(learner_state.c.last_sequence).where(learner_state.c.learner_id == life.learner_id)
    return (await session.execute(query)).scalar_one_or_none() or 0
