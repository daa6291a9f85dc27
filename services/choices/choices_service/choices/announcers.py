"""Choices as events: when something becomes of them, and again for those who ask."""

from collections.abc import Sequence
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.tables import choice
from eigenwijs_shared.contracts.catalogue import CardChoiceKind
from eigenwijs_shared.contracts.choices import CardChoiceMade, ChoiceMade, ChoiceStarted, ChoiceWithdrawn
from eigenwijs_shared.events.envelope import Event


def made(row: Row[Any]) -> list[Event]:
    """That it was chosen; also as readers of the first version know it, where that could say it."""
    events: list[Event] = [ChoiceMade.model_validate(row, from_attributes=True)]
    if row.card_id is not None and row.kind in get_args(CardChoiceKind):
        events.append(CardChoiceMade.model_validate(row, from_attributes=True))
    return events


def started(row: Row[Any]) -> ChoiceStarted:
    """That somebody said it was begun."""
    return ChoiceStarted(
        learner_id=row.learner_id,
        choice_id=row.choice_id,
        activity_id=row.activity_id,
        goal_ids=row.goal_ids,
        author_id=row.started_by,
        started_at=row.started_at,
    )


def withdrawn(row: Row[Any]) -> ChoiceWithdrawn:
    """That it was taken back."""
    told = {name: getattr(row, name) for name in ChoiceWithdrawn.model_fields if name != "author_id"}
    return ChoiceWithdrawn(**told, author_id=row.withdrawn_by)


async def choices_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of all choices, oldest first, each with what became of it, for a consumer that is new or wiped."""
    query = select(choice).order_by(choice.c.choice_id).limit(limit)
    if after is not None:
        query = query.where(choice.c.choice_id > UUID(after))
    rows = (await session.execute(query)).all()
    events = [event for row in rows for event in _whole(row)]
    return events, str(rows[-1].choice_id) if len(rows) == limit else None


def _whole(row: Row[Any]) -> list[Event]:
    events = made(row)
    if row.started_at is not None:
        events.append(started(row))
    if row.withdrawn_at is not None:
        events.append(withdrawn(row))
    return events
