"""Reports, one a week."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.motivation.tables import motivation


async def add_report(session: AsyncSession, report: Mapping[str, Any]) -> Row[Any] | None:
    """The report; None when this week has one, also if that was made a moment ago."""
    added = await session.execute(
        upsert(motivation)
        .values(**report, board_id=session.info["board_id"])
        .on_conflict_do_nothing()
        .returning(motivation)
    )
    found: Row[Any] | None = added.one_or_none()
    return found


async def reports_of(
    session: AsyncSession, learner_id: UUID, *, shared_only: bool, before: date | None, limit: int
) -> Sequence[Row[Any]]:
    """A learner's reports, the last week first."""
    query = select(motivation).where(motivation.c.learner_id == learner_id).order_by(motivation.c.week.desc())
    if shared_only:
        query = query.where(motivation.c.shared)
    if before is not None:
        query = query.where(motivation.c.week < before)
    return (await session.execute(query.limit(limit + 1))).all()
