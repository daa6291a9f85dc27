"""What goes together in an aim, by values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.errors import Invalid
from profile_service.aims.rules import changed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OPEN = {"ambition": "as-advised", "ambition_level": None, "horizon": None, "state": "open", "state_words": None}
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "ambition": st.sampled_from(["as-advised", "above-advice"]),
        "ambition_level": st.sampled_from([None, "havo", "vwo"]),
        "horizon": st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        "state": st.sampled_from(["open", "reached", "let-go"]),
        "state_words": st.sampled_from([None, "Gelukt"]),
    },
)


def after(aim: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The aim after the change, or as it was where that was refused."""
    try:
        return {**aim, **changed(aim, said, NOW)}
    except Invalid:
        return aim


@given(CHANGES, CHANGES)
def test_whatever_is_said_a_level_of_ones_own_stands_above_the_advice(
    first: dict[str, Any], then: dict[str, Any]
) -> None:
    aim = after(after(OPEN, first), then)
    assert aim["ambition"] == "above-advice" or aim["ambition_level"] is None
    assert aim["horizon"] is None or aim["horizon"] >= NOW.date()


@given(CHANGES)
def test_said_twice_it_changes_once(said: dict[str, Any]) -> None:
    once = after(OPEN, said)
    assert after(once, said) == once


def test_another_state_has_words_of_its_own() -> None:
    reached = after(OPEN, {"state": "reached", "state_words": "Gelukt"})
    assert changed(reached, {"state": "open"}, NOW) == {"state": "open", "state_at": NOW, "state_words": None}


@pytest.mark.parametrize("days", [0, 1])
def test_today_is_not_past(days: int) -> None:
    assert changed(OPEN, {"horizon": NOW.date() + timedelta(days=days)}, NOW)
    with pytest.raises(Invalid):
        changed(OPEN, {"horizon": NOW.date() - timedelta(days=days + 1)}, NOW)
