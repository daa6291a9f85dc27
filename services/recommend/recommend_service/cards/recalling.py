"""Reviews have their place on a card, and never more than that. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from recommend_service.cards.scoring import Candidate

MOST = 2
"""Of a card's options; what is woven into other work does not count."""


def few_reviews(found: Sequence[Candidate]) -> list[Candidate]:
    """The best review of each of two goals keeps its rank; others come only where nothing else is left."""
    kept: dict[UUID, Candidate] = {}
    ranked = sorted(
        (one for one in found if one.is_review and not one.spare),
        key=lambda one: (-one.score, one.activity.activity_id),
    )
    for one in ranked:
        if len(kept) < MOST:
            kept.setdefault(one.goal_id, one)
    places = set(map(id, kept.values()))
    return [replace(one, spare=True) if one.is_review and id(one) not in places else one for one in found]
