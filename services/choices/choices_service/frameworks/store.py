"""A board's whole curriculum, out of the database and into it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.frameworks.case import Document
from choices_service.frameworks.rules import Goal, Known
from choices_service.goals.store import one_of
from choices_service.tables import activity, framework, framework_goal, goal, prerequisite
from eigenwijs_shared.errors import NotFound


class UnknownFramework(NotFound):
    """No such framework on this board."""

    type = "unknown-framework"
    title = {"nl": "Leerplan niet gevonden", "en": "Framework not found"}
    detail = {
        "nl": "Dit leerplan bestaat niet, of niet voor jou.",
        "en": "This framework does not exist, or not for you.",
    }


_goal_count = (
    select(func.count())
    .select_from(framework_goal)
    .where(framework_goal.c.board_id == framework.c.board_id, framework_goal.c.framework_id == framework.c.framework_id)
    .scalar_subquery()
    .label("goals")
)
with_counts: Select[Any] = select(*framework.c, _goal_count)


async def page_of(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    query = with_counts.order_by(framework.c.framework_id).limit(limit)
    if after is not None:
        query = query.where(framework.c.framework_id > after)
    rows: Sequence[Row[Any]] = (await session.execute(query)).all()
    return rows


async def find(session: AsyncSession, framework_id: UUID) -> Row[Any]:
    """The framework; else `UnknownFramework`."""
    row: Row[Any] | None = (
        await session.execute(with_counts.where(framework.c.framework_id == framework_id))
    ).one_or_none()
    if row is None:
        raise UnknownFramework
    return row


async def load_known(session: AsyncSession) -> Known:
    """All that an import is checked against."""
    prerequisites: dict[UUID, dict[UUID, UUID | None]] = {}
    for edge in await session.execute(select(prerequisite)):
        prerequisites.setdefault(edge.goal_id, {})[edge.prerequisite_id] = edge.framework_id
    goals = {row.goal_id: _goal(row, prerequisites.get(row.goal_id, {})) for row in await session.execute(select(goal))}
    inside: dict[UUID, set[UUID]] = {key: set() for key in await session.scalars(select(framework.c.framework_id))}
    for row in await session.execute(select(framework_goal)):
        inside[row.framework_id].add(row.goal_id)
    practised = await session.scalars(select(func.unnest(activity.c.goal_ids)).where(activity.c.active).distinct())
    frameworks = {key: frozenset(members) for key, members in inside.items()}
    return Known(goals, frameworks, frozenset(practised))


def _goal(row: Row[Any], prerequisites: dict[UUID, UUID | None]) -> Goal:
    told: dict[str, Any] = {name: getattr(row, name) for name in Goal.__slots__ if name in row._fields}
    return Goal(**{**told, "levels": tuple(row.levels), "prerequisites": prerequisites})


async def save_framework(session: AsyncSession, document: Document, *, at: datetime) -> None:
    """In its publisher's words."""
    told = {
        "title": document.title,
        "creator": document.creator,
        "language": document.language,
        "changed_at": document.changed_at,
        "imported_at": at,
    }
    key = {"board_id": session.info["board_id"], "framework_id": document.identifier}
    statement = insert(framework).values(**key, **told)
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=told))


async def save_members(
    session: AsyncSession, framework_id: UUID, *, gone: Collection[UUID], come: Collection[UUID]
) -> None:
    """These goals left the framework, and those are new in it."""
    place = framework_goal.c.framework_id == framework_id
    if gone:
        await session.execute(delete(framework_goal).where(place, one_of(framework_goal.c.goal_id, gone)))
    if come:
        key = {"board_id": session.info["board_id"], "framework_id": framework_id}
        await session.execute(insert(framework_goal), [{**key, "goal_id": goal_id} for goal_id in come])


async def save_goals(session: AsyncSession, goals: Sequence[Goal]) -> None:
    """Write these goals, each as its next version, with what comes right before it."""
    if not goals:
        return
    board_id = session.info["board_id"]
    ids = [each.goal_id for each in goals]
    rows = [{"board_id": board_id, "version": 1, **_columns(each)} for each in goals]
    statement = insert(goal)
    written = {name: statement.excluded[name] for name in _columns(goals[0]) if name != "goal_id"}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["board_id", "goal_id"], set_={**written, "version": goal.c.version + 1}
        ),
        rows,
    )
    await session.execute(delete(prerequisite).where(one_of(prerequisite.c.goal_id, ids)))
    edges = [
        {"board_id": board_id, "goal_id": each.goal_id, "prerequisite_id": before, "framework_id": by}
        for each in goals
        for before, by in each.prerequisites.items()
    ]
    if edges:
        await session.execute(insert(prerequisite), edges)


def _columns(each: Goal) -> dict[str, Any]:
    told = {name: getattr(each, name) for name in Goal.__slots__ if name != "prerequisites"}
    return {**told, "levels": list(each.levels)}


async def follow_subjects(session: AsyncSession, goal_ids: Collection[UUID]) -> list[UUID]:
    """Activities carry the subjects of their goals: returns those that changed with these goals."""
    subjects = select(func.array_agg(goal.c.subject.distinct())).where(goal.c.goal_id == func.any(activity.c.goal_ids))
    now = subjects.scalar_subquery()
    changed = await session.execute(
        update(activity)
        .where(activity.c.goal_ids.overlap(list(goal_ids)), activity.c.subjects != now)
        .values(subjects=now, version=activity.c.version + 1)
        .returning(activity.c.activity_id)
    )
    return list(changed.scalars())
