"""What learners need and like, as profile tells it: a projection for the services that make cards, written once."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, MetaData, PrimaryKeyConstraint, Table, Uuid, literal, select, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import InterestsChanged, NeedsChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from eigenwijs_shared.wishes import Wishes, topic_key

wishes = MetaData()
_projection = {"projection": True}

learner_need = Table(
    "learner_need",
    wishes,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("needs", JSONB, nullable=False, comment="[{need, until}]; until is the last day, null: for good"),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info=_projection,
)

learner_interest = Table(
    "learner_interest",
    wishes,
    Column("board_id", Uuid, nullable=False),
    Column("learner_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("interests", JSONB, nullable=False, comment="[{topic, until}]; until is the last day"),
    PrimaryKeyConstraint("board_id", "learner_id"),
    info=_projection,
)


async def on_needs(session: AsyncSession, events: Sequence[NeedsChanged]) -> None:
    await keep_newest(session, learner_need, [event.model_dump(mode="json", by_alias=False) for event in events])


async def on_interests(session: AsyncSession, events: Sequence[InterestsChanged]) -> None:
    await keep_newest(session, learner_interest, [event.model_dump(mode="json", by_alias=False) for event in events])


def follow_wishes(reactions: Reactions) -> None:
    """Register the projection with a service's reactions."""
    reactions.add(NeedsChanged, on_needs)
    reactions.add(InterestsChanged, on_interests)


async def wishes_of(session: AsyncSession, learner_id: UUID, today: date) -> Wishes:
    """What holds on that day."""
    rows = await session.execute(
        union_all(
            select(literal("need"), learner_need.c.needs).where(learner_need.c.learner_id == learner_id),
            select(literal("topic"), learner_interest.c.interests).where(learner_interest.c.learner_id == learner_id),
        )
    )
    held = {kind: [one[kind] for one in said if _holds(one, today)] for kind, said in rows}
    return Wishes(frozenset(held.get("need", ())), frozenset(map(topic_key, held.get("topic", ()))))


def _holds(one: dict[str, Any], today: date) -> bool:
    return one["until"] is None or date.fromisoformat(one["until"]) >= today
