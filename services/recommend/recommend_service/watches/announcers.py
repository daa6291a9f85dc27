"""Watches as events: when one opens, is snoozed or closes, and again for those who ask."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.recommend import WatchChanged
from eigenwijs_shared.events.envelope import Event
from recommend_service.watches import store


def changed(life: store.Life) -> WatchChanged:
    """The watch as it stands; only one that was opened is told of."""
    assert life.opened_at is not None  # noqa: S101 - what nobody was alarmed of is not told
    state = state_of(life.closed_at, life.snoozed_until)
    return WatchChanged.model_validate(
        {
            "learner_id": life.learner_id,
            "watch_id": life.watch_id,
            "version": life.version,
            "kind": life.kind,
            "goal_id": life.goal_id,
            "state": state,
            "please_follow_up": state == "open",
            "opened_at": life.opened_at,
            "snoozed_until": life.snoozed_until,
            "closed_at": life.closed_at,
            # A promise has the words that it has; who wants to know more hears of the objection.
            "closed_because": "resolved" if life.closed_because == "contested" else life.closed_because,
        }
    )


def state_of(closed_at: datetime | None, snoozed_until: datetime | None) -> Literal["open", "snoozed", "closed"]:
    """Not by the clock: `snoozed_until` says itself when that ends."""
    if closed_at is not None:
        return "closed"
    return "open" if snoozed_until is None else "snoozed"


async def watches_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of all that were opened, by id."""
    lives = await store.all_opened(session, UUID(after) if after else None, limit)
    return list(map(changed, lives)), str(lives[-1].watch_id) if len(lives) == limit else None
