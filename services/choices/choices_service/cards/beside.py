"""What educators decided beside the dial, on a card from the catalogue: assigned, left out, and called together."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many
from choices_service.gather.present import called_to
from eigenwijs_shared.assigned_words import in_words
from eigenwijs_shared.assignments import Decided
from eigenwijs_shared.contracts.cards import AssignedOut, CardOut, GatheredOut, OptionOut, ReasonOut
from eigenwijs_shared.errors import Language
from eigenwijs_shared.gathering import Gathering, gathered_out
from eigenwijs_shared.roster.reach import Learner


async def assigned_rows(session: AsyncSession, decided: Decided) -> dict[UUID, Row[Any]]:
    """The activities that were assigned and can be done, in the order in which they have a right to a place."""
    known = await find_many(session, list(decided.wanted))
    return {key: known[key] for key in decided.wanted if key in known and known[key].active}


def within(assigned: Mapping[UUID, Row[Any]], goal_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those for these goals, and none beside them."""
    return {key: row for key, row in assigned.items() if all(goal_id in goal_ids for goal_id in row.goal_ids)}


def marked(card: CardOut, decided: Decided, language: Language) -> CardOut:
    """With a word on each option that an educator assigned."""
    return card.model_copy(update={"options": [_marked(option, decided, language) for option in card.options]})


def _marked(option: OptionOut, decided: Decided, language: Language) -> OptionOut:
    one = decided.wanted.get(option.activity_id)
    if one is None:
        return option
    said, told = in_words(one, language), option.reason
    reason = ReasonOut(
        learner=f"{said.learner} {told.learner}",
        educator=f"{said.educator} {told.educator}",
        parent=f"{said.parent} {told.parent}",
    )
    return option.model_copy(update={"reason": reason, "assigned": AssignedOut.model_validate(one)})


async def gathered(session: AsyncSession, learner: Learner, language: Language, now: datetime) -> GatheredOut | None:
    """To what the learner is called now: the card waits."""
    row = await called_to(session, learner, now)
    if row is None:
        return None
    known = await find_many(session, [row.activity_id] if row.activity_id else [])
    title = known[row.activity_id].title if row.activity_id else None
    return gathered_out(Gathering.of(row), title, language)
