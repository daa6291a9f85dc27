"""Objections as events: when raised, decided or withdrawn, and again for those who ask. Never what people wrote."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.recommend import ObjectionDecided, ObjectionRaised, ObjectionWithdrawn
from eigenwijs_shared.events.envelope import Event
from recommend_service.objections import store


def about_ids(one: Row[Any]) -> dict[str, UUID | None]:
    return {f"{about}_id": one.about_id if one.about == about else None for about in ("goal", "card", "watch")}


def raised(one: Row[Any]) -> ObjectionRaised:
    return ObjectionRaised(
        **about_ids(one),
        learner_id=one.learner_id,
        objection_id=one.objection_id,
        version=1,
        goal_ids=list(one.goal_ids),
        check_activity_id=one.check_id,
        author_id=one.raised_by,
        author_role=one.raised_role,
        raised_at=one.raised_at,
    )


def closed(one: Row[Any]) -> ObjectionDecided | ObjectionWithdrawn:
    """As it ended; the caller knows that it did."""
    if one.status == "withdrawn":
        return ObjectionWithdrawn(
            learner_id=one.learner_id, objection_id=one.objection_id, version=one.version, withdrawn_at=one.closed_at
        )
    return ObjectionDecided(
        **about_ids(one),
        learner_id=one.learner_id,
        objection_id=one.objection_id,
        version=one.version,
        upheld=one.status == "upheld",
        fact_id=one.fact_id,
        author_id=one.closed_by,
        decided_at=one.closed_at,
    )


async def objections_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of all of the board, the oldest first: each as it was raised, and as it ended."""
    rows = await store.all_of(session, UUID(after) if after else None, limit)
    told = [event for one in rows for event in (raised(one), *([] if one.status == "open" else [closed(one)]))]
    return told, str(rows[-1].objection_id) if len(rows) == limit else None
