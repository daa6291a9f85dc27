"""Queries about people; each is already within the board, and narrows to whom the caller reaches."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Uuid, cast, false, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from profile_service.tables import educator, group, learner, membership, parent, person, school

# Not by learner.group_ids: row-level security keeps `@>` off an index, and each group would read the whole board.
_learner_count = (
    select(func.count())
    .where(
        membership.c.board_id == group.c.board_id,
        membership.c.group_id == group.c.group_id,
        membership.c.role == "learner",
        membership.c.ended_at.is_(None),
    )
    .scalar_subquery()
)


async def groups_of_user(session: AsyncSession, role: str, user_id: UUID) -> list[UUID]:
    """The groups a learner is in, or an educator teaches, now."""
    if role not in {"educator", "learner"}:
        return []
    table, key = (educator, educator.c.educator_id) if role == "educator" else (learner, learner.c.learner_id)
    found = await session.execute(select(table.c.group_ids).where(key == user_id, table.c.active))
    return found.scalar_one_or_none() or []


async def within_reach(session: AsyncSession, caller: Principal) -> ColumnElement[bool]:
    """The condition on learners that leaves those in the caller's reach."""
    if caller.sees_whole_board:
        return true()
    if caller.role == "learner" and caller.user_id:
        return learner.c.learner_id == caller.user_id
    if caller.role == "parent" and caller.user_id:
        mine = select(func.unnest(parent.c.learner_ids)).where(parent.c.parent_id == caller.user_id, parent.c.active)
        return learner.c.learner_id.in_(mine)
    if caller.role == "educator" and caller.user_id:
        groups = await groups_of_user(session, "educator", caller.user_id)
        shares: ColumnElement[bool] = learner.c.group_ids.overlap(cast(groups, ARRAY(Uuid)))
        return shares
    return false()


def learners() -> Select[Any]:
    """Learners with what the vault holds of them."""
    vault = person.c.user_id == learner.c.learner_id
    named = (person.c.given, person.c.family, person.c.sourced_id)
    return select(learner, *named).outerjoin(person, vault).order_by(learner.c.learner_id)


def educators() -> Select[Any]:
    vault = person.c.user_id == educator.c.educator_id
    named = (person.c.given, person.c.family, person.c.sourced_id)
    return select(educator, *named).outerjoin(person, vault).order_by(educator.c.educator_id)


def groups() -> Select[Any]:
    return select(group, _learner_count.label("learner_count")).order_by(group.c.group_id)


def schools() -> Select[Any]:
    return select(school).order_by(school.c.school_id)


async def rows_of(session: AsyncSession, query: Select[Any], limit: int) -> list[Row[Any]]:
    """One more than the page, which tells whether there is a next."""
    return list((await session.execute(query.limit(limit + 1))).all())


async def find_reachable(session: AsyncSession, caller: Principal, learner_id: UUID) -> Row[Any] | None:
    reach = await within_reach(session, caller)
    found: Row[Any] | None = (
        await session.execute(learners().where(learner.c.learner_id == learner_id, reach))
    ).one_or_none()
    return found
