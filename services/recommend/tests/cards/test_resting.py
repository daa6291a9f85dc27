from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from services.recommend.tests.make import START

from recommend_service.cards.resting import resting
from recommend_service.cards.schemas import OutcomeOut

GOAL, ACTIVITY = UUID(int=1), UUID(int=2)


def outcome(kind: Any, activity_id: UUID | None = None, **ago: int) -> OutcomeOut:
    return OutcomeOut(
        choice_id=uuid4(),
        kind=kind,
        option_id=None,
        activity_id=activity_id,
        goal_ids=[GOAL],
        made_at=START - timedelta(**ago),
    )


def test_goals_of_an_own_idea_or_opt_out_rest_today() -> None:
    assert resting([outcome("own-idea", hours=2)], START) == (frozenset({GOAL}), frozenset())
    assert resting([outcome("opt-out", hours=2)], START) == (frozenset({GOAL}), frozenset())


def test_tomorrow_they_are_back() -> None:
    assert resting([outcome("opt-out", hours=12)], START) == (frozenset(), frozenset())


def test_only_the_activity_chosen_last_rests() -> None:
    choices = [outcome("opt-out", days=1), outcome("surprise", ACTIVITY, days=2), outcome("option", uuid4(), days=3)]
    assert resting(choices, START) == (frozenset(), frozenset({ACTIVITY}))
