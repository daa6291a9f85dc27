"""What the database knows of timetables."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.timetables.rules import Hours, hours_of
from choices_service.timetables.tables import timetable


async def find(session: AsyncSession, group_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(timetable).where(timetable.c.group_id == group_id))).one_or_none()


async def put(session: AsyncSession, group_id: UUID, said: Mapping[str, Any], by: str, now: datetime) -> Row[Any]:
    """These slots from now on."""
    values = {**said, "changed_at": now, "changed_by": by}
    statement = insert(timetable).values(board_id=session.info["board_id"], group_id=group_id, version=1, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["board_id", "group_id"], set_={**values, "version": timetable.c.version + 1}
    )
    row: Row[Any] = (await session.execute(statement.returning(timetable))).one()
    return row


async def hours_by_learner(session: AsyncSession, groups: Mapping[UUID, Collection[UUID]]) -> dict[UUID, Hours]:
    """The hours of each learner, of whom `groups` says which it is in."""
    wanted = {group_id for several in groups.values() for group_id in several}
    rows = await session.execute(select(timetable).where(timetable.c.group_id.in_(wanted)))
    known = {row.group_id: (row.slots, row.days_off) for row in rows}
    return {
        learner_id: hours_of(known[group_id] for group_id in sorted(several) if group_id in known)
        for learner_id, several in groups.items()
    }
