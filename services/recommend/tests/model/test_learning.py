"""What one attempt does to a learner's state, whatever its weight, its score and its clock."""

import numpy as np
import pytest
from services.recommend.tests.model import make

from recommend_service.model.fit import day_one_population, fit
from recommend_service.model.learner import Learner, Predictor
from recommend_service.model.population import Population
from recommend_service.model.saved import packed, restored, tasks_of, unpacked

NOW = 1.75e9


@pytest.fixture(scope="module")
def fitted() -> Population:
    return fit(make.attempts(60), 8, 80)


def states(learner: Learner) -> list[bytes]:
    return [one.tobytes() for one in (learner.general, learner.known, learner.held, learner.tasks)]


def met(predictor: Predictor, seed: int = 3, attempts: int = 30) -> Learner:
    """A learner with a random past: weights, scores, pauses."""
    rng, learner = np.random.default_rng(seed), predictor.new_learner()
    for k in range(attempts):
        goals = np.sort(rng.choice(8, size=rng.integers(1, 4), replace=False))
        predictor.predict_update(
            learner, int(rng.integers(0, 90)), goals, NOW - 1e5 * (attempts - k), float(rng.random()),
            weight=float(rng.uniform(0.1, 3)), offset=float(rng.normal()),
        )  # fmt: skip
    return learner


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("y", [0.0, 0.3, 0.51, 1.0])
def test_a_failure_never_raises_a_goal_and_a_success_never_lowers_it(fitted: Population, seed: int, y: float) -> None:
    predictor, goals = Predictor(fitted), np.array([1, 2])
    learner = met(predictor, seed, seed)
    before = predictor.at_goals(learner, goals, NOW)[0]
    predictor.predict_update(learner, 4, goals, NOW, y, weight=0.1 + seed / 13, offset=seed / 10 - 2)
    after = predictor.at_goals(learner, goals, NOW)[0]
    assert ((after - before) * (1 if y > 0.5 else -1) >= 0).all()


def test_more_weight_moves_more_and_leaves_less_doubt() -> None:
    means, doubts = [], []
    for weight in (0.2, 1.0, 3.0):
        predictor = Predictor(day_one_population())
        learner = predictor.new_learner()
        predictor.predict_update(learner, -1, np.array([0]), NOW, 1.0, weight=weight)
        mean, doubt = predictor.at_goals(learner, np.array([0]), NOW)
        means.append(mean[0])
        doubts.append(doubt[0])
    assert means == sorted(means)
    assert doubts == sorted(doubts, reverse=True)


def test_looking_ahead_says_what_the_next_attempt_will_say_and_learns_nothing(fitted: Population) -> None:
    predictor = Predictor(fitted)
    learner = met(predictor)
    kept = states(learner)
    items, start, goals = np.array([4, 99, -1]), np.array([0, 2, 3, 3]), np.array([1, 2, 7])
    ahead = predictor.predict(learner, items, start, goals, np.array([0.5, 0.0, -0.7]), NOW + 1e6)
    assert states(learner) == kept
    assert ahead[0] == predictor.predict_update(learner, 4, np.array([1, 2]), NOW + 1e6, 1.0, offset=0.5)


def test_an_easier_level_is_expected_to_go_better(fitted: Population) -> None:
    predictor = Predictor(fitted)
    learner, start = met(predictor), np.arange(4)
    chances = predictor.predict(
        learner, np.full(3, -1), start, np.zeros(3, dtype=np.int64), np.array([1.4, 0.0, -1.4]), NOW
    )
    assert chances.tolist() == sorted(chances, reverse=True)


def test_a_state_is_made_of_numbers_that_real_columns_hold(fitted: Population) -> None:
    learner = met(Predictor(fitted))
    assert {one.dtype for one in (learner.general, learner.known, learner.tasks)} == {np.dtype(np.float32)}


def test_an_unknown_time_does_not_make_a_known_one_forgotten(fitted: Population) -> None:
    predictor, goals = Predictor(fitted), np.array([1])
    learner = met(predictor)
    predictor.predict_update(learner, -1, goals, NOW, 1.0)
    predictor.predict_update(learner, -1, goals, np.nan, 1.0)
    now, later = (predictor.at_goals(learner, goals, at)[1][0] for at in (NOW, NOW + 1e7))
    assert later > now


def test_a_state_saved_and_read_back_goes_on_as_if_it_had_never_been_away(fitted: Population) -> None:
    stayed, away = Predictor(fitted), Predictor(fitted)
    one, other = met(stayed, attempts=100), met(away, attempts=100)
    goals = {goal: other.known[row].tolist() for goal, row in other.goals.items()}
    back = restored(fitted.constants, other.general.tolist(), goals, tasks_of(other))
    said = [
        (
            stayed.predict_update(one, k, np.array([k % 8]), NOW + k, 1.0),
            away.predict_update(back, k, np.array([k % 8]), NOW + k, 1.0),
        )
        for k in range(80)
    ]
    assert [a for a, _ in said] == [b for _, b in said]


def test_a_packed_state_is_the_same_state(fitted: Population) -> None:
    learner = met(Predictor(fitted), attempts=200)
    back = unpacked(fitted.constants, packed(learner))
    assert states(back) == states(learner)
    assert back.goals == learner.goals


def test_a_learner_with_hundreds_of_goals_and_tasks_is_kept_in_four_kilobytes(fitted: Population) -> None:
    predictor, rng = Predictor(fitted), np.random.default_rng(5)
    learner = predictor.new_learner()
    [
        predictor.predict_update(learner, k % 300, np.array([k % 100]), NOW + 9e3 * k, float(rng.random() < 0.7))
        for k in range(1000)
    ]
    assert len(packed(learner)) <= 4096
