"""What the database knows of goals and their order."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Uuid,
    and_,
    any_,
    delete,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.tables import framework, framework_goal, goal, goal_replacement, goal_version, prerequisite
from eigenwijs_shared.errors import Fault, NotFound, Sentence

UNKNOWN: Sentence = {"nl": "Dit leerdoel bestaat hier niet.", "en": "There is no such goal here."}


class UnknownGoal(NotFound):
    """No such goal on this board."""

    type = "unknown-goal"
    title = {"nl": "Leerdoel niet gevonden", "en": "Goal not found"}
    detail = {
        "nl": "Dit leerdoel bestaat niet, of niet voor jou.",
        "en": "This goal does not exist, or not for you.",
    }


def unknown_at(pointer: str, ids: Sequence[UUID], known: Collection[UUID]) -> list[Fault]:
    """A fault at the place of each goal in a body that the board does not have."""
    return [Fault(f"{pointer}/{place}", UNKNOWN, "unknown-goal") for place, one in enumerate(ids) if one not in known]


_prerequisite_ids = func.coalesce(
    select(func.array_agg(prerequisite.c.prerequisite_id))
    .where(prerequisite.c.board_id == goal.c.board_id, prerequisite.c.goal_id == goal.c.goal_id)
    .scalar_subquery(),
    literal_column("'{}'::uuid[]"),
).label("prerequisite_ids")
_replaces_goal_ids = func.array(
    select(goal_replacement.c.replaced_id)
    .where(goal_replacement.c.board_id == goal.c.board_id, goal_replacement.c.goal_id == goal.c.goal_id)
    .order_by(goal_replacement.c.replaced_id)
    .scalar_subquery(),
    type_=ARRAY(Uuid),
).label("replaces_goal_ids")
with_prerequisites: Select[Any] = select(*goal.c, _prerequisite_ids, _replaces_goal_ids)
"""Goals as rows of the table, each with its `prerequisite_ids` and `replaces_goal_ids`."""


def one_of(column: ColumnElement[UUID], ids: Collection[UUID]) -> ColumnElement[bool]:
    """`IN`, as one parameter however many ids there are: PostgreSQL takes 32,767 at most."""
    return column == any_(literal(list(ids), ARRAY(Uuid)))


async def lock_order(session: AsyncSession, *, shared: bool = False) -> None:
    """Until this transaction ends, nobody else of the board changes goals or their order.

    Two changes that are each without a cycle may have one together; row locks would not see it. `shared` keeps out
    those that change the order, not each other.
    """
    kind = "_shared" if shared else ""
    await session.execute(
        text(f"SELECT pg_advisory_xact_lock{kind}(hashtextextended('order of goals ' || :board, 0))"),
        {"board": str(session.info["board_id"])},
    )


def matching(
    *,
    framework_id: UUID | None = None,
    subject: str | None = None,
    level: str | None = None,
    words: str | None = None,
    everything: bool = False,
) -> Select[Any]:
    """The active goals of a search (`everything`: the others too), in the order of their packages."""
    query = with_prerequisites.order_by(goal.c.framework_id, goal.c.place, goal.c.goal_id)
    if not everything:
        query = query.where(goal.c.active)
    if framework_id is not None:
        inside = select(framework_goal.c.goal_id).where(framework_goal.c.framework_id == framework_id)
        query = query.where(goal.c.goal_id.in_(inside))
    if subject is not None:
        query = query.where(goal.c.subject == subject)
    if level is not None:
        query = query.where(goal.c.levels.contains([level]))
    if words is not None:
        said = (goal.c.title, goal.c.short_title, goal.c.code)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in said)))
    return query


async def page_of(session: AsyncSession, query: Select[Any], after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Up to `limit` rows of `matching`, past the goal `after`."""
    if after is not None:
        place = (goal.c.framework_id, goal.c.place, goal.c.goal_id)
        seen = select(*place).where(goal.c.goal_id == after).correlate(None).scalar_subquery()
        query = query.where(tuple_(*place) > seen)
    rows: Sequence[Row[Any]] = (await session.execute(query.limit(limit))).all()
    return rows


