"""Objections and the facts since, in their tables."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from recommend_service.objections.rules import Standing, asked_check
from recommend_service.objections.schemas import About, Status
from recommend_service.objections.tables import objection, objection_fact

MOST_FACTS = 50
of, fact = objection.c, objection_fact.c


async def one_at_a_time(session: AsyncSession, learner_id: UUID) -> None:
    """Two who contest the same at once make one objection."""
    await lock_name(session, f"objections {learner_id}")


async def add(session: AsyncSession, values: Mapping[str, Any]) -> Row[Any]:
    made = insert(objection).values(board_id=session.info["board_id"], **values).returning(objection)
    row: Row[Any] = (await session.execute(made)).one()
    return row


async def close(session: AsyncSession, objection_id: UUID, values: Mapping[str, Any]) -> Row[Any]:
    closed = update(objection).where(of.objection_id == objection_id).values(version=of.version + 1, **values)
    row: Row[Any] = (await session.execute(closed.returning(objection))).one()
    return row


async def find(
    session: AsyncSession, objection_id: UUID, which: ColumnElement[bool], *, lock: bool = False
) -> Row[Any] | None:
    query = select(objection).where(of.objection_id == objection_id, which)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def open_about(session: AsyncSession, learner_id: UUID, about: About, about_id: UUID) -> UUID | None:
    same = (of.learner_id == learner_id, of.about == about, of.about_id == about_id, of.status == "open")
    return (await session.execute(select(of.objection_id).where(*same))).scalar_one_or_none()


async def page_of(
    session: AsyncSession,
    which: Sequence[ColumnElement[bool]],
    status: Status | None,
    before: UUID | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(objection).where(*which).order_by(of.objection_id.desc()).limit(limit)
    if status is not None:
        query = query.where(of.status == status)
    if before is not None:
        query = query.where(of.objection_id < before)
    return (await session.execute(query)).all()


async def about_decisions(session: AsyncSession, decision_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """By card or watch those that contest it, the oldest first; who reaches the one reaches the other."""
    query = select(objection).where(of.about_id.in_(decision_ids)).order_by(of.objection_id)
    found: dict[UUID, list[Any]] = {}
    for row in await session.execute(query):
        found.setdefault(row.about_id, []).append(row)
    return found


async def all_of(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The board's, the oldest first."""
    query = select(objection).order_by(of.objection_id).limit(limit)
    if after is not None:
        query = query.where(of.objection_id > after)
    return (await session.execute(query)).all()


async def raised_since(session: AsyncSession, since: datetime) -> Sequence[Any]:
    """What figures are made of: also what waits for longer than that."""
    needed = (of.learner_id, of.subject, of.status, of.raised_at, of.closed_at)
    query = select(*needed).where(or_(of.raised_at >= since, of.status == "open"))
    return (await session.execute(query)).all()


async def facts_of(session: AsyncSession, objection_ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """By objection, what counts before what does not, the newest first; of a busy learner not all of it."""
    order = (fact.counts.desc(), fact.recorded_at.desc(), fact.fact_id)
    place = func.row_number().over(partition_by=fact.objection_id, order_by=order).label("place")
    ranked = select(objection_fact, place).where(fact.objection_id.in_(objection_ids)).subquery()
    query = select(ranked).where(ranked.c.place <= MOST_FACTS).order_by(ranked.c.objection_id, ranked.c.place)
    found: dict[UUID, list[Any]] = {}
    for row in await session.execute(query):
        found.setdefault(row.objection_id, []).append(row)
    return found


async def find_fact(session: AsyncSession, objection_id: UUID, fact_id: UUID) -> Any | None:
    same = (fact.objection_id == objection_id, fact.fact_id == fact_id)
    return (await session.execute(select(objection_fact).where(*same))).one_or_none()


async def open_of(session: AsyncSession, learner_ids: Collection[UUID]) -> Sequence[Any]:
    """What facts of these learners may speak to."""
    needed = (of.objection_id, of.learner_id, of.goal_ids, of.raised_at, of.check_id)
    query = select(*needed).where(of.learner_id.in_(learner_ids), of.status == "open")
    return (await session.execute(query)).all()


async def add_facts(session: AsyncSession, rows: Iterable[Mapping[str, Any]]) -> None:
    """Each once, however often it is told."""
    ordered = sorted(rows, key=lambda row: (row["objection_id"], row["fact_id"]))
    kept = [{"board_id": session.info["board_id"], **row} for row in ordered]
    if kept:
        await session.execute(upsert(objection_fact).on_conflict_do_nothing(), kept)


async def take_back(session: AsyncSession, learner_ids: Collection[UUID], fact_ids: Collection[UUID]) -> None:
    """These were corrected: nothing is decided on them any more."""
    theirs = (fact.fact_id.in_(fact_ids), fact.learner_id.in_(learner_ids))
    await session.execute(update(objection_fact).where(*theirs).values(counts=False))


async def standing_for(session: AsyncSession, learner_id: UUID, now: datetime) -> Standing:
    """What a card of now owes to objections; read at every card."""
    shown = select(fact.fact_id).where(fact.objection_id == of.objection_id, fact.board_id == of.board_id, fact.counts)
    waits = (of.status == "open") & (of.about != "card") & of.check_id.is_not(None) & ~shown.exists()
    needed = (of.objection_id, of.status, of.check_id, of.raised_at, of.resting_ids)
    query = select(*needed).where(of.learner_id == learner_id, or_(waits, of.rests_until >= now.date()))
    rows = (await session.execute(query.order_by(of.objection_id))).all()
    checks = [asked_check(row.objection_id, row.check_id, row.raised_at) for row in rows if row.status == "open"]
    return Standing(tuple(checks), frozenset(one for row in rows for one in row.resting_ids))
