"""Which check is asked, what counts as evidence, and in which order it all comes on a card. By values alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.make import START, activity, catalogue, evidence_recorded, goal, recorded

from eigenwijs_shared.assignments import Decided
from eigenwijs_shared.wishes import Wishes
from recommend_service.cards.picture import Past, Picture
from recommend_service.catalogue.model import Activity, Goal
from recommend_service.mastery.rules import GENERAL_PRIOR
from recommend_service.objections.rules import asked_check, counts, fitting_check, with_checks

GOAL = goal()
LATER = timedelta(hours=1)


def picture(*activities: Activity, goals: tuple[Goal, ...] = (GOAL,), **values: Any) -> Picture:
    usual: dict[str, Any] = {"grades": frozenset({"groep-6"}), "general": GENERAL_PRIOR, "estimates": {}}
    return Picture(catalogue=catalogue(goals, activities), **{**usual, **values})


def check(**values: Any) -> Activity:
    return activity(GOAL, kind="check", level=3, **values)


def asked(seen: Picture) -> UUID | None:
    found = fitting_check(seen, [GOAL.goal_id])
    return found.activity_id if found else None


def test_the_check_nearest_to_the_goals_own_level_is_asked() -> None:
    hard, own = activity(GOAL, kind="check", level=5), check()
    assert asked(picture(hard, own)) == own.activity_id


def test_a_check_of_this_goal_alone_goes_before_one_of_several() -> None:
    other = goal()
    broad, narrow = activity(GOAL, other, kind="check", level=3), activity(GOAL, kind="check", level=5)
    assert asked(picture(broad, narrow, goals=(GOAL, other))) == narrow.activity_id


def test_a_check_that_was_just_done_is_asked_only_for_want_of_another() -> None:
    done, fresh = check(), activity(GOAL, kind="check", level=5)
    past = (Past(done.activity_id, done.form),)
    assert asked(picture(done, fresh, past=past)) == fresh.activity_id
    assert asked(picture(done, past=past)) == done.activity_id


def test_of_two_the_one_that_meets_a_need_is_asked() -> None:
    long, short = check(minutes=45), check(minutes=15)
    assert asked(picture(long, short, wishes=Wishes(needs=frozenset({"short-tasks"})))) == short.activity_id


def test_what_is_of_another_grade_is_asked_and_what_misses_a_prerequisite_is_not() -> None:
    assert asked(picture(check(), grades=frozenset({"groep-8"}))) is not None
    before = goal()
    above = goal(goal_id=GOAL.goal_id, prerequisite_ids=(before.goal_id,))
    assert asked(picture(check(), goals=(above, before))) is None


def test_without_a_goal_or_a_check_none_is_asked() -> None:
    assert fitting_check(picture(check()), []) is None
    assert asked(picture(activity(GOAL))) is None


SPEAKS = [
    ("check", {"kind": "check"}, True),
    ("practice", {"kind": "practice"}, False),
    ("the check that was asked, of whatever kind", {"activity_id": UUID(int=5)}, True),
    ("a check of before", {"kind": "check", "occurred_at": START - LATER}, False),
    ("a check on a clock that runs behind", {"kind": "check", "occurred_at": START - timedelta(minutes=4)}, True),
]


@pytest.mark.parametrize(("what", "values", "speaks"), SPEAKS, ids=[one[0] for one in SPEAKS])
def test_of_attempts_checks_made_since_count(what: str, values: dict[str, Any], speaks: bool) -> None:
    fact = recorded(uuid4(), 1, [GOAL.goal_id], True, **{"occurred_at": START + LATER, **values})
    assert counts(fact, START, UUID(int=5)) is speaks, what


SEEN = [
    ("observation", {}, True),
    ("product", {"kind": "product"}, True),
    ("paper check", {"kind": "paper-check"}, True),
    ("shown only", {"weight": 0.0}, False),
    ("oneself", {"kind": "self-assessment"}, False),
    ("a classmate", {"kind": "peer-assessment"}, False),
    ("seen before", {"occurred_at": START - LATER}, False),
    ("a correction of before", {"kind": "correction", "weight": 0.0, "occurred_at": START - LATER}, True),
]


@pytest.mark.parametrize(("what", "values", "speaks"), SEEN, ids=[one[0] for one in SEEN])
def test_of_other_evidence_what_educators_saw_counts(what: str, values: dict[str, Any], speaks: bool) -> None:
    fact = evidence_recorded(uuid4(), 1, [GOAL.goal_id], True, **{"occurred_at": START + LATER, **values})
    assert counts(fact, START, None) is speaks, what


def test_a_check_comes_before_what_was_assigned_and_never_against_what_was_left_out() -> None:
    first, second, out = uuid4(), uuid4(), uuid4()
    assigned = asked_check(uuid4(), second, START)
    checks = [asked_check(uuid4(), one, START) for one in (first, out)]
    found = with_checks(Decided({second: assigned}, frozenset({out})), checks)
    assert list(found.wanted) == [first, second]
    assert with_checks(Decided({second: assigned}), []).wanted == {second: assigned}


def test_what_an_educator_assigned_stays_the_educators_decision() -> None:
    one = uuid4()
    assigned = asked_check(uuid4(), one, START)
    assert with_checks(Decided({one: assigned}), [asked_check(uuid4(), one, START)]).wanted[one] is assigned
