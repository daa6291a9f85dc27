"""What a choice sets aside for a while. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from recommend_service.cards.schemas import OutcomeOut


def resting(choices: Sequence[OutcomeOut], now: datetime) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """(goals, activities) of which a card offers nothing while there is anything else; `choices` newest first.

    The goals of an own idea or an opt-out rest for the day; the activity chosen last is not offered right away again.
    The day is that of UTC: it changes at one or two at night in the Netherlands, when nobody is at school.
    """
    today = now.astimezone(UTC).date()
    goals = {
        goal_id
        for choice in choices
        if choice.kind in {"own-idea", "opt-out"} and choice.made_at.astimezone(UTC).date() == today
        for goal_id in choice.goal_ids
    }
    chosen = next((choice.activity_id for choice in choices if choice.activity_id is not None), None)
    return frozenset(goals), frozenset() if chosen is None else frozenset({chosen})
