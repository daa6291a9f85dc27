"""A board's whole curriculum, out of the database and into it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, Select, Table, Uuid, any_, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.tables import open_framework
from choices_service.frameworks.case import Document
from choices_service.frameworks.lifecycle import HIDDEN, Status
from choices_service.frameworks.rules import Goal, Known
from choices_service.goals.store import one_of
from choices_service.tables import (
    activity,
    framework,
    framework_goal,
    goal,
    goal_replacement,
    prerequisite,
)
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
_newer = framework.alias()
_replaced_by = func.array(
    select(_newer.c.framework_id)
    .where(_newer.c.board_id == framework.c.board_id, framework.c.framework_id == any_(_newer.c.replaces))
    .order_by(_newer.c.framework_id)
    .scalar_subquery(),
    type_=ARRAY(Uuid),
).label("replaced_by")
_open = (
    select(open_framework)
    .where(open_framework.c.board_id == framework.c.board_id, open_framework.c.framework_id == framework.c.framework_id)
    .exists()
    .label("open")
)
with_counts: Select[Any] = select(*framework.c, _goal_count, _replaced_by, _open)


async def page_of(session: AsyncSession, after: UUID | None, limit: int, *, hidden: bool) -> Sequence[Row[Any]]:
    """`hidden`: also those that are not published yet."""
    query = with_counts.order_by(framework.c.framework_id).limit(limit)
    if not hidden:
        query = query.where(framework.c.status.not_in(HIDDEN))
    if after is not None:
        query = query.where(framework.c.framework_id > after)
    rows: Sequence[Row[Any]] = (await session.execute(query)).all()
    return rows


async def find(session: AsyncSession, framework_id: UUID, *, hidden: bool = True) -> Row[Any]:
    """The framework; else `UnknownFramework`. Without `hidden`, one that is not published yet is not there."""
    row: Row[Any] | None = (
        await session.execute(with_counts.where(framework.c.framework_id == framework_id))
    ).one_or_none()
    if row is None or (not hidden and row.status in HIDDEN):
        raise UnknownFramework
    return row


async def load_known(session: AsyncSession) -> Known:
    """All that an import is checked against."""
    order = await _said(session, prerequisite, prerequisite.c.prerequisite_id)
    renewed = await _said(session, goal_replacement, goal_replacement.c.replaced_id)
    rows = await session.execute(select(*(goal.c[name] for name in _NAMES)))
    goals = {row[0]: _goal(row, order.get(row[0], {}), renewed.get(row[0], {})) for row in rows}
    frameworks = (
        await session.execute(select(framework.c.framework_id, framework.c.status, framework.c.replaces))
    ).all()
    inside: dict[UUID, set[UUID]] = {row.framework_id: set() for row in frameworks}
    for row in await session.execute(select(framework_goal)):
        inside[row.framework_id].add(row.goal_id)
    practised = await session.scalars(select(func.unnest(activity.c.goal_ids)).where(activity.c.active).distinct())
    return Known(
        goals,
        {key: frozenset(members) for key, members in inside.items()},
        frozenset(practised),
        dormant=frozenset(row.framework_id for row in frameworks if row.status != "published"),
        renewals={row.framework_id: frozenset(row.replaces) for row in frameworks},
    )


Said = dict[UUID, UUID | None]
_NAMES = tuple(name for name in Goal.__slots__ if name not in {"prerequisites", "replaces"})
"""The columns of a goal, its id first; by position, as a large board has tens of thousands."""


async def _said(session: AsyncSession, table: Table, other: Column[Any]) -> dict[UUID, Said]:
    """For each goal the others that it is tied to, with the framework that says so."""
    found: dict[UUID, Said] = {}
    for goal_id, other_id, by in await session.execute(select(table.c.goal_id, other, table.c.framework_id)):
        found.setdefault(goal_id, {})[other_id] = by
    return found


def _goal(row: Row[Any], prerequisites: Said, replaces: Said) -> Goal:
    told = dict(zip(_NAMES, row, strict=True))
    return Goal(**{**told, "levels": tuple(told["levels"]), "prerequisites": prerequisites, "replaces": replaces})


async def save_framework(
    session: AsyncSession, document: Document, replaces: Collection[UUID], *, changed: bool, at: datetime
) -> None:
    """In its publisher's words; `changed` makes it the next version."""
    told = {
        "title": document.title,
        "creator": document.creator,
        "language": document.language,
        "subject": document.subject[0] if document.subject else None,
        "description": document.description,
        "edition": document.edition,
        "changed_at": document.changed_at,
        "imported_at": at,
        "replaces": sorted(replaces),
    }
    key = {"board_id": session.info["board_id"], "framework_id": document.identifier}
    statement = insert(framework).values(**key, **told)
    after = {**told, "version": framework.c.version + int(changed)}
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=after))


async def set_status(session: AsyncSession, framework_ids: Collection[UUID], status: Status) -> None:
    """Where it is another; each as its next version."""
    await session.execute(
        update(framework)
        .where(one_of(framework.c.framework_id, framework_ids), framework.c.status != status)
        .values(status=status, version=framework.c.version + 1)
    )


async def add_own(session: AsyncSession, values: dict[str, Any]) -> None:
    """A framework that the board makes itself."""
    await session.execute(insert(framework).values(board_id=session.info["board_id"], own=True, **values))


async def change(session: AsyncSession, framework_id: UUID, values: dict[str, Any]) -> None:
    """As its next version."""
    await session.execute(
        update(framework)
        .where(framework.c.framework_id == framework_id)
        .values(**values, version=framework.c.version + 1)
    )


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
    await session.execute(delete(goal_replacement).where(one_of(goal_replacement.c.goal_id, ids)))
    edges = [
        {"board_id": board_id, "goal_id": each.goal_id, "prerequisite_id": before, "framework_id": by}
        for each in goals
        for before, by in each.prerequisites.items()
    ]
    if edges:
        await session.execute(insert(prerequisite), edges)
    renewed = [
        {"board_id": board_id, "goal_id": each.goal_id, "replaced_id": old, "framework_id": by}
        for each in goals
        for old, by in each.replaces.items()
    ]
    if renewed:
        await session.execute(insert(goal_replacement), renewed)


def _columns(each: Goal) -> dict[str, Any]:
    told = {name: getattr(each, name) for name in _NAMES}
    return {**told, "levels": list(each.levels)}


async def move_activities(
    session: AsyncSession, successors: Mapping[UUID, Sequence[UUID]], goals: Mapping[UUID, Goal]
) -> list[UUID]:
    """Activities follow goals that are out of use to those that replace them: returns the activities that moved.

    Not beside the old goal but instead of it: else an attempt would count twice, once more by what is carried over.
    """
    if not successors:
        return []
    old = literal(list(successors), ARRAY(Uuid))
    query = select(activity.c.activity_id, activity.c.goal_ids).where(activity.c.goal_ids.overlap(old))
    moved = []
    for activity_id, goal_ids in (await session.execute(query.order_by(activity.c.activity_id))).all():
        now = list(dict.fromkeys(new for one in goal_ids for new in successors.get(one, (one,))))
        subjects = sorted({goals[one].subject for one in now if one in goals})
        values = {"goal_ids": now, "subjects": subjects, "version": activity.c.version + 1}
        await session.execute(update(activity).where(activity.c.activity_id == activity_id).values(**values))
        moved.append(activity_id)
    return moved


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
