"""Roster packages waiting and done, the records that hold, and the people and groups they make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.roster.rules import Record
from profile_service.tables import roster_import, roster_record

CHUNK = 2_000
_SHOWN = [column for column in roster_import.c if column.name != "package"]
_PUT_RECORDS = text(
    """INSERT INTO roster_record (board_id, file, sourced_id, kept)
    SELECT :board_id, :file, sourced_id, cast(kept AS jsonb)
    FROM unnest(cast(:ids AS text[]), cast(:kept AS text[])) AS r(sourced_id, kept)
    ON CONFLICT (board_id, file, sourced_id) DO UPDATE SET kept = excluded.kept"""
)


async def next_running(session: AsyncSession) -> Row[Any] | None:
    """The oldest package that waits, held by this transaction; a worker that dies gives it back."""
    query = (
        select(roster_import)
        .where(roster_import.c.state == "running")
        .order_by(roster_import.c.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(query)).one_or_none()


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
    for file, sourced_id, kept in await session.execute(
        select(roster_record.c.file, roster_record.c.sourced_id, roster_record.c.kept)
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
    rows: Iterable[Row[Any]] = await session.execute(select(table))
    return {getattr(row, key): row for row in rows}
