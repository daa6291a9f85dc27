"""What the database knows of places, and of who would rather swap."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.electives.store import these
from choices_service.electives.tables import (
    elective,
    elective_module,
    elective_period,
    elective_place,
    elective_swap,
)
from choices_service.goals.store import one_of
from eigenwijs_shared.roster.tables import learner


async def of_learner(session: AsyncSession, elective_id: UUID, learner_id: UUID) -> dict[UUID, Row[Any]]:
    """By period."""
    of = elective_place.c
    query = select(elective_place).where(of.elective_id == elective_id, of.learner_id == learner_id)
    return {row.period_id: row for row in await session.execute(query)}


async def waiting_for(session: AsyncSession, elective_id: UUID, period_id: UUID) -> Sequence[Row[Any]]:
    """Places of learners who are still here and wait for something better."""
    of = elective_place.c
    query = (
        select(elective_place, learner.c.grades, learner.c.group_ids)
        .join(learner, (learner.c.learner_id == of.learner_id) & learner.c.active)
        .where(of.elective_id == elective_id, of.period_id == period_id, func.cardinality(of.waits_for) > 0)
    )
    return (await session.execute(query)).all()


async def held_by(
    session: AsyncSession, elective_id: UUID, learner_ids: Collection[UUID]
) -> dict[UUID, dict[UUID, UUID]]:
    """By learner and period, the module."""
    of = elective_place.c
    query = select(of.learner_id, of.period_id, of.module_id).where(
        of.elective_id == elective_id, of.module_id.is_not(None), one_of(of.learner_id, learner_ids)
    )
    found: dict[UUID, dict[UUID, UUID]] = {learner_id: {} for learner_id in learner_ids}
    for row in await session.execute(query):
        found[row.learner_id][row.period_id] = row.module_id
    return found


async def move(session: AsyncSession, place: Any, **values: Any) -> Row[Any]:
    """The place anew, one version later."""
    of = elective_place.c
    mine = (
        of.elective_id == place.elective_id,
        of.period_id == place.period_id,
        of.learner_id == place.learner_id,
    )
    row: Row[Any] = (
        await session.execute(
            update(elective_place).where(*mine).values(version=of.version + 1, **values).returning(elective_place)
        )
    ).one()
    return row


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """A place without a module."""
    statement = insert(elective_place).values(board_id=session.info["board_id"], **values).returning(elective_place)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def page_of(
    session: AsyncSession,
    elective_id: UUID,
    groups: Collection[UUID],
    only: Collection[UUID] | None,
    after: tuple[UUID, UUID] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Places of learners of these groups, by learner and period."""
    of = elective_place.c
    query = (
        select(elective_place)
        .join(learner, learner.c.learner_id == of.learner_id)
        .where(of.elective_id == elective_id, learner.c.group_ids.overlap(these(groups)))
        .order_by(of.learner_id, of.period_id)
        .limit(limit)
    )
    if only is not None:
        query = query.where(one_of(of.learner_id, only))
    if after is not None:
        query = query.where(tuple_(of.learner_id, of.period_id) > after)
    return (await session.execute(query)).all()


async def set_most(session: AsyncSession, module: Row[Any], period_id: UUID, most: int) -> Row[Any]:
    """So many places from now on."""
    sessions = [
        {**one, "most": most, "least": min(one["least"], most)} if one["periodId"] == str(period_id) else one
        for one in module.sessions
    ]
    of = elective_module.c
    row: Row[Any] = (
        await session.execute(
            update(elective_module)
            .where(of.elective_id == module.elective_id, of.module_id == module.module_id)
            .values(sessions=sessions)
            .returning(elective_module)
        )
    ).one()
    return row


async def swaps_of(session: AsyncSession, elective_id: UUID, learner_id: UUID) -> dict[UUID, Row[Any]]:
    """The open ones, by period."""
    of = elective_swap.c
    query = select(elective_swap).where(of.elective_id == elective_id, of.learner_id == learner_id, of.state == "open")
    return {row.period_id: row for row in await session.execute(query)}


async def end_swap(session: AsyncSession, place: Any, state: str, got_id: UUID | None, now: Any) -> None:
    """What was asked for in exchange for a place that is no longer held, or that has brought what was wanted."""
    of = elective_swap.c
    mine = (of.elective_id == place.elective_id, of.period_id == place.period_id, of.learner_id == place.learner_id)
    await session.execute(
        update(elective_swap).where(*mine, of.state == "open").values(state=state, got_id=got_id, ended_at=now)
    )


async def unfinished(session: AsyncSession, today: date) -> Sequence[UUID]:
    """Published rounds with a period that has not begun and somebody who waits."""
    of, period = elective_place.c, elective_period.c
    waits = exists().where(of.elective_id == elective.c.elective_id, func.cardinality(of.waits_for) > 0)
    begins = exists().where(period.elective_id == elective.c.elective_id, period.starts_on > today)
    query = select(elective.c.elective_id).where(elective.c.published_at.is_not(None), waits, begins)
    return list((await session.execute(query.order_by(elective.c.elective_id))).scalars())


async def lock_round(session: AsyncSession, elective_id: UUID) -> Row[Any] | None:
    """Until this transaction ends nobody else moves anybody in it."""
    query = select(elective).where(elective.c.elective_id == elective_id).with_for_update()
    return (await session.execute(query)).one_or_none()
