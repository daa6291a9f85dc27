from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, attempt

from recommend_service.mastery.folding import Fold
from recommend_service.mastery.known import DAY_ONE
from recommend_service.mastery.rules import GENERAL_PRIOR, GOAL_PRIOR, Belief, ability_at, chance, chance_range
from recommend_service.mastery.store import LearnerState
from recommend_service.model.attempt import MEANS, VARIANCES

GOAL = UUID(int=2)
beliefs = st.builds(Belief, st.floats(-4, 4), st.floats(0.01, 1.5))
levels = st.integers(1, 5)
scores = st.floats(0, 1)


def practised(*successes: bool, level: int = 3) -> Fold:
    """A new learner after these tries at one goal."""
    fold = Fold(DAY_ONE)
    for success in successes:
        fold.sees([GOAL], None, attempt(success, level=level))
    return fold


def probability(*successes: bool, level: int = 3) -> float:
    fold = practised(*successes, level=level)
    return chance(fold.general + DAY_ONE.at_goal(GOAL, fold.estimates.get(GOAL)))


def begun(general: Belief) -> Fold:
    """A learner of whom only so much is known."""
    return Fold(DAY_ONE, {}, LearnerState(0, 0, general, ()))


def test_of_a_new_learner_nothing_is_known_either_way() -> None:
    assert probability() == 0.5


def test_one_success_gives_the_numbers_of_the_kalman_step() -> None:
    fold = practised(True)
    general, goal = fold.general, fold.estimates[GOAL].belief
    assert general.mean == pytest.approx(0.6 * 0.5 / 1.225)
    assert general.variance == pytest.approx(0.6 - 0.36 * 0.25 / 1.225 + 0.001)
    assert goal.mean == pytest.approx(0.3 * 0.5 / 1.225 + 0.05, abs=1 / MEANS)
    assert goal.variance == pytest.approx(0.3 - 0.09 * 0.25 / 1.225 + 0.02, abs=1 / VARIANCES)


def test_twenty_failures_pull_it_down_and_twenty_successes_up_again() -> None:
    assert probability(*[False] * 20) < 0.15
    assert probability(*[False] * 20, *[True] * 20) > 0.8


def test_a_hard_success_says_more_than_an_easy_one() -> None:
    assert probability(True, level=5) > probability(True, level=1)


def test_a_failure_at_something_easy_says_more_than_at_something_hard() -> None:
    assert probability(False, level=1) < probability(False, level=5)


def test_what_is_learnt_at_one_goal_says_something_about_the_others() -> None:
    assert chance(practised(True, True, True).general + GOAL_PRIOR) > 0.5


def test_forgetting_shrinks_what_was_particular_to_the_goal_and_widens_the_range() -> None:
    estimate = practised(*[True] * 6).estimates[GOAL]
    now, later = (DAY_ONE.at_goal(GOAL, estimate, START + timedelta(days=days)) for days in (0, 30))
    assert now == estimate.belief
    assert 0 < later.mean < now.mean
    assert later.variance > now.variance


def test_what_is_shown_fades_as_the_model_itself_lets_it_fade() -> None:
    fold = practised(*[True] * 6)
    at = START + timedelta(days=30)
    shown = chance(DAY_ONE.ability(fold.general, [GOAL], fold.estimates, at))
    assert fold.foresees([GOAL], UUID(int=9), 3, at) == pytest.approx(shown, abs=1e-6)


def test_an_attempt_dated_before_the_last_one_forgets_nothing() -> None:
    estimate = practised(True).estimates[GOAL]
    assert DAY_ONE.at_goal(GOAL, estimate, START - timedelta(days=3)) == estimate.belief


@given(beliefs, levels, scores)
def test_a_success_never_lowers_an_estimate(general: Belief, level: int, score: float) -> None:
    fold = begun(general)
    before = fold.general
    fold.sees([GOAL], None, attempt(True, level=level, score=score))
    assert fold.general.mean >= before.mean
    assert fold.estimates[GOAL].belief.mean >= GOAL_PRIOR.mean


@given(beliefs, levels, scores)
def test_a_failure_never_raises_an_estimate(general: Belief, level: int, score: float) -> None:
    fold = begun(general)
    before = fold.general
    fold.sees([GOAL], None, attempt(False, level=level, score=score))
    assert fold.general.mean <= before.mean
    assert fold.estimates[GOAL].belief.mean <= GOAL_PRIOR.mean


@given(st.lists(st.tuples(st.booleans(), levels, scores), min_size=1, max_size=60))
def test_variances_stay_positive_and_the_range_holds_the_probability(tries: list[tuple[bool, int, float]]) -> None:
    fold = Fold(DAY_ONE)
    for success, level, score in tries:
        fold.sees([GOAL], None, attempt(success, level=level, score=score))
    belief = fold.estimates[GOAL].belief
    assert min(fold.general.variance, belief.variance) > 0
    found = chance_range(fold.general + belief)
    assert 0 <= found.low <= found.probability <= found.high <= 1


@given(st.lists(st.booleans(), max_size=40), levels)
def test_the_same_attempts_give_the_same_numbers(successes: list[bool], level: int) -> None:
    one, other = practised(*successes, level=level), practised(*successes, level=level)
    assert (one.general, one.estimates) == (other.general, other.estimates)


@given(st.lists(st.booleans(), min_size=1, max_size=20), st.integers(0, 20))
def test_a_state_that_was_put_away_and_taken_up_again_goes_on_as_if_it_never_was(
    successes: list[bool], at: int
) -> None:
    unbroken, first = practised(*successes), practised(*successes[:at])
    left = LearnerState(0, 0, GENERAL_PRIOR, ())
    first.leave(left)
    after = Fold(DAY_ONE, dict(first.estimates), left)
    for success in successes[at:]:
        after.sees([GOAL], None, attempt(success))
    assert (after.general, after.estimates) == (unbroken.general, unbroken.estimates)


def test_what_an_older_model_called_mastered_stays_so() -> None:
    fold = Fold(DAY_ONE, ever=[GOAL])
    fold.sees([GOAL], None, attempt(False))
    assert fold.estimates[GOAL].mastered


def test_an_activity_of_two_goals_is_judged_by_their_mean() -> None:
    ability = ability_at(Belief(1.0, 0.5), [Belief(0.4, 0.2), Belief(-0.2, 0.4)])
    assert ability.mean == pytest.approx(1.1)
    assert ability.variance == pytest.approx(0.5 + 0.6 / 4)
