"""What is learnt of everybody helps with learners never seen, and never looks ahead."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from services.recommend.tests.model import make

from recommend_service.model import files, trees
from recommend_service.model.attempts import Attempts
from recommend_service.model.explaining import explain
from recommend_service.model.fit import (
    TURNS,
    Progress,
    add_shard,
    day_one_population,
    end_turn,
    finish,
    fit,
    predict,
    start,
)  # fmt: skip
from recommend_service.model.learner import Predictor
from recommend_service.model.population import Population
from recommend_service.model.progress import progress_bytes, progress_of


@pytest.fixture(scope="module")
def fitted() -> Population:
    return fit(make.attempts(150), 8, 80)


def others() -> Attempts:
    data = make.attempts(260)
    return data.of(data.learner >= 150)


def leaks(chances: object, seen: Attempts) -> bool:
    """The harness's check: answers are flipped from somewhere on; what was said up to there must not change."""
    flipped = seen.y.copy()
    flipped[25:] = 1 - flipped[25:]
    before, after = chances(seen), chances(replace(seen, y=flipped))  # type: ignore[operator]
    return bool(np.abs(before[:26] - after[:26]).max() > 0)


def test_a_fit_beats_day_one_and_day_one_beats_a_coin(fitted: Population) -> None:
    told, y = others(), others().y
    ours, first = predict(fitted, told, 8), predict(day_one_population(), told, 8)
    assert make.loss(y, ours) < make.loss(y, first) - 0.03
    assert make.loss(y, first) < 0.69


def test_the_same_data_and_seed_give_the_same_model(fitted: Population) -> None:
    again = fit(make.attempts(150), 8, 80)
    assert np.array_equal(again.readout.weights, fitted.readout.weights)
    assert np.array_equal(again.eases.items, fitted.eases.items)


def test_one_attempt_at_a_time_gives_the_batchs_numbers(fitted: Population) -> None:
    told = others().of(others().learner == 150)
    predictor = Predictor(fitted)
    learner = predictor.new_learner()
    one = [
        predictor.predict_update(learner, int(told.item[i]), told.goals[i : i + 1], told.at[i], told.y[i])
        for i in range(len(told))
    ]
    assert one == predict(fitted, told, 8).tolist()


def test_later_answers_change_no_earlier_prediction(fitted: Population) -> None:
    told = others().of(others().learner == 150)
    assert not leaks(lambda seen: predict(fitted, seen, 8), told)


def test_a_planted_leak_is_caught(fitted: Population) -> None:
    told = others().of(others().learner == 150)
    assert leaks(lambda seen: predict(fitted, seen, 8) + 1e-3 * seen.y, told)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("at", [np.nan, -1.0, 1e12])
def test_ten_thousand_answers_alike_stay_finite(fitted: Population, y: float, at: float) -> None:
    n = 10_000
    told = Attempts(
        np.zeros(n, np.int64),
        np.arange(n) % 3,
        (at * np.arange(n)).astype(np.float64),
        np.full(n, y),
        np.arange(n + 1),
        np.full(n, 2),
    )
    chances = predict(fitted, told, 8)
    assert np.isfinite(chances).all()
    assert chances.min() >= 0
    assert chances.max() <= 1
    assert (chances[-1] > 0.5) == (y == 1.0)


def test_unknown_goals_unknown_tasks_and_no_goals_are_predicted(fitted: Population) -> None:
    start = np.array([0, 1, 3, 3])
    told = Attempts(
        np.zeros(3, np.int64), np.array([500, -1, 3]), np.full(3, np.nan), np.ones(3), start, np.array([99, 98, 1])
    )
    assert np.isfinite(predict(fitted, told, 100)).all()


