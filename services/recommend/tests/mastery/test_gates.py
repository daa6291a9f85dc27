from dataclasses import replace

import pytest
from services.recommend.tests.make import START, attempt

from recommend_service.mastery.gates import DIRECT_THRESHOLD, counted, forgotten, is_ready, state_of
from recommend_service.mastery.rules import GENERAL_PRIOR, Belief, Estimate

SURE = Belief(4.0, 0.1)
UNSURE = Belief(-4.0, 0.1)


def after(*tries: tuple[bool, int, str], belief: Belief = SURE) -> Estimate:
    """The estimate after tries of (success, level, kind), believing the same all along."""
    estimate: Estimate | None = None
    for success, level, kind in tries:
        estimate = counted(estimate, belief, GENERAL_PRIOR, attempt(success, level=level, kind=kind))
    assert estimate is not None
    return estimate


EASY, HARD, BEYOND = (True, 1, "practice"), (True, 3, "practice"), (True, 4, "practice")
CHECK, EASY_CHECK, MISSED = (True, 3, "check"), (True, 2, "check"), (False, 3, "practice")


def test_easy_successes_alone_never_make_a_goal_mastered() -> None:
    assert not after(*[EASY] * 40).mastered


def test_a_check_at_an_easy_level_proves_nothing() -> None:
    assert not after(EASY, EASY, EASY, HARD, HARD, EASY_CHECK).mastered


@pytest.mark.parametrize("proof", [CHECK, BEYOND])
def test_two_hard_successes_of_which_one_proves_it_make_it_mastered(proof: tuple[bool, int, str]) -> None:
    assert after(EASY, EASY, EASY, HARD, proof).mastered


def test_hard_successes_will_do_where_there_is_no_check() -> None:
    assert not after(EASY, EASY, HARD, HARD, HARD).mastered
    assert after(EASY, EASY, HARD, HARD, HARD, HARD).mastered


def test_four_attempts_are_too_few() -> None:
    assert not after(HARD, HARD, CHECK, CHECK).mastered


def test_shown_four_times_in_a_row_needs_no_high_probability() -> None:
    fair = Belief(1.0, 0.1)
    assert not after(MISSED, HARD, HARD, HARD, belief=fair).mastered
    assert not after(EASY, HARD, HARD, MISSED, HARD, belief=fair).mastered
    assert after(MISSED, HARD, HARD, HARD, HARD, belief=fair).mastered


def test_shown_four_times_in_a_row_is_nothing_where_little_is_believed() -> None:
    assert not after(MISSED, HARD, HARD, HARD, HARD, belief=Belief(0.5, 0.1)).mastered


def test_a_goal_never_tried_is_only_built_on_where_it_is_all_but_sure() -> None:
    assert is_ready(after(HARD), 0.7)
    assert not is_ready(None, 0.7)
    assert is_ready(None, 0.9)
    assert is_ready(forgotten(mastered=True, updated_at=START), 0.1)


def test_what_was_just_mastered_is_not_sent_back_by_the_next_try() -> None:
    shown = after(MISSED, HARD, HARD, HARD, HARD, belief=Belief(1.0, 0.1))
    assert state_of(shown, DIRECT_THRESHOLD - 0.05) == "mastered"


def test_mastered_is_never_taken_away_but_becomes_due_for_review() -> None:
    mastered = after(EASY, EASY, EASY, HARD, CHECK)
    fallen = counted(mastered, UNSURE, GENERAL_PRIOR, attempt(False))
    assert fallen.mastered
    assert state_of(fallen, 0.3) == "review"
    assert state_of(fallen, 0.9) == "mastered"


def test_the_way_there_has_friendly_names() -> None:
    assert state_of(None, 0.5) == "unknown"
    assert state_of(after(MISSED), 0.2) == "started"
    assert state_of(after(MISSED, MISSED, HARD), 0.4) == "practising"


def test_failures_in_a_row_are_counted_from_the_newest() -> None:
    assert after(MISSED, HARD, MISSED, MISSED).failures_in_a_row == 2
    assert replace(after(HARD), recent=()).failures_in_a_row == 0


LIKELY = Belief(1.1, 0.1)
"""Probable enough to be believed once the last tries show it, and too little to be called mastered by itself."""


def test_five_of_the_last_six_at_the_goals_own_level_show_it_one_slip_and_all() -> None:
    assert after(BEYOND, HARD, HARD, MISSED, HARD, HARD, belief=LIKELY).mastered


def test_two_slips_among_the_last_six_do_not_show_it() -> None:
    assert not after(BEYOND, MISSED, HARD, MISSED, HARD, HARD, HARD, belief=LIKELY).mastered


def test_easy_tasks_among_the_last_six_do_not_show_it() -> None:
    assert not after(BEYOND, HARD, MISSED, EASY, EASY, HARD, HARD, belief=LIKELY).mastered


def test_the_last_six_show_nothing_that_is_not_probable() -> None:
    assert not after(BEYOND, HARD, HARD, MISSED, HARD, HARD, belief=Belief(0.2, 0.1)).mastered
