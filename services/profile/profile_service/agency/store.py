"""The moves of the dial: appended, never changed. Beside them, what was announced of each place and when it turns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, insert, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from profile_service.agency.rules import Move
from profile_service.agency.tables import agency_due, agency_place
from profile_service.tables import agency_move, membership

_MOVE = [column for column in agency_move.c if column.name not in {"board_id", "dimensions"}]
_place = (agency_place.c.scope_id, agency_place.c.subject)


async def announced_places(session: AsyncSession, *, after: tuple[UUID, str] | None, limit: int) -> Sequence[Row[Any]]:
    """Each place as it was last announced, in order of place."""
    query = select(agency_place).order_by(*_place).limit(limit)
    if after is not None:
        query = query.where(tuple_(*_place) > after)
    return (await session.execute(query)).all()


async def announced_place(session: AsyncSession, scope_id: UUID, subject: str) -> Row[Any] | None:
    query = select(agency_place).where(agency_place.c.scope_id == scope_id, agency_place.c.subject == subject)
    return (await session.execute(query)).one_or_none()


async def put_place(session: AsyncSession, row: dict[str, Any]) -> None:
    statement = upsert(agency_place).values(board_id=session.info["board_id"], **row)
    written = {name: statement.excluded[name] for name in row if name not in {"scope", "scope_id", "subject"}}
    keys = [column.name for column in agency_place.primary_key]
    await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=written))


async def moves_at(session: AsyncSession, places: Sequence[UUID]) -> list[Move]:
    """Every move at these places, for all subjects."""
    return [move_of(row) for row in await session.execute(select(*_MOVE).where(agency_move.c.scope_id.in_(places)))]


async def moves_about(session: AsyncSession, places: Sequence[UUID], subject: str | None) -> list[Move]:
    """The moves at these places that speak of this subject: its own, and those for all."""
    query = select(*_MOVE).where(agency_move.c.scope_id.in_(places), _speaks_of(subject))
    return [move_of(row) for row in await session.execute(query)]


async def moves_for_learner(session: AsyncSession, learner_id: UUID, subject: str | None, at: datetime) -> list[Move]:
    """Those at the learner, the board, and the groups that the learner was in at that moment."""
    groups = select(membership.c.group_id).where(
        membership.c.user_id == learner_id,
        membership.c.role == "learner",
        membership.c.began_at <= at,
        or_(membership.c.ended_at.is_(None), membership.c.ended_at > at),
    )
    own = [learner_id, session.info["board_id"]]
    there = or_(agency_move.c.scope_id.in_(own), agency_move.c.scope_id.in_(groups))
    query = select(*_MOVE).where(there, _speaks_of(subject))
    return [move_of(row) for row in await session.execute(query)]


def _speaks_of(subject: str | None) -> ColumnElement[bool]:
    return agency_move.c.subject.in_({"", subject or ""})


def move_of(row: Row[Any]) -> Move:
    return Move(
        row.scope,
        row.scope_id,
        row.subject or None,
        row.version,
        row.changes,
        row.author_id,
        row.reason,
        row.moved_at,
        row.valid_from,
        row.valid_until,
        row.preset,
        row.author_role,
        row.agreed_with,
    )


async def add_move(session: AsyncSession, move: Move, dimensions: dict[Any, Any]) -> None:
    names = [name for name in Move.__slots__ if name != "subject"]
    values = {name: getattr(move, name) for name in names}
    values["changes"] = dict(move.changes)
    await session.execute(
        insert(agency_move).values(
            **values, subject=move.subject or "", dimensions=dimensions, board_id=session.info["board_id"]
        )
    )


async def lock_place(session: AsyncSession, scope_id: UUID, subject: str) -> None:
    """One move at a place at a time, so that versions have neither gaps nor twins."""
    await lock_name(session, f"agency/{scope_id}/{subject}")


async def add_due(session: AsyncSession, move: Move, moments: Sequence[datetime]) -> None:
    """At these moments the place turns by itself."""
    place = {"scope": move.scope, "scope_id": move.scope_id, "subject": move.subject or ""}
    rows = [{"board_id": session.info["board_id"], **place, "at": at} for at in moments]
    if rows:
        await session.execute(upsert(agency_due).on_conflict_do_nothing(), rows)


async def next_due(session: AsyncSession, now: datetime, *, but: Sequence[UUID] = ()) -> Row[Any] | None:
    """Of all boards but these, the place that should have turned first.

    Not locked: who adds a row holds the place's own lock, which the worker takes before it deletes one.
    """
    query = (
        select(agency_due)
        .where(agency_due.c.at <= now, agency_due.c.board_id.not_in(but))
        .order_by(agency_due.c.at)
        .limit(1)
    )
    return (await session.execute(query)).one_or_none()


async def drop_due(session: AsyncSession, scope_id: UUID, subject: str, now: datetime) -> None:
    here = (agency_due.c.scope_id == scope_id, agency_due.c.subject == subject, agency_due.c.at <= now)
    await session.execute(delete(agency_due).where(*here))


async def moves_of(session: AsyncSession, scope_id: UUID, skip: int, limit: int) -> Sequence[Row[Any]]:
    """The history at a place, newest first. A place has few moves, so pages may count rows."""
    query = (
        select(agency_move)
        .where(agency_move.c.scope_id == scope_id)
        .order_by(agency_move.c.moved_at.desc(), agency_move.c.subject, agency_move.c.version.desc())
        .limit(limit + 1)
        .offset(skip)
    )
    return (await session.execute(query)).all()
