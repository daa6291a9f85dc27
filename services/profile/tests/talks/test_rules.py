"""What becomes of a promise, by values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.errors import Problem
from profile_service.talks.rules import KEPT_WITHIN, TalkPassed, changed, state_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOURS = st.integers(-100, 100).map(lambda hours: NOW + timedelta(hours=hours))
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "at": HOURS,
        "state": st.sampled_from(["held", "missed"]),
        "held_at": HOURS.filter(lambda at: at <= NOW),
        "notes": st.sampled_from([None, "Goed"]),
        "missed_by": st.sampled_from([None, "school"]),
        "missed_reason": st.sampled_from([None, "Studiedag"]),
    },
)


@dataclass
class Talk:
    at: datetime
    state: str = "planned"
    moved_from: list[datetime] = field(default_factory=list)
    held_at: datetime | None = None
    notes: str | None = None
    missed_by: str | None = None
    missed_reason: str | None = None


def after(talk: Talk, said: dict[str, Any]) -> Talk:
    """The talk after the change, or as it was where that was refused."""
    try:
        return Talk(**{**vars(talk), **changed(talk, said, NOW)})
    except Problem:
        return talk


@given(HOURS, st.lists(CHANGES, max_size=6))
def test_whatever_is_said_a_talk_is_held_or_missed_and_never_both(at: datetime, said: list[dict[str, Any]]) -> None:
    talk = reduce(after, said, Talk(at))
    assert (talk.held_at is not None) == (talk.state == "held")
    assert talk.state == "missed" or (talk.missed_by, talk.missed_reason) == (None, None)


@given(HOURS, CHANGES)
def test_a_promise_that_was_not_kept_stays_so_unless_it_was_held_after_all(at: datetime, said: dict[str, Any]) -> None:
    talk = Talk(min(at, NOW - KEPT_WITHIN - timedelta(seconds=1)))
    assert state_of(after(talk, said), NOW) == ("held" if after(talk, said).state == "held" else "missed")


@given(HOURS, HOURS)
def test_every_move_is_remembered(first: datetime, then: datetime) -> None:
    talk = Talk(first)
    moved = after(talk, {"at": then})
    assert moved.moved_from == ([first] if moved.at != first else [])


def test_what_was_held_cannot_be_moved() -> None:
    with pytest.raises(TalkPassed):
        changed(Talk(NOW, "held"), {"at": NOW + timedelta(days=1)}, NOW)


@pytest.mark.parametrize(("late", "state"), [(timedelta(0), "planned"), (timedelta(seconds=1), "missed")])
def test_a_promise_holds_for_a_day(late: timedelta, state: str) -> None:
    assert state_of(Talk(NOW - KEPT_WITHIN - late), NOW) == state
