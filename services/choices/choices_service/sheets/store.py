"""Which card is whose."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.choices.store import cards


async def newest_cards(
    session: AsyncSession, learner_ids: Collection[UUID], subject: str | None, since: datetime
) -> dict[UUID, Row[Any]]:
    """The newest card of each of these learners since then, whoever made it; of one subject where that is asked."""
    query = select(cards).where(cards.c.learner_id.in_(learner_ids), cards.c.offered_at >= since)
    if subject is not None:
        query = query.where(cards.c.subject == subject)
    newest = query.order_by(cards.c.learner_id, cards.c.offered_at.desc(), cards.c.card_id.desc())
    return {row.learner_id: row for row in await session.execute(newest.ext(distinct_on(cards.c.learner_id)))}


async def these_cards(session: AsyncSession, card_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """By their ids."""
    return {row.card_id: row for row in await session.execute(select(cards).where(cards.c.card_id.in_(card_ids)))}
