"""Estimates of a policy that never ran, against a world in which its value is known."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from recommend_service.offpolicy.estimates import Value, clustered_error, doubly_robust, ips, snips
from recommend_service.offpolicy.logged import BadLog, Decision, Floats, Log, log_of

METHODS = [ips, snips, doubly_robust]
SEEDS = 60
Method = Callable[[Log], Value]


def softmax(scores: Floats) -> Floats:
    weights = np.exp(scores - scores.max())
    return np.asarray(weights / weights.sum())


def drawn(seed: int, learners: int = 30, each: int = 12) -> tuple[Log, float]:
    """Draws of a policy that likes the first feature, asked about one that likes the second; and the true value."""
    rng = np.random.default_rng(seed)
    decisions, truth = [], []
    for learner in range(learners):
        luck = rng.normal(0, 0.3)
        for _ in range(each):
            features = rng.normal(size=(5, 2))
            mean = 0.4 + 0.3 * features[:, 1] - 0.1 * features[:, 0] ** 2 + luck
            propensities, wanted = softmax(0.7 * features[:, 0]), softmax(1.5 * features[:, 1])
            taken = int(rng.choice(5, p=propensities))
            truth.append(wanted @ (mean - luck))
            reward = mean[taken] + rng.normal(0, 0.5)
            decisions.append(Decision(learner, features, propensities, wanted, taken, float(reward)))
    return log_of(decisions), float(np.mean(truth))


@pytest.fixture(scope="module")
def logs() -> list[tuple[Log, float]]:
    return [drawn(seed) for seed in range(SEEDS)]


@pytest.mark.parametrize("method", METHODS)
def test_the_truth_lies_inside_the_interval_at_nine_of_ten_seeds(logs: list[tuple[Log, float]], method: Method) -> None:
    found = [(method(log), truth) for log, truth in logs]
    assert sum(one.low <= truth <= one.high for one, truth in found) >= 0.9 * SEEDS


@pytest.mark.parametrize("method", METHODS)
def test_on_average_the_estimate_is_the_truth(logs: list[tuple[Log, float]], method: Method) -> None:
    errors = [method(log).value - truth for log, truth in logs]
    assert abs(np.mean(errors)) < 0.05


def test_a_model_of_the_reward_takes_noise_away(logs: list[tuple[Log, float]]) -> None:
    assert np.mean([doubly_robust(log).error for log, _ in logs]) < np.mean([ips(log).error for log, _ in logs])


def test_asked_about_itself_a_policy_is_worth_what_it_earned() -> None:
    log, _ = drawn(1)
    own = replace(log, weights=np.ones(len(log)))
    assert ips(own).value == pytest.approx(log.rewards.mean())
    assert ips(own).effective == pytest.approx(len(log))


def test_what_was_cut_is_told() -> None:
    log, _ = drawn(2)
    found = ips(log, clip=1.0)
    assert found.clipped == pytest.approx((log.weights > 1).mean())
    assert found.lost > 0
    assert ips(log, clip=1e9).lost == 0


def test_what_could_not_have_been_drawn_is_told() -> None:
    half = Decision(0, np.zeros((2, 1)), np.array([1.0, 0.0]), np.array([0.25, 0.75]), 0, 1.0)
    log = log_of([half, replace(half, learner=1)])
    assert snips(log).uncovered == 0.75


def test_many_draws_of_one_learner_are_no_crowd() -> None:
    rng = np.random.default_rng(3)
    luck = rng.normal(size=10).repeat(50)
    error, learners = clustered_error(luck, np.arange(10).repeat(50))
    assert learners == 10
    assert error > 3 * luck.std() / np.sqrt(len(luck))


GOOD = Decision(0, np.zeros((2, 1)), np.array([0.5, 0.5]), np.array([1.0, 0.0]), 0, 1.0)


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, propensities=np.array([0.0, 1.0])),
        replace(GOOD, propensities=np.array([1.5, -0.5])),
        replace(GOOD, wanted=np.array([0.7, 0.7])),
        replace(GOOD, wanted=np.array([1.0])),
        replace(GOOD, reward=float("nan")),
        replace(GOOD, features=np.full((2, 1), np.inf)),
        replace(GOOD, taken=2),
    ],
)
def test_a_draw_that_cannot_have_happened_is_refused_by_its_place(bad: Decision) -> None:
    with pytest.raises(BadLog, match="draw 1"):
        log_of([GOOD, bad])


def test_without_draws_or_with_one_learner_there_is_no_estimate() -> None:
    with pytest.raises(BadLog, match="no draws"):
        log_of([])
    with pytest.raises(BadLog, match="two learners"):
        ips(log_of([GOOD, GOOD]))
    never = replace(GOOD, wanted=np.array([0.0, 1.0]))
    with pytest.raises(BadLog, match="ever drawn"):
        snips(log_of([never, replace(never, learner=1)]))
