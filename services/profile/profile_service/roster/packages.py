"""Packages that wait, run and are done: queries."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.tables import roster_import, roster_package_part, roster_progress

PART = 1_000_000
_RUNNING = text("state = 'running'")
"""Not as a parameter: PostgreSQL would not know the index by it."""
_with_progress = select(roster_import, roster_progress.c.phase, roster_progress.c.done, roster_progress.c.total)
_SHOWN = _with_progress.join_from(
    roster_import,
    roster_progress,
    (roster_progress.c.board_id == roster_import.c.board_id)
    & (roster_progress.c.import_id == roster_import.c.import_id),
    isouter=True,
)


async def next_running(session: AsyncSession) -> Row[Any] | None:
    """The oldest package that waits, held by this transaction; a worker that dies gives it back.

    A board has one at most, so no other worker has another of the same board in hand.
    """
    query = (
        select(roster_import)
        .where(roster_import.c.state == "running")
        .order_by(roster_import.c.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(query)).one_or_none()


async def begin(session: AsyncSession, **values: Any) -> bool:
    """Add an import that runs; False when one of the board does already."""
    row = upsert(roster_import).values(board_id=session.info["board_id"], state="running", errors=[], **values)
    once = row.on_conflict_do_nothing(index_elements=[roster_import.c.board_id], index_where=_RUNNING)
    added = await session.execute(once.returning(roster_import.c.import_id))
    return added.one_or_none() is not None


async def running_id(session: AsyncSession) -> UUID | None:
    found = await session.execute(select(roster_import.c.import_id).where(roster_import.c.state == "running"))
    return found.scalar_one_or_none()


async def put_parts(session: AsyncSession, import_id: UUID, package: IO[bytes]) -> None:
    place = 0
    while body := package.read(PART):
        values = {"board_id": session.info["board_id"], "import_id": import_id, "place": place, "body": body}
        await session.execute(insert(roster_package_part).values(**values))
        place += 1


async def copy_parts(session: AsyncSession, import_id: UUID, into: IO[bytes]) -> None:
    """One part at a time, so that a package is never in memory twice."""
    place = 0
    part = roster_package_part.c
    while True:
        query = select(part.body).where(part.import_id == import_id, part.place == place)
        body = (await session.execute(query)).scalar_one_or_none()
        if body is None:
            return
        into.write(body)
        place += 1


async def lock_import(session: AsyncSession, import_id: UUID) -> Row[Any] | None:
    """To be decided on; waits for nobody's decision but that of a person, for a worker holds only running ones."""
    query = select(roster_import).where(roster_import.c.import_id == import_id)
    found = (await session.execute(query)).one_or_none()
    if found is None or found.state != "held":
        return found
    return (await session.execute(query.with_for_update())).one_or_none()


async def change(session: AsyncSession, import_id: UUID, **values: Any) -> None:
    await session.execute(update(roster_import).where(roster_import.c.import_id == import_id).values(**values))


async def hold(session: AsyncSession, import_id: UUID, **values: Any) -> None:
    """It waits for somebody's word, and its package with it."""
    await change(session, import_id, state="held", **values)
    await _forget_progress(session, import_id)


async def finish(session: AsyncSession, import_id: UUID, **values: Any) -> None:
    await _end(session, roster_import.c.import_id == import_id, **values)
    await _forget_progress(session, import_id)


async def supersede(session: AsyncSession, import_id: UUID) -> None:
    """What was held before this one would now turn the board back."""
    ours = roster_import.c.board_id == session.info["board_id"]  # a worker's transaction sees those of all boards
    await _end(
        session, ours & (roster_import.c.state == "held") & (roster_import.c.import_id != import_id), state="superseded"
    )


async def expire(session: AsyncSession, *, held_before: datetime, errors: Sequence[dict[str, Any]]) -> None:
    """Of all boards; with the rights of the worker."""
    late = (roster_import.c.state == "held") & (roster_import.c.created_at < held_before)
    await _end(session, late, state="rejected", errors=list(errors))


async def _end(session: AsyncSession, which: ColumnElement[bool], **values: Any) -> None:
    ended = await session.execute(
        update(roster_import)
        .where(which)
        .values(**values, finished_at=func.clock_timestamp())
        .returning(roster_import.c.import_id)
    )
    ids = list(ended.scalars())
    await session.execute(delete(roster_package_part).where(roster_package_part.c.import_id == func.any(ids)))


async def put_progress(session: AsyncSession, import_id: UUID, phase: str, done: int, total: int | None) -> None:
    values = {"phase": phase, "done": done, "total": total}
    row = upsert(roster_progress).values(board_id=session.info["board_id"], import_id=import_id, **values)
    await session.execute(
        row.on_conflict_do_update(index_elements=[roster_progress.c.board_id, roster_progress.c.import_id], set_=values)
    )


async def _forget_progress(session: AsyncSession, import_id: UUID) -> None:
    await session.execute(delete(roster_progress).where(roster_progress.c.import_id == import_id))


async def find_import(session: AsyncSession, import_id: UUID) -> Row[Any] | None:
    return (await session.execute(_SHOWN.where(roster_import.c.import_id == import_id))).one_or_none()


async def imports(session: AsyncSession, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = _SHOWN.order_by(roster_import.c.import_id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(roster_import.c.import_id < before)
    return (await session.execute(query)).all()
