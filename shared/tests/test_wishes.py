"""What needs and likes mean for a card, by values."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.contracts.needs import NEEDS
from eigenwijs_shared.roster.wishes import _holds
from eigenwijs_shared.supports import supports
from eigenwijs_shared.wishes import is_liked, leaves_out, room_for_liked, shown_minutes, suited, unmet

WHY = ("dyslexie", "adhd", "autis", "stoornis", "beperking", "diagnose", "probleem", "zwak", "disorder", "disab")


def task(**values: Any) -> Any:
    return SimpleNamespace(**{"minutes": 30, "medium": "screen", "company": "team", "topic": "Dieren", **values})


@pytest.mark.parametrize(("minutes", "shown"), [(20, 25), (10, 15), (15, 20), (60, 75), (1, 5), (24, 30)])
def test_extra_time_is_a_quarter_more_up_to_the_next_five_minutes(minutes: int, shown: int) -> None:
    assert shown_minutes(minutes, {"extra-time"}) == shown
    assert shown_minutes(minutes, {"read-aloud"}) == minutes


@given(st.integers(1, 1000))
def test_extra_time_is_never_less_than_a_quarter_nor_much_more(minutes: int) -> None:
    assert minutes * 1.25 <= shown_minutes(minutes, {"extra-time"}) < minutes * 1.25 + 5


def test_what_suits_is_counted_for_what_is_needed_alone() -> None:
    best = task(minutes=20, medium="offline")
    assert suited(best, {"short-tasks", "less-screen"}) == 2
    assert suited(best, set()) == 0
    assert suited(task(minutes=21, medium="mixed"), {"short-tasks", "less-screen"}) == 0


@pytest.mark.parametrize(("company", "out"), [("solo", False), ("pair", False), ("team", True), ("class", True)])
def test_large_groups_are_teams_and_the_class(company: str, out: bool) -> None:
    assert leaves_out(task(company=company), {"no-large-groups"}) is out
    assert not leaves_out(task(company=company), set())


def test_topics_are_compared_as_people_read_them() -> None:
    assert is_liked(task(topic="DIEREN"), {"dieren"})
    assert not is_liked(task(topic="Dier"), {"dieren"})


def test_at_most_half_of_a_card_may_be_liked() -> None:
    most = [sum(room_for_liked(liked, place) for liked in range(9)) for place in range(1, 9)]
    assert most == [1, 1, 1, 2, 2, 3, 3, 4]
    assert all(before <= after for before, after in pairwise(most))


def test_a_need_that_not_every_task_meets_is_unmet() -> None:
    needs = {"short-tasks", "less-screen", "no-large-groups", "read-aloud"}
    good = task(minutes=5, medium="offline", company="solo")
    assert unmet([good], needs) == []
    assert unmet([good, task()], needs) == ["short-tasks", "less-screen", "no-large-groups"]
    assert unmet([task()], {"less-screen"}) == ["less-screen"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("failing", [(), NEEDS[4:5]])
def test_every_need_has_words_that_say_what_helps_and_never_why(language: Any, failing: Any) -> None:
    found = supports(NEEDS, failing, language)
    assert [one.need for one in found] == list(NEEDS)
    said = " ".join(f"{one.learner} {one.educator}" for one in found).lower()
    assert not [word for word in WHY if word in said]


def test_a_need_that_we_do_not_know_yet_is_passed_over() -> None:
    assert supports({"hoverboard"}, (), "nl") == []


def test_the_last_day_still_counts() -> None:
    held = {"until": "2026-11-24"}
    assert _holds(held, date(2026, 11, 24))
    assert not _holds(held, date(2026, 11, 25))
    assert _holds({"until": None}, date(2999, 1, 1))
