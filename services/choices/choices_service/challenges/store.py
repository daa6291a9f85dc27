"""Challenges with all that belongs to them, as far as the caller may see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Table, delete, func, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenges.problems import UnknownChallenge
from choices_service.challenges.rules import Covered
from choices_service.challenges.tables import challenge, challenge_evidence, challenge_goal, challenge_step
from choices_service.goals.store import one_of
from choices_service.tables import goal
from eigenwijs_shared.audience import audience_of
from eigenwijs_shared.auth import Principal


def visible(caller: Principal) -> ColumnElement[bool]:
    """The condition that leaves what its learner chose to show to this caller."""
    if caller.role == "learner":
        return challenge.c.learner_id == caller.user_id
    return literal(audience_of(caller)) == func.any(challenge.c.visible_to)


async def find(session: AsyncSession, caller: Principal, challenge_id: UUID, *, lock: bool = False) -> Row[Any]:
    """The challenge, if its learner shows it to this caller; whether the learner is in reach is another question."""
    query = select(challenge).where(challenge.c.challenge_id == challenge_id, visible(caller))
    found: Row[Any] | None = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    if found is None:
        raise UnknownChallenge
    return found


async def page_of(
    session: AsyncSession,
    caller: Principal,
    learner_ids: Collection[UUID],
    state: str | None,
    after: UUID | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """Newest first."""
    query = select(challenge).where(one_of(challenge.c.learner_id, learner_ids), visible(caller))
    query = query.where(challenge.c.state == state if state is not None else true())
    query = query.where(challenge.c.challenge_id < after if after is not None else true())
    rows: Sequence[Row[Any]] = (
        await session.execute(query.order_by(challenge.c.challenge_id.desc()).limit(limit))
    ).all()
    return rows


async def add(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> Sequence[Row[Any]]:
    """These rows, as they are in the database."""
    if not rows:
        return []
    board_id = session.info["board_id"]
    values = [{"board_id": board_id, **row} for row in rows]
    added: Sequence[Row[Any]] = (await session.execute(insert(table).returning(table), values)).all()
    return added


async def change(session: AsyncSession, challenge_id: UUID, values: Mapping[str, Any]) -> Row[Any]:
    """Changed, as its next version."""
    statement = update(challenge).where(challenge.c.challenge_id == challenge_id)
    written = statement.values(**values, version=challenge.c.version + 1).returning(challenge)
    row: Row[Any] = (await session.execute(written)).one()
    return row


async def goals_of(session: AsyncSession, challenge_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    """The goals of each challenge with their titles, in the order of the curriculum."""
    query = (
        select(*challenge_goal.c, goal.c.title, goal.c.short_title, goal.c.subject)
        .join(goal, goal.c.goal_id == challenge_goal.c.goal_id)
        .where(one_of(challenge_goal.c.challenge_id, challenge_ids))
        .order_by(goal.c.framework_id, goal.c.place, goal.c.goal_id)
    )
    return _by_challenge(await session.execute(query))


async def steps_of(session: AsyncSession, challenge_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    query = select(challenge_step).where(one_of(challenge_step.c.challenge_id, challenge_ids))
    return _by_challenge(await session.execute(query.order_by(challenge_step.c.place)))


def _by_challenge(rows: Any) -> dict[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.challenge_id, []).append(row)
    return found


async def evidence_counts(session: AsyncSession, challenge_ids: Collection[UUID]) -> dict[UUID, int]:
    count = func.count().label("number")
    query = select(challenge_evidence.c.challenge_id, count).where(
        one_of(challenge_evidence.c.challenge_id, challenge_ids)
    )
    rows = await session.execute(query.group_by(challenge_evidence.c.challenge_id))
    return {row.challenge_id: row.number for row in rows}


async def drop_goals(session: AsyncSession, challenge_id: UUID, goal_ids: Collection[UUID]) -> None:
    mine = challenge_goal.c.challenge_id == challenge_id
    await session.execute(delete(challenge_goal).where(mine, one_of(challenge_goal.c.goal_id, goal_ids)))


async def confirm_goals(session: AsyncSession, challenge_id: UUID, **values: Any) -> None:
    """Those that were not yet: what a coach confirmed before stays as that one's."""
    these = (challenge_goal.c.challenge_id == challenge_id, challenge_goal.c.confirmed_at.is_(None))
    await session.execute(update(challenge_goal).where(*these).values(**values))


async def mark_presented(session: AsyncSession, challenge_id: UUID, goal_ids: Collection[UUID], at: datetime) -> None:
    these = (challenge_goal.c.challenge_id == challenge_id, one_of(challenge_goal.c.goal_id, goal_ids))
    await session.execute(update(challenge_goal).where(*these).values(presented_at=at))


async def covered_by(session: AsyncSession, learner_ids: Collection[UUID]) -> list[Covered]:
    """Every confirmed goal in a challenge of these learners that is under way or was presented."""
    query = (
        select(*challenge_goal.c)
        .join(challenge, challenge.c.challenge_id == challenge_goal.c.challenge_id)
        .where(
            one_of(challenge_goal.c.learner_id, learner_ids),
            challenge_goal.c.confirmed_at.is_not(None),
            challenge.c.state != "stopped",
        )
    )
    rows = await session.execute(query)
    return [
        Covered(row.learner_id, row.goal_id, row.challenge_id, presented=row.presented_at is not None) for row in rows
    ]


async def curriculum(session: AsyncSession) -> Sequence[Row[Any]]:
    """The goals that can be covered: those that are practised and judged."""
    query: Select[Any] = select(goal.c.goal_id, goal.c.title, goal.c.subject, goal.c.parent_id, goal.c.framework_id)
    order = (goal.c.framework_id, goal.c.place, goal.c.goal_id)
    ordered = query.where(goal.c.active, goal.c.assessable).order_by(*order)
    rows: Sequence[Row[Any]] = (await session.execute(ordered)).all()
    return rows


async def titles_of(session: AsyncSession, goal_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Also of goals that are no longer in the curriculum."""
    query: Select[Any] = select(goal.c.goal_id, goal.c.title, goal.c.subject, goal.c.parent_id, goal.c.framework_id)
    rows: Sequence[Row[Any]] = (await session.execute(query.where(one_of(goal.c.goal_id, goal_ids)))).all()
    return rows
