"""When a learner's own choices are ground to leave them a little more: values in, evidence or nothing out."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.agency import DIMENSIONS
from profile_service.agency.release import Choice, Tried, evidence_of, next_step

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)


def done(number: int = 8, successes: int = 8, *, days: int = 2) -> tuple[list[Choice], list[Tried]]:
    """That many choices, `days` apart, each done an hour later."""
    activities = [uuid4() for _ in range(number)]
    moments = [NOW - timedelta(days=1 + days * place) for place in range(number)]
    chosen = [Choice(of, at) for of, at in zip(activities, moments, strict=True)]
    tried = [
        Tried(uuid4(), of, place < successes, at + timedelta(hours=1))
        for place, (of, at) in enumerate(zip(activities, moments, strict=True))
    ]
    return chosen, tried


def test_eight_choices_that_went_well_in_some_weeks_are_ground() -> None:
    chosen, tried = done(8, 6)
    evidence = evidence_of(chosen, tried, now=NOW)
    assert evidence is not None
    assert (evidence.choices, evidence.completed, evidence.success_rate) == (8, 8, 0.75)
    assert (evidence.since, evidence.until) == (NOW - timedelta(weeks=3), NOW)
    assert set(evidence.attempt_ids) == {one.attempt_id for one in tried}


@pytest.mark.parametrize(
    ("number", "successes", "days"),
    [(7, 7, 2), (8, 5, 2), (8, 8, 0), (12, 12, 4)],
    ids=["too few", "too little success", "in one week", "too long ago"],
)
def test_less_is_no_ground(number: int, successes: int, days: int) -> None:
    assert evidence_of(*done(number, successes, days=days), now=NOW) is None


def test_what_was_not_done_afterwards_does_not_count() -> None:
    chosen, tried = done()
    before = [Tried(one.attempt_id, one.activity_id, True, one.occurred_at - timedelta(hours=2)) for one in tried]
    assert evidence_of(chosen, before, now=NOW) is None


def test_one_attempt_completes_one_choice() -> None:
    activity: UUID = uuid4()
    chosen = [Choice(activity, NOW - timedelta(days=2 * place)) for place in range(9)]
    assert evidence_of(chosen, [Tried(uuid4(), activity, True, NOW)], now=NOW) is None


def test_at_most_twenty_attempts_are_named_the_newest_first() -> None:
    chosen, tried = done(40, 40, days=0)
    older, late = done(2, 2, days=9)
    evidence = evidence_of([*chosen, *older], [*tried, *late], now=NOW)
    assert evidence is not None
    assert (evidence.completed, len(evidence.attempt_ids)) == (42, 20)
    assert late[1].attempt_id not in evidence.attempt_ids


@pytest.mark.parametrize(
    ("held", "apart", "step"),
    [
        ({}, set(), ("form", "learner")),
        ({"form": "teacher"}, set(), ("form", "shared")),
        ({"form": "learner"}, set(), ("topic", "learner")),
        ({"form": "learner", "topic": "learner"}, {"pace"}, ("company", "learner")),
        (dict.fromkeys(DIMENSIONS, "learner"), set(), None),
    ],
)
def test_it_is_one_step_of_one_dimension(held: Any, apart: Any, step: Any) -> None:
    assert next_step({**dict.fromkeys(DIMENSIONS, "shared"), **held}, apart) == step
