"""What the database knows of rounds of electives, and for whom they are."""

from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid

from choices_service.electives.problems import UnknownElective
from choices_service.electives.tables import elective, elective_module, elective_period, elective_wish
from choices_service.goals.store import one_of
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.roster.tables import educator, learner, parent

Lock = Literal["share", "update"]


def these(ids: Collection[UUID]) -> ColumnElement[Any]:
    return literal(list(ids), ARRAY(Uuid))


async def groups_of(session: AsyncSession, caller: Principal) -> set[UUID]:
    """The caller's own groups: those it is in, teaches, or has children in."""
    of: Select[Any]
    if caller.role == "educator":
        of = select(educator.c.group_ids).where(educator.c.educator_id == caller.user_id, educator.c.active)
    elif caller.role == "learner":
        of = select(learner.c.group_ids).where(learner.c.learner_id == caller.user_id, learner.c.active)
    else:
        children = select(func.unnest(parent.c.learner_ids)).where(
            parent.c.parent_id == caller.user_id, parent.c.active
        )
        of = select(learner.c.group_ids).where(learner.c.learner_id.in_(children))
    return {group_id for groups in (await session.execute(of)).scalars() for group_id in groups}


async def _for(session: AsyncSession, caller: Principal) -> Select[Any]:
    """The rounds that this caller may see: of own groups, with own modules, or all of the board."""
    query = select(elective)
    if caller.sees_whole_board:
        return query
    mine = elective.c.group_ids.overlap(these(await groups_of(session, caller)))
    if caller.role != "educator":
        return query.where(mine)
    teaching = exists().where(
        elective_module.c.elective_id == elective.c.elective_id,
        elective_module.c.teacher_ids.contains([caller.user_id]),
    )
    return query.where(or_(mine, teaching))


async def find(session: AsyncSession, caller: Principal, elective_id: UUID, lock: Lock | None = None) -> Row[Any]:
    """The round, if it is for this caller; else `UnknownElective`."""
    query = (await _for(session, caller)).where(elective.c.elective_id == elective_id)
    if lock is not None:
        query = query.with_for_update(read=lock == "share")
    row: Row[Any] | None = (await session.execute(query)).one_or_none()
    if row is None:
        raise UnknownElective
    return row


async def page_of(session: AsyncSession, caller: Principal, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Rounds for this caller, newest first."""
    query = (await _for(session, caller)).order_by(elective.c.elective_id.desc()).limit(limit)
    if after is not None:
        query = query.where(elective.c.elective_id < after)
    rows: Sequence[Row[Any]] = (await session.execute(query)).all()
    return rows


async def periods_of(session: AsyncSession, elective_id: UUID) -> Sequence[Row[Any]]:
    """In the order of the calendar."""
    of = elective_period.c
    query = select(elective_period).where(of.elective_id == elective_id).order_by(of.starts_on)
    return (await session.execute(query)).all()


async def modules_of(session: AsyncSession, elective_id: UUID) -> Sequence[Row[Any]]:
    """In the order of the offer."""
    of = elective_module.c
    return (
        await session.execute(select(elective_module).where(of.elective_id == elective_id).order_by(of.place))
    ).all()


async def add(
    session: AsyncSession, values: dict[str, Any], periods: list[dict[str, Any]], modules: list[dict[str, Any]]
) -> Row[Any]:
    board_id = session.info["board_id"]
    row: Row[Any] = (
        await session.execute(insert(elective).values(board_id=board_id, **values).returning(elective))
    ).one()
    await _fill(session, values["elective_id"], periods, modules)
    return row


async def replace(
    session: AsyncSession,
    elective_id: UUID,
    values: dict[str, Any],
    periods: list[dict[str, Any]],
    modules: list[dict[str, Any]],
) -> Row[Any]:
    """All of it anew, one version later."""
    row: Row[Any] = (
        await session.execute(
            update(elective)
            .where(elective.c.elective_id == elective_id)
            .values(version=elective.c.version + 1, **values)
            .returning(elective)
        )
    ).one()
    for table in (elective_period, elective_module):
        await session.execute(delete(table).where(table.c.elective_id == elective_id))
    await _fill(session, elective_id, periods, modules)
    return row


async def _fill(
    session: AsyncSession, elective_id: UUID, periods: list[dict[str, Any]], modules: list[dict[str, Any]]
) -> None:
    mine = {"board_id": session.info["board_id"], "elective_id": elective_id}
    await session.execute(insert(elective_period), [{**mine, **one} for one in periods])
    await session.execute(
        insert(elective_module), [{**mine, "place": place, **one} for place, one in enumerate(modules)]
    )


async def wished_in(session: AsyncSession, elective_id: UUID) -> set[tuple[UUID, UUID]]:
    """(period, module) of everything that somebody wishes for."""
    query = select(elective_wish.c.wishes).where(elective_wish.c.elective_id == elective_id)
    return {
        (UUID(period_id), UUID(module_id))
        for wishes in (await session.execute(query)).scalars()
        for period_id, module_ids in wishes.items()
        for module_id in module_ids
    }


async def titles_of_modules(session: AsyncSession, module_ids: Collection[UUID]) -> dict[UUID, str]:
    """As they were last called; those that were never offered are absent."""
    of = elective_module.c
    query = select(of.module_id, of.title).where(one_of(of.module_id, module_ids)).order_by(of.elective_id)
    return {row.module_id: row.title for row in await session.execute(query)}


async def known_teachers(session: AsyncSession, educator_ids: Collection[UUID]) -> set[UUID]:
    query = select(educator.c.educator_id).where(one_of(educator.c.educator_id, educator_ids), educator.c.active)
    return set((await session.execute(query)).scalars())


async def learners_in(session: AsyncSession, group_ids: Collection[UUID]) -> Sequence[Any]:
    """Who may choose: `learner_id`, `grades`, `group_ids`, by id."""
    of = learner.c
    query = select(of.learner_id, of.grades, of.group_ids).where(of.active, of.group_ids.overlap(these(group_ids)))
    return (await session.execute(query.order_by(of.learner_id))).all()


async def in_reach(
    session: AsyncSession, caller: Principal, row: Row[Any]
) -> tuple[Collection[UUID], Collection[UUID] | None]:
    """(groups of the round whose learners this caller reaches, the only learners among these; None for all)."""
    if caller.sees_whole_board:
        return row.group_ids, None
    if caller.role == "learner":
        return row.group_ids, [caller.user_id] if caller.user_id else []
    if caller.role == "parent":
        children = select(parent.c.learner_ids).where(parent.c.parent_id == caller.user_id, parent.c.active)
        return row.group_ids, (await session.execute(children)).scalar_one_or_none() or []
    return sorted(set(row.group_ids) & await groups_of(session, caller)), None


async def wishes_for(session: AsyncSession, elective_id: UUID, learner_id: UUID) -> dict[str, list[str]]:
    """By period, best first; as text, as they are kept."""
    of = elective_wish.c
    query = select(of.wishes).where(of.elective_id == elective_id, of.learner_id == learner_id)
    found: dict[str, list[str]] = (await session.execute(query)).scalar_one_or_none() or {}
    return found
