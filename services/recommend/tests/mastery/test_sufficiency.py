"""Wel of niet: what suffices to leave a task, by the rule of its goal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, attempt

from eigenwijs_shared.contracts.catalogue import Proof
from eigenwijs_shared.contracts.choices import USUAL_RULE, EvidenceRule
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import GENERAL_PRIOR, Attempt, Belief, Estimate, Shown
from recommend_service.mastery.sufficiency import MOST_SHOWN, Shortage, lacks_for_opt_out

SURE = Belief(4.0, 0.1)
NOW = START + timedelta(days=100)


def after(*tries: Attempt) -> Estimate:
    """The estimate after these, believing the same all along."""
    estimate: Estimate | None = None
    for one in tries:
        estimate = counted(estimate, SURE, GENERAL_PRIOR, one)
    assert estimate is not None
    return estimate


def lacks(estimate: Estimate | None, probability: float = 0.99, **rule: Any) -> Shortage | None:
    return lacks_for_opt_out(estimate, probability, EvidenceRule(**rule), NOW)


EASY, HARD, BEYOND = attempt(level=1), attempt(level=3), attempt(level=5)
CHECK, EASY_CHECK, MISSED = attempt(kind="check"), attempt(kind="check", level=1), attempt(False, kind="check")
SEEN, MADE = attempt(observed=True), attempt(kind="product")


def test_it_usually_takes_tries_then_a_hard_success_then_a_sure_estimate() -> None:
    assert lacks(None) == Shortage("tries", 3)
    assert lacks(after(EASY)) == Shortage("tries", 2)
    assert lacks(after(EASY, EASY, EASY)) == Shortage("hard", 1)
    assert lacks(after(EASY, EASY, HARD), 0.69) == Shortage("sure", 1)
    assert lacks(after(EASY, EASY, HARD), 0.7) is None


def test_one_may_opt_out_of_a_goal_before_it_is_mastered() -> None:
    estimate = after(EASY, HARD, HARD)
    assert not estimate.mastered
    assert lacks(estimate) is None


def test_a_check_that_went_well_is_the_shorter_way() -> None:
    assert lacks(after(CHECK)) is None
    assert lacks(after(CHECK), 0.6) == Shortage("sure", 1)
    assert lacks(after(EASY_CHECK)) == Shortage("tries", 2)
    assert lacks(after(MISSED)) == Shortage("tries", 2)
    assert lacks(after(CHECK), level=4) == Shortage("tries", 2)


@pytest.mark.parametrize(
    ("shown", "rule", "shortage"),
    [
        ([HARD, HARD, HARD], {"attempts": 5}, Shortage("tries", 2)),
        ([HARD, HARD, HARD], {"level": 4}, Shortage("hard", 1)),
        ([HARD, HARD, BEYOND], {"level": 4}, None),
        ([HARD, EASY, EASY], {"successes": 3}, Shortage("hard", 2)),
        ([HARD, HARD, HARD], {"kinds": ["check", "product"]}, Shortage("kind", 1)),
        ([HARD, HARD, MADE], {"kinds": ["check", "product"]}, None),
        ([HARD, HARD, SEEN], {"kinds": ["practice"], "successes": 3}, Shortage("kind", 1)),
        ([HARD, HARD, SEEN], {"kinds": ["observation"]}, None),
        ([HARD, HARD, HARD], {"within_days": 99}, Shortage("recent", 1)),
        ([HARD, HARD, HARD], {"within_days": 101}, None),
        ([HARD, HARD, replace(HARD, occurred_at=NOW)], {"within_days": 7, "successes": 2}, Shortage("recent", 1)),
    ],
)
def test_a_rule_says_how_much_how_hard_how_recent_and_of_which_kinds(
    shown: Sequence[Attempt], rule: dict[str, Any], shortage: Shortage | None
) -> None:
    assert lacks(after(*shown), **rule) == shortage


def test_what_nobody_saw_or_saw_lightly_counts_for_nothing() -> None:
    light = [replace(CHECK, weight=0.5), replace(CHECK, witnessed=False)]
    assert after(*light).shown == ()


def test_of_a_kind_and_level_the_newest_are_remembered_whatever_the_order_they_came_in() -> None:
    days = [5, 1, 9, 3, 7, 2, 8]
    tries = [replace(HARD, occurred_at=START + timedelta(days=day)) for day in days]
    remembered = [(one.at - START).days for one in after(*tries, CHECK).shown if one.proof == "practice"]
    assert remembered == [2, 3, 5, 7, 8, 9][-MOST_SHOWN:]


SHOWN = st.builds(
    Shown,
    st.sampled_from(get_args(Proof)),
    st.integers(1, 5),
    st.integers(0, 99).map(lambda day: START + timedelta(day)),
)
RULES = st.builds(
    EvidenceRule, attempts=st.integers(1, 20), successes=st.integers(1, 5), level=st.integers(1, 5),
    probability=st.floats(0.5, 0.95), within_days=st.none() | st.integers(7, 120),
    kinds=st.lists(st.sampled_from(get_args(Proof)), unique=True),
)  # fmt: skip


def counts(one: Shown, rule: EvidenceRule) -> bool:
    recent = rule.within_days is None or (NOW - one.at) <= timedelta(rule.within_days)
    return one.level >= rule.level and recent and (one.proof in rule.kinds or not rule.kinds)


@given(st.lists(SHOWN, max_size=12), st.integers(0, 30), st.floats(0, 1), RULES)
def test_no_task_is_left_without_evidence_that_suffices_by_the_rule(
    shown: list[Shown], attempts: int, probability: float, rule: EvidenceRule
) -> None:
    estimate = replace(after(HARD), shown=tuple(shown), attempts=attempts)
    counting = [one for one in shown if counts(one, rule)]
    much = attempts >= rule.attempts or any(one.proof == "check" for one in counting)
    enough = much and len(counting) >= rule.successes and probability >= rule.probability
    assert (lacks_for_opt_out(estimate, probability, rule, NOW) is None) == enough


@given(RULES, st.floats(0, 1))
def test_of_what_nothing_was_shown_nothing_may_be_left(rule: EvidenceRule, probability: float) -> None:
    assert lacks_for_opt_out(None, probability, rule, NOW) is not None
    assert lacks_for_opt_out(None, probability, USUAL_RULE, NOW) is not None
