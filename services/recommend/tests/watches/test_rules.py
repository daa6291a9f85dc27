"""Which patterns ask for a person, and which do not."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.recommend.tests.make import START

from recommend_service.mastery.gates import NEVER
from recommend_service.mastery.rules import GOAL_PRIOR, Estimate, Try
from recommend_service.watches.rules import (
    KINDS,
    NEEDED,
    Done,
    Kind,
    alone,
    ceiling,
    comfort,
    in_time,
    is_moving,
    may_open,
    silent,
    stuck,
)

GOAL = uuid4()


def done(success: bool = True, **values: Any) -> Done:
    usual: dict[str, Any] = {
        "fact_id": uuid4(),
        "activity_id": UUID(int=7),
        "goal_ids": (GOAL,),
        "level": 3,
        "form": "exercise",
        "kind": "practice",
        "known": False,
        "at": START,
    }
    return Done(success=success, **{**usual, **values})


def estimate(attempts: int, **values: Any) -> Estimate:
    usual: dict[str, Any] = {"successes": 0, "hard_successes": 0, "proofs": 0, "streak": 0, "recent": ()}
    marks = {"mastered": False, "practised_at": NEVER, "updated_at": NEVER}
    return Estimate(belief=GOAL_PRIOR, attempts=attempts, **{**usual, **marks, **values})


@pytest.mark.parametrize(
    ("tries", "chance", "tells"),
    [
        ("xxx", 0.3, True),
        ("xxx", 0.5, False),
        ("xxoxx", 0.5, True),
        ("oxxx", 0.5, False),
        ("xoxxoxoxx", 0.55, True),
        ("ooxooxoox", 0.55, False),
        ("xx", 0.2, False),
        ("xxxxo", 0.3, False),
    ],
)
def test_wheel_spinning_is_seen_after_three_to_nine_tries_and_success_is_not(
    tries: str, chance: float, tells: bool
) -> None:
    sign = stuck(GOAL, [done(one == "o") for one in tries], estimate(len(tries)), chance, 0)
    assert (sign is not None) == tells


@pytest.mark.parametrize(
    ("tries", "chance", "used", "tells"),
    [
        ("oxxx", 0.3, 0, True),
        ("oxxx", 0.5, 0, False),
        ("oxx", 0.1, 0, False),
        ("oxxoxx", 0.5, 0, True),
        ("oxxoxx", 0.5, 3, False),
        ("ooxoox", 0.5, 0, False),
        ("oxxoxx", 0.66, 0, False),
        ("xxxxxo", 0.3, 0, False),
    ],
)
def test_who_is_unlikely_to_get_three_in_a_row_within_ten_tries_is_seen_before_them(
    tries: str, chance: float, used: int, tells: bool
) -> None:
    recent = tuple(Try("exercise", 3, one == "o") for one in tries)
    sign = stuck(GOAL, [done(False)], estimate(len(tries), recent=recent), chance, used)
    assert (sign is not None) == tells


@given(chance=st.floats(0, 1), tries=st.integers(0, 20))
def test_more_tries_never_make_three_in_a_row_less_likely(chance: float, tries: int) -> None:
    assert 0 <= in_time(chance, tries) <= in_time(chance, tries + 1) <= 1 + 1e-9


def test_three_in_a_row_are_as_likely_as_counting_says() -> None:
    assert in_time(0.5, 2) == 0
    assert in_time(0.5, 3) == 0.5**3
    assert in_time(0.5, 7) == 1 - 81 / 128  # 81 of the 128 courses have no three in a row: a tribonacci number


def test_tries_at_other_goals_say_nothing() -> None:
    assert stuck(GOAL, [done(False, goal_ids=(uuid4(),))] * 9, estimate(9), 0.2, 0) is None


def test_who_mastered_it_is_never_stuck() -> None:
    assert stuck(GOAL, [done(False)] * 5, estimate(9, mastered=True), 0.2, 0) is None


def test_two_successes_in_a_row_are_moving() -> None:
    assert is_moving(GOAL, [done(False), done(), done()], estimate(3), 0.3)
    assert not is_moving(GOAL, [done(), done(False)], estimate(2), 0.3)


def test_the_hardest_that_there_is_going_well_again_and_again_is_a_ceiling_unless_nothing_can_lie_above() -> None:
    well = [done(level=3)] * 4
    assert ceiling(GOAL, well, estimate(4), 3) is not None
    assert ceiling(GOAL, well, estimate(4), 4) is None
    assert ceiling(GOAL, [done(level=5)] * 4, estimate(4), 5) is None
    assert ceiling(GOAL, [*well[:3], done(False)], estimate(4), 3) is None


def test_choosing_only_what_is_mastered_is_seen_and_going_deeper_is_not_meant() -> None:
    easy, chosen = [done(known=True)] * 8, frozenset({UUID(int=7)})
    assert comfort(easy, chosen, 8) is not None
    assert comfort(easy, frozenset(), 8) is None
    assert comfort([*easy[:7], done(known=True, kind="project")], chosen, 8) is None
    assert comfort([*easy[:7], done(known=False)], chosen, 8) is None


def test_ten_in_a_row_alone_are_seen_and_one_together_is_enough() -> None:
    other = UUID(int=8)
    company = {UUID(int=7): "solo", other: "pair"}
    assert alone([done()] * 10, company, 10) is not None
    assert alone([*[done()] * 9, done(activity_id=other)], company, 10) is None
    assert alone([done()] * 10, {}, 10) is None


def test_ten_school_days_without_anything_are_silence() -> None:
    assert silent(9, 40) is None
    found = silent(10, 40)
    assert found is not None
    assert found.numbers == {"days": 10}


@given(st.sampled_from(KINDS), st.integers(0, 500), st.integers(0, 500))
def test_a_closed_watch_needs_new_evidence_to_open(kind: Kind, closed: int, counter: int) -> None:
    assert may_open(kind, counter, closed) == (counter - closed >= NEEDED[kind])


@settings(max_examples=200)
@given(st.lists(st.booleans(), max_size=30), st.integers(0, 30), st.floats(0.01, 0.99))
def test_stuck_is_found_in_what_came_after_the_last_closing_alone(
    outcomes: list[bool], used: int, chance: float
) -> None:
    tries = [done(one, at=START + timedelta(minutes=place)) for place, one in enumerate(outcomes)]
    sign = stuck(GOAL, tries, estimate(len(tries)), chance, used)
    seen = set(sign.attempts) if sign else set()
    assert seen <= {one.fact_id for one in tries[used:]}
    assert sign is None or 3 <= len(seen) <= 9
