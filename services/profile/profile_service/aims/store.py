"""Aims with their steps, as far as the caller may see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, any_, func, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.audience import audience_of, is_learner
from eigenwijs_shared.auth import Principal
from profile_service.aims.rules import UnknownAim
from profile_service.aims.tables import aim, aim_reflection, aim_step
from profile_service.people.rows import find_row, write_row
from profile_service.tables import goal


def visible(caller: Principal, learner_id: UUID) -> ColumnElement[bool]:
    """The condition that leaves what the learner chose to show to this caller."""
    if is_learner(caller, learner_id):
        return true()
    return literal(audience_of(caller)) == any_(aim.c.visible_to)


def aims_of(caller: Principal, learner_id: UUID) -> Select[Any]:
    """Newest first."""
    mine = select(aim).where(aim.c.learner_id == learner_id, visible(caller, learner_id))
    return mine.order_by(aim.c.aim_id.desc())


async def find_aim(
    session: AsyncSession, caller: Principal, learner_id: UUID, aim_id: UUID, *, lock: bool = False
) -> Row[Any]:
    query = aims_of(caller, learner_id).where(aim.c.aim_id == aim_id)
    found = await find_row(session, query.with_for_update() if lock else query)
    if found is None:
        raise UnknownAim
    return found


async def steps_of(
    session: AsyncSession, learner_id: UUID, aim_ids: Collection[UUID]
) -> defaultdict[UUID, list[Row[Any]]]:
    """The steps of each aim, in the order they were thought of."""
    query = select(aim_step).where(aim_step.c.learner_id == learner_id, aim_step.c.aim_id.in_(aim_ids))
    steps: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in await session.execute(query.order_by(aim_step.c.step_id)):
        steps[row.aim_id].append(row)
    return steps


async def change_aim(session: AsyncSession, learner_id: UUID, aim_id: UUID, **values: Any) -> Row[Any]:
    mine = (aim.c.learner_id == learner_id, aim.c.aim_id == aim_id)
    return await write_row(session, update(aim).where(*mine).values(**values).returning(aim))


async def lock_step(session: AsyncSession, found: Row[Any], step_id: UUID) -> Row[Any] | None:
    """The step of that aim; nobody else changes it until this transaction ends."""
    query = select(aim_step).where(_step(found, step_id)).with_for_update()
    return await find_row(session, query)


async def change_step(session: AsyncSession, found: Row[Any], step_id: UUID, **values: Any) -> Row[Any]:
    statement = update(aim_step).where(_step(found, step_id)).values(**values).returning(aim_step)
    return await write_row(session, statement)


def _step(found: Row[Any], step_id: UUID) -> ColumnElement[bool]:
    of_aim = (aim_step.c.learner_id == found.learner_id) & (aim_step.c.aim_id == found.aim_id)
    return and_(of_aim, aim_step.c.step_id == step_id)


async def count_steps(session: AsyncSession, found: Row[Any]) -> int:
    query = select(func.count()).where(aim_step.c.learner_id == found.learner_id, aim_step.c.aim_id == found.aim_id)
    return (await session.execute(query)).scalar_one()


async def reflections_of(session: AsyncSession, found: Row[Any], before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Newest first, one more than the page."""
    query = select(aim_reflection).where(
        aim_reflection.c.learner_id == found.learner_id, aim_reflection.c.aim_id == found.aim_id
    )
    if before is not None:
        query = query.where(aim_reflection.c.reflection_id < before)
    return (await session.execute(query.order_by(aim_reflection.c.reflection_id.desc()).limit(limit + 1))).all()


async def known_goals(session: AsyncSession, goal_ids: Collection[UUID]) -> set[UUID]:
    """Those of them that the board has now."""
    query = select(goal.c.goal_id).where(goal.c.goal_id.in_(goal_ids), goal.c.active)
    return set((await session.execute(query)).scalars())
