"""The figures about the watch for being stuck are what they say they are; on courses made up here."""

from typing import Any
from uuid import UUID

import numpy as np
import pytest

from tests.bench_model.wheelspin import (
    FITTED,
    RULES,
    START,
    Course,
    Watched,
    courses_of,
    figures,
    mastered_at,
    of_folds,
    spins,
    told,
)


class Answers:
    """Learners at one goal each, in the harness's shape."""

    has_ts, n_items, n_skills = False, 0, 8

    def __init__(self, *courses: str) -> None:
        self.lengths = [len(one) for one in courses]
        self.y = np.array([float(one == "o") for course in courses for one in course])
        self.ts, self.ss = np.full(len(self.y), np.nan), np.zeros(len(self.y), dtype=np.int64)
        self.ss_ptr, self.ss_idx = np.array([0, 1]), np.array([7])
        self.item = self.ss
        self.user = np.repeat(np.arange(len(courses)), self.lengths)

    def starts(self) -> Any:
        return np.concatenate([[0], np.cumsum(self.lengths)])


def outcomes(course: str) -> list[bool]:
    return [one == "o" for one in course]


@pytest.mark.parametrize(
    ("course", "verdict"),
    [("xxooo", False), ("xoxoxoxoxo", True), ("xoxoxoxoxox", True), ("xoxoxooxoo", True), ("xoxo", None), ("", None)],
)
def test_who_spins_has_no_three_in_a_row_within_ten_tries(course: str, verdict: bool | None) -> None:
    assert spins(outcomes(course)) is verdict


def test_three_in_a_row_after_the_tenth_try_come_too_late() -> None:
    assert mastered_at(outcomes("xxxxxxxxooo")) is None
    assert mastered_at(outcomes("xxxxxxxooo")) == 10


def test_the_shares_are_of_whom_they_say() -> None:
    spinning, other = outcomes("xxxxxxxxxx"), outcomes("xxxooo")
    courses = [
        Course(spinning, {"rule": 3}),
        Course(spinning, {"rule": 7}),
        Course(spinning),
        Course(other, {"rule": 4}),
        Course(other),
        Course(outcomes("xxx"), {"rule": 3}),
    ]
    early, late = figures(courses, "rule", 4), figures(courses, "rule", 9)
    assert (early.recall, early.precision, early.of_others) == (1 / 3, 1 / 2, 1 / 2)
    assert (late.recall, late.precision, round(late.false_alarms, 9)) == (2 / 3, 2 / 3, round(1 / 3, 9))
    assert (early.tries_before, late.tries_before) == (7, 5)


def test_what_comes_later_reaches_no_alarm() -> None:
    first, second = courses_of(Answers("xxoxxxoxxx", "xxoxxooooo"))
    early = [{rule: at for rule, at in one.alarms.items() if at <= 5} for one in (first, second)]
    assert early[0] == early[1] != {}


def test_nobody_is_alarmed_of_after_three_in_a_row() -> None:
    (course,) = courses_of(Answers("oooxxxxxxx"))
    assert course.alarms == {}


def test_a_try_at_two_goals_is_a_try_at_both() -> None:
    watched = Watched(RULES)
    goals = [UUID(int=one) for one in (1, 2)]
    watched.tries(goals, False, START)
    watched.tries(goals, False, START)
    watched.tries(goals, False, START)
    assert [watched.courses[one].outcomes for one in goals] == [[False] * 3] * 2
    assert {"ours", "3 failures in a row"} <= watched.courses[goals[0]].alarms.keys()


def test_the_same_learners_are_watched_by_a_fitted_model_too() -> None:
    test = Answers("xxxxxxxxxx", "oooxxx")
    found = of_folds([(0, Answers(*["xxoxx"] * 30), test)], fit_too=True)
    spinning, other = sorted(found, key=lambda one: one.outcomes)
    assert {"ours", FITTED} <= spinning.alarms.keys()
    assert other.alarms == {}


def test_each_set_has_a_line_for_every_rule_and_try() -> None:
    fold = (0, None, Answers("xxxxxxxxxx", "ooo", "xo"))
    lines = list(told("made up", [fold], fit_too=False))
    assert len(lines) == 2 + len(RULES) * 7
    assert "2 goals of learners decided, 50.0% spin; 1 left" in lines[0]
