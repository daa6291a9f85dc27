"""Keep what a learner says of its week."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.motivation import store
from profile_service.motivation.rules import ReportedThisWeek, next_at, week_of
from profile_service.motivation.schemas import ReportIn, ReportOut

_MONTHS = (
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"),
    ("juni", "June"), ("juli", "July"), ("augustus", "August"), ("september", "September"), ("oktober", "October"),
    ("november", "November"), ("december", "December"),
)  # fmt: skip


async def report(session: AsyncSession, learner_id: UUID, said: ReportIn, *, now: datetime) -> ReportOut:
    """One a week; the second is refused, with when the next may come."""
    week = week_of(now)
    added = await store.add_report(
        session, {**said.model_dump(), "learner_id": learner_id, "week": week, "reported_at": now}
    )
    if added is None:
        following = next_at(week)
        dutch, english = (f"{following.day} {month}" for month in _MONTHS[following.month - 1])
        raise ReportedThisWeek(nl=dutch, en=english, more={"nextAt": following.isoformat()})
    return shown(added)


def shown(row: Row[Any]) -> ReportOut:
    held = {name: getattr(row, name) for name in ReportOut.model_fields if name != "next_at"}
    return ReportOut(**held, next_at=next_at(row.week))
