"""The memory of a mastered goal: from its facts alone, and never a punishment."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, attempt

from recommend_service.mastery.rules import Attempt
from recommend_service.reviews.rules import Memory, rating_of, recall, remembered, when


def after(*tries: Attempt) -> Memory:
    memory: Memory | None = None
    for one in tries:
        memory = remembered(memory, one)
    assert memory is not None
    return memory


def at(days: float, success: bool = True, level: int = 3) -> Attempt:
    return attempt(success, level=level, occurred_at=START + timedelta(days=days))


@pytest.mark.parametrize(
    ("one", "rating"),
    [
        (attempt(True, level=4), Rating.Easy),
        (attempt(True, level=3), Rating.Good),
        (attempt(True, level=3, score=0.7), Rating.Hard),
        (attempt(True, level=1), Rating.Hard),
        (attempt(False, level=3), Rating.Again),
        (attempt(False, level=5), None),
        (attempt(True, witnessed=False), None),
        (attempt(False, weight=0.3), None),
    ],
)
def test_a_try_says_of_remembering_what_it_shows_and_no_more(one: Attempt, rating: Rating | None) -> None:
    assert rating_of(one) == rating


def test_memory_begins_with_a_success() -> None:
    assert remembered(None, at(0, success=False)) is None
    assert after(at(0)).reviews == 1


def test_recalling_in_time_makes_the_next_time_later_and_a_lapse_sooner() -> None:
    once, twice = after(at(0)), after(at(0), at(3))
    slipped = after(at(0), at(3), at(9, success=False))
    assert once.due_at < twice.due_at
    assert twice.stability > once.stability > slipped.stability
    assert (slipped.lapsed, slipped.lapses, after(at(0), at(3), at(9, success=False), at(10)).lapsed) == (
        True,
        1,
        False,
    )


def test_due_soon_and_later_follow_the_calendar() -> None:
    memory = after(at(0), at(3), at(15))
    moments = [memory.due_at, memory.due_at - timedelta(days=6), memory.due_at - timedelta(days=8)]
    assert [when(memory, one) for one in moments] == ["due", "soon", "later"]


TRIES = st.lists(
    st.tuples(st.floats(0, 900), st.booleans(), st.integers(1, 5)).map(lambda one: at(*one)), min_size=1, max_size=20
)


@given(TRIES)
def test_any_facts_give_a_memory_with_sound_numbers_and_the_same_one_each_time(tries: list[Attempt]) -> None:
    memory = after(at(0), *tries)
    assert memory == after(at(0), *tries)
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10
    assert timedelta(0) < memory.due_at - memory.reviewed_at <= timedelta(days=365)
    assert 0 <= recall(memory, datetime(2030, 1, 1, tzinfo=UTC)) <= 1


def test_what_is_told_late_does_not_turn_back_time() -> None:
    late = after(at(0), at(10), at(2))
    assert late.reviewed_at == START + timedelta(days=10)
