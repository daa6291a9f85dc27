"""The board's surprises that somebody took, and how the try that followed went."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.tables import observation
from recommend_service.tables import card, card_choice

FOLLOWS_WITHIN = timedelta(days=14)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Drawn:
    """A surprise that was taken and tried; `size` of its card."""

    learner_id: UUID
    inputs: Mapping[str, Any]
    size: int
    activity_id: UUID
    success: bool


async def surprises(session: AsyncSession) -> AsyncIterator[Drawn]:
    """In the order of the choices' ids, read in parts; what was never tried tells nothing and is not among them."""
    after: UUID | None = None
    while True:
        rows = (await session.execute(_query(after))).all()
        for row in rows:
            yield Drawn(row.learner_id, row.inputs, len(row.options), row.activity_id, row.success)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].choice_id


def _query(after: UUID | None) -> Any:
    of, seen = card_choice.c, observation.c
    followed = (
        select(seen.success)
        .where(
            seen.board_id == of.board_id,
            seen.learner_id == of.learner_id,
            seen.activity_id == of.activity_id,
            seen.occurred_at >= of.made_at,
            seen.occurred_at < of.made_at + FOLLOWS_WITHIN,
        )
        .order_by(seen.occurred_at, seen.sequence)
        .limit(1)
        .lateral()
    )
    query = (
        select(of.choice_id, of.learner_id, of.activity_id, card.c.inputs, card.c.options, followed.c.success)
        .join(card, (card.c.board_id == of.board_id) & (card.c.card_id == of.card_id))
        .join(followed, true())
        .where(of.kind == "surprise", of.withdrawn_at.is_(None), of.activity_id.is_not(None))
        .order_by(of.choice_id)
        .limit(AT_ONCE)
    )
    return query if after is None else query.where(of.choice_id > after)
