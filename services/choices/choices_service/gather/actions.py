"""Calling a group together, and letting it go."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many
from choices_service.assignments.doable import check_doable
from choices_service.gather import problems, store
from choices_service.gather.schemas import GatheredActivityOut, GatherIn, GatherOut
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.choices import GatherChanged
from eigenwijs_shared.errors import Fault, Invalid
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id


async def begin(
    session: AsyncSession, group_id: UUID, wanted: GatherIn, caller: Principal, *, now: datetime
) -> GatherOut:
    """Call this group together; once at a time."""
    if (wanted.activity_id is None) == (wanted.question is None):
        raise Invalid(faults=[Fault("#", problems.ONE_OF_TWO, "one-of-two")])
    if wanted.activity_id is not None:
        await check_doable(session, wanted.activity_id)
    await store.lock_group(session, group_id)
    for row in await store.running_of(session, [group_id], now):
        raise problems.GatheredAlready(more={"gatherId": str(row.gather_id), "until": row.until.isoformat()})
    row = await store.add(
        session,
        {
            "gather_id": new_id(),
            "group_id": group_id,
            "version": 1,
            "activity_id": wanted.activity_id,
            "question": wanted.question,
            "author_id": caller.subject,
            "began_at": now,
            "until": now + timedelta(minutes=wanted.minutes),
        },
    )
    await announce(session, changed(row))
    return (await shown(session, [row]))[0]


async def end(session: AsyncSession, group_id: UUID, *, now: datetime) -> None:
    """Let the group go now; `NotGathered` where it is not together."""
    await store.lock_group(session, group_id)
    rows = await store.running_of(session, [group_id], now)
    if not rows:
        raise problems.NotGathered
    for row in rows:
        await announce(session, changed(await store.end(session, row, now)))


async def shown(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[GatherOut]:
    """With the activities to which the groups are called."""
    known = await find_many(session, [row.activity_id for row in rows if row.activity_id])
    return [
        GatherOut(
            gather_id=row.gather_id,
            group_id=row.group_id,
            activity=GatheredActivityOut.model_validate(known[row.activity_id]) if row.activity_id else None,
            question=row.question,
            author_id=row.author_id,
            began_at=row.began_at,
            until=row.until,
        )
        for row in rows
    ]


def changed(row: Row[Any]) -> GatherChanged:
    """The event of its whole state, without the question's words."""
    return GatherChanged.model_validate(row, from_attributes=True)


async def gathers_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[Sequence[GatherChanged], str | None]:
    """A page of all, for a consumer that is new or wiped."""
    rows = await store.all_gathers(session, UUID(after) if after else None, limit)
    return [changed(row) for row in rows], str(rows[-1].gather_id) if len(rows) == limit else None