async def find(session: AsyncSession, goal_id: UUID) -> Row[Any]:
    """The goal, retired or not; else `UnknownGoal`."""
    row: Row[Any] | None = (await session.execute(with_prerequisites.where(goal.c.goal_id == goal_id))).one_or_none()
    if row is None:
        raise UnknownGoal
    return row


async def find_many(session: AsyncSession, goal_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those of these goals that exist."""
    rows = await session.execute(with_prerequisites.where(one_of(goal.c.goal_id, goal_ids)))
    return {row.goal_id: row for row in rows}


async def dependents_of(session: AsyncSession, goal_id: UUID) -> Sequence[Row[Any]]:
    """The goals that wait for this one."""
    waiting = select(prerequisite.c.goal_id).where(prerequisite.c.prerequisite_id == goal_id)
    rows = await session.execute(select(goal).where(goal.c.goal_id.in_(waiting)).order_by(goal.c.goal_id))
    return rows.all()


async def successors_of(session: AsyncSession, goal_id: UUID) -> Sequence[Row[Any]]:
    """The goals that replace this one."""
    newer = select(goal_replacement.c.goal_id).where(goal_replacement.c.replaced_id == goal_id)
    rows = await session.execute(select(goal).where(goal.c.goal_id.in_(newer)).order_by(goal.c.goal_id))
    return rows.all()


async def is_hidden(session: AsyncSession, goal_id: UUID) -> bool:
    """Is it in frameworks alone that are not published yet?"""
    query = (
        select(framework.c.status)
        .join(
            framework_goal,
            and_(
                framework_goal.c.board_id == framework.c.board_id,
                framework_goal.c.framework_id == framework.c.framework_id,
            ),
        )
        .where(framework_goal.c.goal_id == goal_id)
    )
    found = set(await session.scalars(query))
    return bool(found) and found <= {"draft", "review"}


async def keep_versions(session: AsyncSession, goals: Sequence[tuple[UUID, int, dict[str, Any]]]) -> None:
    """Each goal as it is told now, once per version."""
    key = {"board_id": session.info["board_id"]}
    rows = [{**key, "goal_id": one, "version": number, "content": content} for one, number, content in goals]
    if rows:
        await session.execute(upsert(goal_version).values(since=func.now()).on_conflict_do_nothing(), rows)


async def versions_of(session: AsyncSession, goal_id: UUID, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(goal_version).where(goal_version.c.goal_id == goal_id).order_by(goal_version.c.version.desc())
    if before is not None:
        query = query.where(goal_version.c.version < before)
    rows: Sequence[Row[Any]] = (await session.execute(query.limit(limit))).all()
    return rows


async def order_of_board(session: AsyncSession) -> dict[UUID, set[UUID]]:
    """Every goal that has prerequisites, with them."""
    rows = await session.execute(select(prerequisite.c.goal_id, prerequisite.c.prerequisite_id))
    order: dict[UUID, set[UUID]] = {}
    for row in rows:
        order.setdefault(row.goal_id, set()).add(row.prerequisite_id)
    return order


async def replace_prerequisites(session: AsyncSession, goal_id: UUID, wanted: Collection[UUID]) -> None:
    """These and no others, from now on kept by the board itself."""
    board_id = session.info["board_id"]
    await session.execute(delete(prerequisite).where(prerequisite.c.goal_id == goal_id))
    if wanted:
        rows = [{"board_id": board_id, "goal_id": goal_id, "prerequisite_id": other} for other in wanted]
        await session.execute(insert(prerequisite), rows)
    await session.execute(
        update(goal).where(goal.c.goal_id == goal_id).values(version=goal.c.version + 1, ordered_by_board=True)
    )


async def make_assessable(session: AsyncSession, goal_ids: Collection[UUID]) -> list[UUID]:
    """An activity serves them now: returns those that were not assessable before."""
    changed = await session.execute(
        update(goal)
        .where(one_of(goal.c.goal_id, goal_ids), ~goal.c.assessable)
        .values(assessable=True, version=goal.c.version + 1)
        .returning(goal.c.goal_id)
    )
    return list(changed.scalars())
