"""To what a learner is called, and was called just now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.gathering import Gathering
from eigenwijs_shared.roster.reach import Learner
from recommend_service.gather.rules import RETURNS_FOR
from recommend_service.gather.tables import gather
from recommend_service.tables import estimate


async def gatherings_of(session: AsyncSession, learner: Learner, now: datetime) -> list[Gathering]:
    """Those of the learner's groups that matter to its card: running, or over not long ago."""
    query = select(gather).where(gather.c.group_id.in_(learner.group_ids), gather.c.until > now - RETURNS_FOR)
    return list(map(Gathering.of, await session.execute(query)))


async def learnt_at(session: AsyncSession, learner_id: UUID, since: datetime) -> list[datetime]:
    """The moments after `since` at which an estimate of this learner changed last."""
    query = select(estimate.c.updated_at).where(estimate.c.learner_id == learner_id, estimate.c.updated_at > since)
    return list((await session.execute(query)).scalars())
