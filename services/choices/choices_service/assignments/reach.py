"""Which assignments a caller may see: those of the learners and groups in reach, and of the groups these are in."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments.tables import assignment
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.roster.tables import educator, learner, parent

ALL = None
Ids = Collection[UUID] | None
"""Ids of learners; `ALL` for everybody of the board."""


async def learners_within(session: AsyncSession, caller: Principal) -> Ids:
    """The learners whom this caller may reach."""
    if caller.sees_whole_board:
        return ALL
    if caller.role == "educator":
        theirs = select(learner.c.learner_id).where(learner.c.group_ids.overlap(await _groups_of(session, caller)))
        return set((await session.execute(theirs)).scalars())
    if caller.role == "parent":
        children = select(parent.c.learner_ids).where(parent.c.parent_id == caller.user_id, parent.c.active)
        return list((await session.execute(children)).scalar_one_or_none() or ())
    return [caller.user_id] if caller.role == "learner" and caller.user_id else []


async def within_reach(session: AsyncSession, caller: Principal) -> ColumnElement[bool]:
    """As a condition on assignments."""
    learner_ids = await learners_within(session, caller)
    if learner_ids is ALL:
        return true()
    if caller.role == "educator":
        # Not the other groups of their learners: those are somebody else's.
        groups = await _groups_of(session, caller)
    else:
        groups = await _groups_with(session, learner_ids)
    places = [*learner_ids, *groups]
    return assignment.c.scope_id.in_(places) if places else false()


def about(learner_id: UUID, group_ids: Collection[UUID]) -> ColumnElement[bool]:
    """Those for this learner: its own and its groups'."""
    return or_(assignment.c.scope_id == learner_id, assignment.c.scope_id.in_(group_ids))


async def groups_of_each(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, Collection[UUID]]:
    """The groups that each is in now."""
    query = select(learner.c.learner_id, learner.c.group_ids).where(learner.c.learner_id.in_(learner_ids))
    return {row.learner_id: row.group_ids for row in await session.execute(query)}


async def _groups_of(session: AsyncSession, caller: Principal) -> list[UUID]:
    own = select(educator.c.group_ids).where(educator.c.educator_id == caller.user_id, educator.c.active)
    return list((await session.execute(own)).scalar_one_or_none() or ())


async def _groups_with(session: AsyncSession, learner_ids: Collection[UUID]) -> list[UUID]:
    found = await groups_of_each(session, learner_ids)
    return sorted({group_id for groups in found.values() for group_id in groups})
