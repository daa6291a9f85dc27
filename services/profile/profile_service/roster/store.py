"""Roster packages waiting and done, the records that hold, and the people and groups they make."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, delete, exists, func, insert, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.roster.rules import Record
from profile_service.tables import roster_day, roster_import, roster_record

CHUNK = 2_000
IN_PARTS = {"yield_per": 1_000}
"""A board may have 100,000 rows; read in parts, the worker meanwhile sends events and says that it is well."""
_SHOWN = [column for column in roster_import.c if column.name != "package"]
_PUT_RECORDS = text(
    """INSERT INTO roster_record (board_id, file, sourced_id, kept)
    SELECT :board_id, :file, sourced_id, cast(kept AS jsonb)
    FROM unnest(cast(:ids AS text[]), cast(:kept AS text[])) AS r(sourced_id, kept)
    ON CONFLICT (board_id, file, sourced_id) DO UPDATE SET kept = excluded.kept"""
)


async def next_running(session: AsyncSession) -> Row[Any] | None:
    """The oldest package that waits, held by this transaction; a worker that dies gives it back.

    A board's next package waits for the one before it, even if that is in the hands of another worker.
    """
    older = roster_import.alias("older")
    first = ~exists().where(
        older.c.state == "running",
        older.c.board_id == roster_import.c.board_id,
        tuple_(older.c.created_at, older.c.import_id) < tuple_(roster_import.c.created_at, roster_import.c.import_id),
    )
    query = (
        select(roster_import)
        .where(roster_import.c.state == "running", first)
        .order_by(roster_import.c.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(query)).one_or_none()


async def lock_roster(session: AsyncSession) -> None:
    """One at a time derives a board's people and groups."""
    name = f"roster/{session.info['board_id']}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


async def note_day(session: AsyncSession, day: date) -> None:
    """People and groups are now as the records say for that day."""
    row = upsert(roster_day).values(board_id=session.info["board_id"], day=day)
    await session.execute(row.on_conflict_do_update(index_elements=[roster_day.c.board_id], set_={"day": day}))


async def boards_behind(session: AsyncSession, day: date) -> Sequence[UUID]:
    """Of all boards, those that were last derived for an earlier day."""
    return (await session.execute(select(roster_day.c.board_id).where(roster_day.c.day < day))).scalars().all()


async def begins_or_ends_by(session: AsyncSession, day: date) -> bool:
    """Does a record begin or end after the day last derived for, and not after this one?"""
    since = select(func.to_char(roster_day.c.day, "YYYY-MM-DD")).scalar_subquery()
    turns = [roster_record.c.kept[name].astext.between(since, day.isoformat()) for name in ("begins", "ends")]
    dated = roster_record.c.file.in_(("roles.csv", "enrollments.csv"))
    return bool((await session.execute(select(exists().where(dated, or_(*turns))))).scalar_one())


async def finish(session: AsyncSession, import_id: UUID, **values: Any) -> None:
    await session.execute(
        update(roster_import)
        .where(roster_import.c.import_id == import_id)
        .values(**values, finished_at=func.clock_timestamp(), package=None)
    )


async def find_import(session: AsyncSession, import_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(*_SHOWN).where(roster_import.c.import_id == import_id))).one_or_none()


async def imports(session: AsyncSession, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(*_SHOWN).order_by(roster_import.c.import_id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(roster_import.c.import_id < before)
    return (await session.execute(query)).all()


async def known_ids(session: AsyncSession, file: str, ids: set[str]) -> set[str]:
    """Those of these ids that the board's records have."""
    query = select(roster_record.c.sourced_id).where(
        roster_record.c.file == file, roster_record.c.sourced_id == func.any(list(ids))
    )
    return set((await session.execute(query)).scalars())


async def clear_records(session: AsyncSession, file: str) -> None:
    await session.execute(delete(roster_record).where(roster_record.c.file == file))


async def put_records(session: AsyncSession, file: str, kept: Mapping[str, str]) -> None:
    """`kept` is JSON by sourcedId."""
    values = {"board_id": session.info["board_id"], "file": file, "ids": list(kept), "kept": list(kept.values())}
    await session.execute(_PUT_RECORDS, values)


async def drop_records(session: AsyncSession, file: str, ids: Sequence[str]) -> None:
    await session.execute(
        delete(roster_record).where(roster_record.c.file == file, roster_record.c.sourced_id == func.any(list(ids)))
    )


async def all_records(session: AsyncSession) -> dict[str, dict[str, Record]]:
    """By file and sourcedId."""
    found: dict[str, dict[str, Record]] = defaultdict(dict)
    async for file, sourced_id, kept in await session.stream(
        select(roster_record.c.file, roster_record.c.sourced_id, roster_record.c.kept), execution_options=IN_PARTS
    ):
        found[file][sourced_id] = kept
    return found


async def add_rows(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for some in chunks(rows):
        await session.execute(insert(table), [{"board_id": session.info["board_id"], **row} for row in some])


async def put_rows(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert, or overwrite the row with that key."""
    keys = [column.name for column in table.primary_key]
    for some in chunks(rows):
        statement = upsert(table)
        written = {name: statement.excluded[name] for name in some[0] if name not in keys}
        await session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=written),
            [{"board_id": session.info["board_id"], **row} for row in some],
        )


def chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]


async def by_key(session: AsyncSession, table: Table, key: str) -> dict[Any, Row[Any]]:
    """All rows of the board by one of their columns."""
    return {getattr(row, key): row async for row in await session.stream(select(table), execution_options=IN_PARTS)}
