"""Whom the caller may reach: oneself, one's children or groups, or the whole board. Out of reach is 404."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request
from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.auth import Caller, Principal
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import NotFound
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.tables import agency_dial, educator, learner, parent


class UnknownLearner(NotFound):
    """No such learner, or not within the caller's reach."""

    type = "unknown-learner"
    title = {"nl": "Leerling niet gevonden", "en": "Learner not found"}
    detail = {
        "nl": "Deze leerling bestaat niet, of niet voor jou.",
        "en": "This learner does not exist, or not for you.",
    }


class UnknownGroup(NotFound):
    """No such group, or not within the caller's reach."""

    type = "unknown-group"
    title = {"nl": "Groep niet gevonden", "en": "Group not found"}
    detail = {"nl": "Deze groep bestaat niet, of niet voor jou.", "en": "This group does not exist, or not for you."}


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner in reach."""

    learner_id: UUID
    active: bool
    grades: list[str]
    group_ids: list[UUID]


async def find_learner(session: AsyncSession, principal: Principal, learner_id: UUID) -> Learner:
    """The learner, if this caller may reach it; else `UnknownLearner`."""
    if principal.role == "learner" and principal.user_id != learner_id:
        raise UnknownLearner
    row = (
        await session.execute(
            select(learner.c.learner_id, learner.c.active, learner.c.grades, learner.c.group_ids).where(
                learner.c.learner_id == learner_id
            )
        )
    ).one_or_none()
    if row is None:
        raise UnknownLearner
    if principal.role == "educator" and not set(row.group_ids) & await _groups_of(session, principal):
        raise UnknownLearner
    if principal.role == "parent" and learner_id not in await _children_of(session, principal):
        raise UnknownLearner
    return Learner(row.learner_id, row.active, row.grades, row.group_ids)


async def within_reach(session: AsyncSession, principal: Principal, column: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition on a column of learners that leaves those in the caller's reach."""
    if principal.sees_whole_board:
        return true()
    if principal.role == "learner":
        return column == principal.user_id
    if principal.role == "parent":
        return column.in_(await _children_of(session, principal))
    if principal.role == "educator":
        groups = await _groups_of(session, principal)
        return column.in_(select(learner.c.learner_id).where(learner.c.group_ids.overlap(list(groups))))
    return false()


async def _groups_of(session: AsyncSession, principal: Principal) -> set[UUID]:
    groups = await session.execute(
        select(educator.c.group_ids).where(educator.c.educator_id == principal.user_id, educator.c.active)
    )
    return set(groups.scalar_one_or_none() or ())


async def _children_of(session: AsyncSession, principal: Principal) -> set[UUID]:
    children = await session.execute(
        select(parent.c.learner_ids).where(parent.c.parent_id == principal.user_id, parent.c.active)
    )
    return set(children.scalar_one_or_none() or ())


async def reachable_learner(
    request: Request, session: Session, caller: Caller, learner_id: Annotated[UUID, Path()]
) -> Learner:
    found = await find_learner(session, caller, learner_id)
    await announce_looks(request, session, caller, learner_id)
    return found


ReachableLearner = Annotated[Learner, Depends(reachable_learner, scope="function")]


async def learners_of(session: AsyncSession, group_id: UUID) -> list[Learner]:
    """Who is in the group now, by id."""
    of = learner.c
    query = select(of.learner_id, of.active, of.grades, of.group_ids).where(
        of.group_ids.contains([group_id]), of.active
    )
    return [Learner(*row) for row in await session.execute(query.order_by(of.learner_id))]


@dataclass(frozen=True, slots=True)
class Group:
    """A group in reach, with who is in it now."""

    group_id: UUID
    learners: list[Learner]


async def find_group(session: AsyncSession, principal: Principal, group_id: UUID) -> Group:
    """The group, if this caller may reach it as a whole; else `UnknownGroup`.

    Only its educators and the board do: a learner reaches itself, a parent a child. Services hear of groups by who is
    in them, so one without learners is known only to the educator who has it.
    """
    group = Group(group_id, await learners_of(session, group_id))
    if principal.role == "educator" and group_id in await _groups_of(session, principal):
        return group
    if principal.sees_whole_board and group.learners:
        return group
    raise UnknownGroup


async def reachable_group(session: Session, caller: Caller, group_id: Annotated[UUID, Path()]) -> Group:
    return await find_group(session, caller, group_id)


ReachableGroup = Annotated[Group, Depends(reachable_group, scope="function")]


async def dials_of(session: AsyncSession, found: Learner) -> list[Dial]:
    """Every dial that may speak for this learner: its own, its groups', its board's."""
    places = [found.learner_id, *found.group_ids, session.info["board_id"]]
    rows = await session.execute(select(agency_dial).where(agency_dial.c.scope_id.in_(places)))
    return [
        Dial(row.scope, row.scope_id, row.subject or None, row.dimensions, row.version, row.author_id, row.moved_at)
        for row in rows
    ]
