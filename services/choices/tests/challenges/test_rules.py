"""What holds of challenges, by values."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.challenges.rules import (
    Covered,
    coverage_of,
    evidence_id_of,
    may_change,
    not_mapped,
    plan_faults,
    rubric_faults,
    rubric_score,
)

TODAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ONE, TWO = UUID(int=1), UUID(int=2)


def step(day: date | None = None, kind: str = "check-in", step_id: UUID | None = None) -> Any:
    return SimpleNamespace(step_id=step_id, kind=kind, day=day)


def codes(steps: list[Any], present_on: date | None = None, before: Any = None) -> list[tuple[str, str]]:
    faults = plan_faults(steps, present_on, before or {}, None, TODAY)
    return [(fault.pointer, fault.code) for fault in faults]


@pytest.mark.parametrize(
    ("steps", "present_on", "found"),
    [
        ([], None, []),
        ([], TODAY, []),
        ([step(TODAY), step(None, "step")], TOMORROW, []),
        ([step(None, "step")], None, [("#/steps", "no-check-in")]),
        ([step(YESTERDAY)], None, [("#/steps/0/day", "day-in-past")]),
        ([step(TOMORROW)], TODAY, [("#/steps/0/day", "after-presentation")]),
        ([], YESTERDAY, [("#/presentOn", "day-in-past")]),
        ([step(None, step_id=ONE)], None, [("#/steps/0/stepId", "unknown-step")]),
    ],
)
def test_a_plan_says_what_is_wrong_where(steps: list[Any], present_on: date | None, found: list[Any]) -> None:
    assert codes(steps, present_on) == found


def test_a_day_that_passed_may_stay_but_not_be_chosen() -> None:
    assert codes([step(YESTERDAY, step_id=ONE)], before={ONE: YESTERDAY}) == []
    assert codes([step(YESTERDAY, step_id=ONE)], before={ONE: TOMORROW}) == [("#/steps/0/day", "day-in-past")]


def test_a_step_stands_in_a_plan_once() -> None:
    assert codes([step(step_id=ONE), step(step_id=ONE)], before={ONE: None}) == [("#/steps/1/stepId", "twice")]


def test_goals_that_are_not_of_the_challenge_or_named_twice_are_pointed_at() -> None:
    faults = not_mapped([ONE, TWO, ONE], {ONE}, "#/{place}")
    assert [(fault.pointer, fault.code) for fault in faults] == [("#/1", "unknown-goal"), ("#/2", "twice")]


RUBRICS = st.lists(
    st.integers(2, 6).flatmap(
        lambda size: st.builds(
            lambda scored: SimpleNamespace(levels=["x"] * size, scored=scored), st.integers(0, size - 1)
        )
    ),
    min_size=1,
    max_size=20,
)


@given(RUBRICS)
def test_a_rubric_scores_from_nothing_to_all(rubric: list[Any]) -> None:
    assert 0 <= rubric_score(rubric) <= 1
    assert rubric_faults(rubric, "#") == []


def test_a_level_that_is_not_there_is_pointed_at() -> None:
    faults = rubric_faults([SimpleNamespace(levels=["a", "b"], scored=2)], "#/rubric")
    assert [fault.pointer for fault in faults] == ["#/rubric/0/scored"]


@given(st.uuids(), st.uuids(), st.uuids())
def test_a_result_has_one_id_however_often_it_is_told(presentation: UUID, one: UUID, other: UUID) -> None:
    assert evidence_id_of(presentation, one) == evidence_id_of(presentation, one)
    assert (evidence_id_of(presentation, one) == evidence_id_of(presentation, other)) == (one == other)


IDS = st.integers(1, 3).map(lambda number: UUID(int=number))
ROWS = st.lists(st.builds(Covered, learner_id=IDS, goal_id=IDS, challenge_id=IDS, presented=st.booleans()))


@given(ROWS, st.randoms(use_true_random=False))
def test_coverage_does_not_depend_on_order_or_repetition(rows: list[Covered], random: Any) -> None:
    turned = [*rows, *rows]
    random.shuffle(turned)
    assert coverage_of(turned) == coverage_of(rows)


@given(ROWS)
def test_never_more_is_presented_than_there_are_challenges(rows: list[Covered]) -> None:
    assert all(0 <= one.presented <= one.challenges for one in coverage_of(rows).values())


@pytest.mark.parametrize(
    ("state", "wanted", "names", "may"),
    [
        ("open", None, {"title"}, True),
        ("stopped", None, {"title"}, False),
        ("stopped", "open", {"title", "state"}, True),
        ("presented", "open", {"state"}, False),
        ("presented", None, {"visible_to"}, True),
    ],
)
def test_what_is_closed_stays_as_it_was(state: str, wanted: str | None, names: set[str], may: bool) -> None:
    assert may_change(state, wanted, names) is may
