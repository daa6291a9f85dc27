"""The records that hold, and the people and groups they make."""

import json
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, Text, cast, delete, exists, func, insert, or_, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from profile_service.roster.changes import Standing
from profile_service.roster.rules import Record
from profile_service.tables import learner, membership, roster_day, roster_record

CHUNK = 2_000
IN_PARTS = {"yield_per": 1_000}
"""A board may have 100,000 rows; read in parts, the worker meanwhile sends events and says that it is well."""
_PUT_RECORDS = text(
    """INSERT INTO roster_record (board_id, file, sourced_id, kept)
    SELECT :board_id, :file, r.sourced_id, cast(r.kept AS jsonb)
    FROM unnest(cast(:ids AS text[]), cast(:kept AS text[])) AS r(sourced_id, kept)
    LEFT JOIN roster_record AS old
        ON old.board_id = :board_id AND old.file = :file AND old.sourced_id = r.sourced_id
    WHERE old.kept IS DISTINCT FROM cast(r.kept AS jsonb)
    ON CONFLICT (board_id, file, sourced_id) DO UPDATE SET kept = excluded.kept
    RETURNING 1"""
)


async def lock_roster(session: AsyncSession) -> None:
    """One at a time derives a board's people and groups."""
    await lock_name(session, f"roster/{session.info['board_id']}")


async def note_day(session: AsyncSession, day: date) -> None:
    """People and groups are now as the records say for that day."""
    row = upsert(roster_day).values(board_id=session.info["board_id"], day=day)
    await session.execute(row.on_conflict_do_update(index_elements=[roster_day.c.board_id], set_={"day": day}))


async def is_settled(session: AsyncSession, day: date) -> bool:
    """Were people and groups derived for this day already?"""
    ours = roster_day.c.board_id == session.info["board_id"]  # a worker's transaction sees those of all boards
    return (await session.execute(select(roster_day.c.day).where(ours))).scalar_one_or_none() == day


async def boards_behind(session: AsyncSession, day: date) -> Sequence[UUID]:
    """Of all boards, those that were last derived for an earlier day."""
    return (await session.execute(select(roster_day.c.board_id).where(roster_day.c.day < day))).scalars().all()


async def begins_or_ends_by(session: AsyncSession, day: date) -> bool:
    """Does a record begin or end after the day last derived for, and not after this one?"""
    since = select(func.to_char(roster_day.c.day, "YYYY-MM-DD")).scalar_subquery()
    turns = [roster_record.c.kept[name].astext.between(since, day.isoformat()) for name in ("begins", "ends")]
    dated = roster_record.c.file.in_(("roles.csv", "enrollments.csv"))
    return bool((await session.execute(select(exists().where(dated, or_(*turns))))).scalar_one())


async def known_ids(session: AsyncSession, file: str, ids: set[str]) -> set[str]:
    """Those of these ids that the board's records have."""
    query = select(roster_record.c.sourced_id).where(
        roster_record.c.file == file, roster_record.c.sourced_id == func.any(list(ids))
    )
    return set((await session.execute(query)).scalars())


async def put_records(session: AsyncSession, file: str, kept: Mapping[str, str]) -> int:
    """`kept` is JSON by sourcedId; how many were not there already in the same words, and so were written."""
    values = {"board_id": session.info["board_id"], "file": file, "ids": list(kept), "kept": list(kept.values())}
    return len((await session.execute(_PUT_RECORDS, values)).all())


async def drop_records(session: AsyncSession, file: str, ids: Sequence[str]) -> None:
    await session.execute(
        delete(roster_record).where(roster_record.c.file == file, roster_record.c.sourced_id == func.any(list(ids)))
    )


async def drop_records_but(session: AsyncSession, file: str, ids: Collection[str]) -> int:
    """A bulk file is the whole set; how many went."""
    query = select(roster_record.c.sourced_id).where(roster_record.c.file == file)
    stream = await session.stream_scalars(query, execution_options=IN_PARTS)
    gone = [sourced_id async for part in stream.partitions() for sourced_id in part if sourced_id not in ids]
    for some in chunks(gone):
        await drop_records(session, file, some)
    return len(gone)


async def record_count(session: AsyncSession, files: Sequence[str]) -> int:
    counted = select(func.count()).select_from(roster_record).where(roster_record.c.file.in_(files))
    return int((await session.execute(counted)).scalar_one())


async def records(session: AsyncSession, file: str) -> AsyncIterator[list[tuple[str, Record]]]:
    """Some at a time, in the order of their ids: one by one through SQLAlchemy takes thrice as long."""
    query = (
        select(roster_record.c.sourced_id, cast(roster_record.c.kept, Text))
        .where(roster_record.c.file == file)
        .order_by(roster_record.c.sourced_id)
    )
    stream = await session.stream(query, execution_options=IN_PARTS)
    async for part in stream.partitions():
        ids, texts = zip(*part, strict=True)
        yield list(zip(ids, json.loads(f"[{','.join(texts)}]"), strict=True))


async def held_so_far(session: AsyncSession) -> Standing:
    """How many learners are active and how many memberships open, before a package is applied."""
    active = select(func.count()).select_from(learner).where(learner.c.active).scalar_subquery()
    is_open = select(func.count()).select_from(membership).where(membership.c.ended_at.is_(None)).scalar_subquery()
    row = (await session.execute(select(active.label("learners"), is_open.label("memberships")))).one()
    return Standing(row.learners, row.memberships)


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
    stream = await session.stream(select(table), execution_options=IN_PARTS)
    return {getattr(row, key): row async for part in stream.partitions() for row in part}
