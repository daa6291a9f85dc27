"""Versions, subgroups and scores in their tables."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from recommend_service.models.rules import DAY_ONE, EVERYBODY, Status
from recommend_service.models.schemas import Subgroup
from recommend_service.models.tables import model_in_use, model_score, model_subgroup, model_version
from recommend_service.models.tally import Tally, nothing, read

of = model_version.c
MOST_LISTED = 50
KEPT = timedelta(days=92)
"""Scores: longer than anything looks back."""
_TOLD = [column for column in model_version.c if column.name not in {"file", "goal_ids", "activity_ids"}]


async def lock(session: AsyncSession) -> None:
    """Which version is in use changes one at a time."""
    await lock_name(session, f"models {session.info['board_id']}")


async def version_in_use(session: AsyncSession) -> str:
    version, _ = await used(session)
    return version


async def used(session: AsyncSession) -> tuple[str, int]:
    """(version, generation): day one before anything was promoted."""
    row = (await session.execute(select(model_in_use.c.version, model_in_use.c.generation))).one_or_none()
    return (row.version, row.generation) if row else (DAY_ONE, 0)


async def set_used(session: AsyncSession, version: str) -> None:
    statement = insert(model_in_use).values(
        board_id=session.info["board_id"], version=version, generation=1, settled=False
    )
    values = {"version": version, "generation": model_in_use.c.generation + 1, "settled": False}
    await session.execute(statement.on_conflict_do_update(index_elements=["board_id"], set_=values))


async def newest(session: AsyncSession) -> Sequence[Row[Any]]:
    """Without their files; the one in use always among them."""
    rows = (await session.execute(select(*_TOLD).order_by(of.number.desc()))).all()
    return [row for place, row in enumerate(rows) if place < MOST_LISTED or row.status == "in_use"]


async def find(session: AsyncSession, version: str) -> Row[Any] | None:
    return (await session.execute(select(*_TOLD).where(of.version == version))).one_or_none()


async def file_of(session: AsyncSession, version: str) -> Row[Any] | None:
    """(file, checksum, goal_ids, activity_ids)."""
    columns = [of.file, of.checksum, of.goal_ids, of.activity_ids]
    return (await session.execute(select(*columns).where(of.version == version))).one_or_none()


async def with_status(session: AsyncSession, *statuses: Status) -> Sequence[Row[Any]]:
    query = select(*_TOLD).where(of.status.in_(statuses)).order_by(of.number.desc())
    return (await session.execute(query)).all()


async def last_number(session: AsyncSession) -> int:
    return await session.scalar(select(func.coalesce(func.max(of.number), 0))) or 0


async def last_attempts(session: AsyncSession) -> int:
    """How many the newest version was fitted on."""
    return await session.scalar(select(of.attempts).order_by(of.number.desc()).limit(1)) or 0


async def add(session: AsyncSession, values: Mapping[str, Any]) -> None:
    await session.execute(insert(model_version).values(board_id=session.info["board_id"], **values))


async def set_status(session: AsyncSession, version: str, status: Status, **values: Any) -> None:
    await session.execute(update(model_version).where(of.version == version).values(status=status, **values))


async def subgroups_of(session: AsyncSession) -> list[Subgroup]:
    found = await session.scalar(select(model_subgroup.c.subgroups))
    return [Subgroup.model_validate(one) for one in found or ()]


async def set_subgroups(session: AsyncSession, named: Sequence[Subgroup], by: str, now: datetime) -> None:
    values = {"subgroups": [one.model_dump() for one in named], "changed_at": now, "changed_by": by}
    statement = insert(model_subgroup).values(board_id=session.info["board_id"], **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["board_id"], set_=values))


async def put_scores(session: AsyncSession, day: date, tallies: Mapping[tuple[str, str], Tally]) -> None:
    """Those of the day, by (version, subgroup), in place of what these versions had: a day may be scored again."""
    await session.execute(delete(model_score).where(model_score.c.day < day - KEPT))
    versions = {version for version, _ in tallies}
    await session.execute(delete(model_score).where(model_score.c.day == day, model_score.c.version.in_(versions)))
    board_id: UUID = session.info["board_id"]
    rows = [
        {"board_id": board_id, "version": version, "day": day, "subgroup": key, "tally": tally.plain()}
        for (version, key), tally in sorted(tallies.items(), key=lambda item: item[0])
        if tally.n
    ]
    if rows:
        await session.execute(insert(model_score), rows)


async def live_since(session: AsyncSession, day: date) -> dict[str, dict[str, Tally]]:
    """By version, then subgroup: all days from then on together."""
    found: dict[str, dict[str, Tally]] = {}
    for row in await session.execute(select(model_score).where(model_score.c.day >= day).order_by(model_score.c.day)):
        of_version = found.setdefault(row.version, {})
        of_version[row.subgroup] = of_version.get(row.subgroup, nothing()) + read(row.tally)
    return found


def everybody(of_version: Mapping[str, Tally]) -> Tally:
    return of_version.get(EVERYBODY, nothing())
