"""What the database knows of assignments."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments.problems import UnknownAssignment
from choices_service.assignments.rules import Met
from choices_service.assignments.tables import assignment, assignment_met
from eigenwijs_shared.db import lock_name


def standing(today: date) -> ColumnElement[bool]:
    return assignment.c.active & (assignment.c.until >= today)


async def find(
    session: AsyncSession, assignment_id: UUID, reach: ColumnElement[bool], *, lock: bool = False
) -> Row[Any]:
    """The assignment, if it is within this reach; else `UnknownAssignment`."""
    query = select(assignment).where(assignment.c.assignment_id == assignment_id, reach)
    row: Row[Any] | None = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise UnknownAssignment
    return row


async def lock_activity(session: AsyncSession, activity_id: UUID) -> None:
    """Until this transaction ends nobody else decides on this activity."""
    await lock_name(session, f"assignments of {activity_id}")


async def standing_for(
    session: AsyncSession, places: Collection[UUID], activity_id: UUID, today: date
) -> Sequence[Row[Any]]:
    """What stands for these learners and groups on that activity, oldest first."""
    query = select(assignment).where(
        standing(today), assignment.c.scope_id.in_(places), assignment.c.activity_id == activity_id
    )
    return (await session.execute(query.order_by(assignment.c.assignment_id))).all()


async def page_of(
    session: AsyncSession, which: Iterable[ColumnElement[bool]], after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """Up to `limit`, newest first."""
    query = select(assignment).where(*which).order_by(assignment.c.assignment_id.desc()).limit(limit)
    if after is not None:
        query = query.where(assignment.c.assignment_id < after)
    return (await session.execute(query)).all()


async def add(session: AsyncSession, values: Mapping[str, Any]) -> Row[Any]:
    statement = insert(assignment).values(board_id=session.info["board_id"], **values).returning(assignment)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def change(session: AsyncSession, row: Row[Any], **values: Any) -> Row[Any]:
    """Its next version."""
    statement = (
        update(assignment)
        .where(assignment.c.assignment_id == row.assignment_id)
        .values(version=row.version + 1, **values)
        .returning(assignment)
    )
    changed: Row[Any] = (await session.execute(statement)).one()
    return changed


async def assigned_of(session: AsyncSession, activity_ids: Collection[UUID], since: date) -> Sequence[Row[Any]]:
    """What was assigned of these activities and not over on that day; it may be now, as news can come late."""
    of = assignment.c
    query = select(assignment).where(of.activity_id.in_(activity_ids), of.kind == "assign", of.until >= since)
    return (await session.execute(query)).all()


async def add_met(session: AsyncSession, found: Mapping[Met, datetime]) -> Sequence[Row[Any]]:
    """Those that were not known yet. In key order, so that two workers never wait for each other."""
    if not found:
        return ()
    rows = [
        {"board_id": session.info["board_id"], "learner_id": key[0], "assignment_id": key[1], "met_at": found[key]}
        for key in sorted(found)
    ]
    statement = upsert(assignment_met).values(rows).on_conflict_do_nothing().returning(assignment_met)
    new: Sequence[Row[Any]] = (await session.execute(statement)).all()
    return new


async def met_of(session: AsyncSession, assignment_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Who met each, the first first."""
    query = select(assignment_met).where(assignment_met.c.assignment_id.in_(assignment_ids))
    return (await session.execute(query.order_by(assignment_met.c.met_at, assignment_met.c.learner_id))).all()


async def all_met(session: AsyncSession, after: tuple[UUID, UUID] | None, limit: int) -> Sequence[Row[Any]]:
    """The board's, by learner and assignment."""
    key = tuple_(assignment_met.c.learner_id, assignment_met.c.assignment_id)
    query = select(assignment_met).order_by(assignment_met.c.learner_id, assignment_met.c.assignment_id).limit(limit)
    if after is not None:
        query = query.where(key > after)
    return (await session.execute(query)).all()
