"""What other evidence than attempts does to an estimate, and to the gates."""

from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, attempt, evidence_recorded, recorded

from eigenwijs_shared.contracts.choices import USUAL_RULE
from recommend_service.mastery.evidence import believed
from recommend_service.mastery.folding import Fold
from recommend_service.mastery.gates import counted, state_of
from recommend_service.mastery.known import DAY_ONE
from recommend_service.mastery.rules import GENERAL_PRIOR, Attempt, Belief, Estimate
from recommend_service.mastery.store import LearnerState
from recommend_service.mastery.sufficiency import lacks_for_opt_out
from recommend_service.model.attempt import VARIANCES

SURE = Belief(4.0, 0.1)
LEARNER, GOAL = UUID(int=1), UUID(int=2)
weights = st.floats(0.01, 3)


def fact(kind: str, success: bool = True, **values: Any) -> Attempt:
    found = believed(evidence_recorded(LEARNER, 1, [GOAL], success, kind=kind, **values))
    assert found is not None
    return found


def after(*facts: Attempt, belief: Belief = SURE) -> Estimate:
    estimate: Estimate | None = None
    for one in facts:
        estimate = counted(estimate, belief, GENERAL_PRIOR, one)
    assert estimate is not None
    return estimate


def learnt(one: Attempt, general: Belief = GENERAL_PRIOR) -> tuple[Belief, Belief]:
    """What is believed of a learner at large and at the goal after this alone."""
    fold = Fold(DAY_ONE, {}, LearnerState(0, 0, general, ()))
    fold.sees([GOAL], None, one)
    return fold.general, fold.estimates[GOAL].belief


def test_evidence_of_weight_one_is_worth_an_attempt() -> None:
    tried = believed(recorded(LEARNER, 1, [GOAL], True))
    assert tried is not None
    assert learnt(fact("observation")) == learnt(tried)


def test_a_weight_multiplies_gradient_and_curvature() -> None:
    general, goal = learnt(attempt(weight=2.0))
    assert general.mean == pytest.approx(0.6 * 2 * 0.5 / (1 + 2 * 0.225))
    assert general.variance == pytest.approx(0.6 - 0.36 * 2 * 0.25 / (1 + 2 * 0.225) + 0.001)
    assert goal.variance == pytest.approx(0.3 - 0.09 * 2 * 0.25 / (1 + 2 * 0.225) + 0.02, abs=1 / VARIANCES)
    half, _ = learnt(attempt(weight=0.5))
    assert half.variance == pytest.approx(0.6 - 0.36 * 0.5 * 0.25 / (1 + 0.5 * 0.225) + 0.0005)


@given(weights, weights, st.booleans(), st.integers(1, 5))
def test_more_weight_moves_more_and_leaves_less_in_doubt(one: float, other: float, success: bool, level: int) -> None:
    light, heavy = sorted((one, other))
    general, _ = learnt(attempt(success, level=level, weight=light))
    surer, _ = learnt(attempt(success, level=level, weight=heavy))
    assert abs(surer.mean) >= abs(general.mean)
    assert surer.variance > 0


@given(weights, st.booleans(), st.floats(-4, 4), st.floats(0.01, 1.5))
def test_a_weighed_success_never_lowers_and_a_failure_never_raises(
    weight: float, success: bool, mean: float, variance: float
) -> None:
    before = Belief(float(np.float32(mean)), variance)
    general, goal = learnt(attempt(success, weight=weight), before)
    assert (general.mean - before.mean) * (1 if success else -1) >= 0
    assert goal.mean * (1 if success else -1) >= 0
    assert general.variance > 0


def test_what_is_only_shown_says_nothing() -> None:
    assert believed(evidence_recorded(LEARNER, 1, [GOAL], True, weight=0.0)) is None


@pytest.mark.parametrize(("kind", "level", "proofs"), [
    ("paper-check", 3, 1), ("product", 3, 1), ("observation", 3, 0), ("correction", 3, 0),
    ("paper-check", 2, 0), ("product", 2, 0), ("observation", 4, 1),
])  # fmt: skip
def test_a_check_on_paper_and_a_product_prove_a_goal_at_its_own_level(kind: str, level: int, proofs: int) -> None:
    assert after(fact(kind, level=level)).proofs == proofs


def test_light_evidence_proves_nothing() -> None:
    light = after(fact("product", weight=0.5))
    assert (light.attempts, light.hard_successes, light.proofs, light.streak) == (1, 0, 0, 0)


@pytest.mark.parametrize("kind", ["self-assessment", "peer-assessment"])
def test_what_learners_say_of_themselves_or_each_other_never_masters_a_goal_nor_excuses_from_it(kind: str) -> None:
    said = after(*[fact(kind, level=5, weight=3.0)] * 20)
    assert not said.mastered
    assert state_of(said, 0.99) == "unknown"
    assert lacks_for_opt_out(said, 0.99, USUAL_RULE, START) is not None
    assert said.belief == SURE


@pytest.mark.parametrize("kind", ["self-assessment", "peer-assessment"])
def test_nor_does_it_take_away_what_was_shown(kind: str) -> None:
    shown = [attempt(level=4)] * 6
    doubted = after(*shown, fact(kind, success=False))
    assert doubted.mastered
    assert (doubted.streak, doubted.recent) == (6, after(*shown).recent)
