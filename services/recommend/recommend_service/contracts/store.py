"""What a learner promised for now."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.contracts.tables import standing_contract


async def promised_by(session: AsyncSession, learner_id: UUID, today: date) -> frozenset[UUID]:
    """Activities of the signed contracts that run today, and that nobody ticked yet."""
    of = standing_contract.c
    running = (of.learner_id == learner_id, of.state == "signed", of.starts_on <= today, of.ends_on >= today)
    rows = await session.scalars(select(of.open_activity_ids).where(*running))
    return frozenset(one for ids in rows for one in ids)