def test_a_fit_killed_between_two_shards_goes_on_to_the_same_model(fitted: Population) -> None:
    told = make.attempts(150)
    shards = [told.of((told.learner % 3) == k) for k in range(3)]

    def fit_of(keep: Callable[[Progress], Progress]) -> Population:
        progress = start(8, 80)
        while progress.turn < TURNS:
            for shard in shards:
                progress = keep(add_shard(progress, shard))
            progress = keep(end_turn(progress))
        return finish(progress)

    straight, killed = fit_of(lambda p: p), fit_of(lambda p: progress_of(progress_bytes(p)))
    assert files.packed(straight) == files.packed(killed)
    assert straight.seen == fitted.seen


def test_shards_in_another_order_say_the_same_up_to_rounding() -> None:
    told = make.attempts(40)
    one, other = told.of(told.learner < 15), told.of(told.learner >= 15)
    ab = end_turn(add_shard(add_shard(start(8, 80), one), other))
    ba = end_turn(add_shard(add_shard(start(8, 80), other), one))
    whole = end_turn(add_shard(start(8, 80), told))
    assert np.allclose(ab.eases[-1].items, ba.eases[-1].items, atol=1e-9)
    assert np.allclose(ab.eases[-1].items, whole.eases[-1].items, atol=1e-9)


def test_a_young_school_starts_from_what_others_know(fitted: Population) -> None:
    few, told = make.attempts(5, seed=7), others()
    alone, helped = fit(few, 8, 80), fit(few, 8, 80, prior=fitted)
    assert make.loss(told.y, predict(helped, told, 8)) < make.loss(told.y, predict(alone, told, 8)) - 0.02


def test_no_attempts_at_all_give_day_one() -> None:
    nobody = make.attempts(3).of(np.zeros(120, dtype=bool))
    assert fit(nobody, 8, 80).mix == 0.0


def test_few_learners_are_fitted_without_failing() -> None:
    assert np.isfinite(predict(fit(make.attempts(1), 8, 80), others(), 8)).all()


def test_a_prediction_is_the_sum_of_its_families(fitted: Population) -> None:
    predictor = Predictor(fitted)
    learner = predictor.new_learner()
    goals = np.array([1, 2])
    predictor.predict_update(learner, 4, goals, 1.7e9, 1.0)
    chance = predictor.predict_update(learner, 4, goals, 1.7e9 + 60, 0.0)
    said = explain(fitted, predictor.x, goals)
    assert sum(said.families.values()) == pytest.approx(said.logit)
    assert 1 / (1 + np.exp(-said.logit)) == pytest.approx(chance)


def test_trees_grow_where_numbers_speak_only_together_and_nowhere_else() -> None:
    rng, n = np.random.default_rng(4), 20_000
    x, fold = rng.normal(size=(n, 41)), np.arange(n) % 5
    z, together = 0.5 * x[:, 1], (x[:, 7] > 0) == (x[:, 18] > 0)
    y = (rng.random(n) < 1 / (1 + np.exp(-(z + together - 0.5)))).astype(np.float64)
    grown = trees.fit(x, z, y, np.ones(n), fold)
    plain = trees.fit(x, z, (rng.random(n) < 1 / (1 + np.exp(-z))).astype(np.float64), np.ones(n), fold)
    assert {7, 18} <= set(grown.splits.ravel().tolist())
    assert len(plain.splits) == 0


def test_living_difficulties_help_where_nothing_was_fitted() -> None:
    told = others()
    live, frozen = Predictor(day_one_population(), live=True), Predictor(day_one_population())
    moving, still = stream(live, told), stream(frozen, told)
    assert make.loss(told.y[2000:], moving[2000:]) < make.loss(told.y[2000:], still[2000:]) - 0.02


def stream(predictor: Predictor, told: Attempts) -> np.ndarray:
    learners = {one: predictor.new_learner() for one in np.unique(told.learner).tolist()}
    return np.array(
        [
            predictor.predict_update(
                learners[told.learner[i]], int(told.item[i]), told.goals[i : i + 1], told.at[i], told.y[i]
            )
            for i in range(len(told))
        ]
    )
