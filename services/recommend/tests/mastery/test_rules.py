from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, attempt

from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import (
    GENERAL_PRIOR,
    GOAL_PRIOR,
    Belief,
    Estimate,
    ability_at,
    chance,
    chance_range,
    faded,
    learn,
)

beliefs = st.builds(Belief, st.floats(-4, 4), st.floats(0.01, 1.5))
levels = st.integers(1, 5)
scores = st.floats(0, 1)


def practised(*successes: bool, level: int = 3) -> tuple[Belief, Estimate | None]:
    """A new learner's general ability and estimate after these tries at one goal."""
    general, estimate = GENERAL_PRIOR, None
    for success in successes:
        one = attempt(success, level=level)
        general, (belief,) = learn(general, [estimate], one)
        estimate = counted(estimate, belief, general, one)
    return general, estimate


def probability(*successes: bool, level: int = 3) -> float:
    general, estimate = practised(*successes, level=level)
    return chance(general + (estimate.belief if estimate else GOAL_PRIOR))


def test_of_a_new_learner_nothing_is_known_either_way() -> None:
    assert probability() == 0.5


def test_one_success_gives_the_numbers_of_the_kalman_step() -> None:
    general, (goal,) = learn(GENERAL_PRIOR, [None], attempt())
    assert general.mean == pytest.approx(0.6 * 0.5 / 1.225)
    assert general.variance == pytest.approx(0.6 - 0.36 * 0.25 / 1.225 + 0.001)
    assert goal.mean == pytest.approx(0.3 * 0.5 / 1.225 + 0.05)
    assert goal.variance == pytest.approx(0.3 - 0.09 * 0.25 / 1.225 + 0.03)


def test_twenty_failures_pull_it_down_and_twenty_successes_up_again() -> None:
    assert probability(*[False] * 20) < 0.15
    assert probability(*[False] * 20, *[True] * 20) > 0.8


def test_a_hard_success_says_more_than_an_easy_one() -> None:
    assert probability(True, level=5) > probability(True, level=1)


def test_a_failure_at_something_easy_says_more_than_at_something_hard() -> None:
    assert probability(False, level=1) < probability(False, level=5)


def test_what_is_learnt_at_one_goal_says_something_about_the_others() -> None:
    general, _ = practised(True, True, True)
    assert chance(general + GOAL_PRIOR) > 0.5


def test_forgetting_shrinks_what_was_particular_to_the_goal() -> None:
    _, estimate = practised(*[True] * 6)
    assert estimate is not None
    later = faded(estimate, START + timedelta(days=30))
    assert 0 < later.mean < estimate.belief.mean


def test_an_attempt_dated_before_the_last_one_forgets_nothing() -> None:
    _, estimate = practised(True)
    assert estimate is not None
    assert faded(estimate, START - timedelta(days=3)) == estimate.belief


@given(beliefs, levels, scores)
def test_a_success_never_lowers_an_estimate(general: Belief, level: int, score: float) -> None:
    after, (goal,) = learn(general, [None], attempt(True, level=level, score=score))
    assert after.mean >= general.mean
    assert goal.mean >= GOAL_PRIOR.mean


@given(beliefs, levels, scores)
def test_a_failure_never_raises_an_estimate(general: Belief, level: int, score: float) -> None:
    after, (goal,) = learn(general, [None], attempt(False, level=level, score=score))
    assert after.mean <= general.mean
    assert goal.mean <= GOAL_PRIOR.mean


@given(st.lists(st.tuples(st.booleans(), levels, scores), min_size=1, max_size=60))
def test_variances_stay_positive_and_the_range_holds_the_probability(tries: list[tuple[bool, int, float]]) -> None:
    general, estimate = GENERAL_PRIOR, None
    for success, level, score in tries:
        one = attempt(success, level=level, score=score)
        general, (belief,) = learn(general, [estimate], one)
        estimate = counted(estimate, belief, general, one)
    assert estimate is not None
    assert min(general.variance, estimate.belief.variance) > 0
    found = chance_range(general + estimate.belief)
    assert 0 <= found.low <= found.probability <= found.high <= 1


@given(st.lists(st.booleans(), max_size=40), levels)
def test_the_same_attempts_give_the_same_numbers(successes: list[bool], level: int) -> None:
    assert practised(*successes, level=level) == practised(*successes, level=level)


def test_an_activity_of_two_goals_is_judged_by_their_mean() -> None:
    ability = ability_at(Belief(1.0, 0.5), [Belief(0.4, 0.2), Belief(-0.2, 0.4)])
    assert ability.mean == pytest.approx(1.1)
    assert ability.variance == pytest.approx(0.5 + 0.6 / 4)
