"""Turns are drawn from a seed, and remember what was missed."""

import hashlib
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from choices_service.allocation.lottery import commitment, credit, missed, turns

LEARNERS = st.lists(st.uuids(), min_size=1, max_size=20, unique=True)


@given(LEARNERS, st.randoms(use_true_random=False), st.integers(0, 5))
def test_turns_do_not_depend_on_who_was_first(learners: list[UUID], random: object, period: int) -> None:
    shuffled = sorted(learners, key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis's Random
    assert turns("zaad", period, learners, {}) == turns("zaad", period, shuffled, {})


@given(LEARNERS)
def test_who_came_late_in_one_period_comes_early_in_the_next(learners: list[UUID]) -> None:
    assert turns("zaad", 1, learners, {}) == turns("zaad", 0, learners, {})[::-1]


@given(LEARNERS)
def test_who_missed_out_before_comes_first_and_then_no_longer(learners: list[UUID]) -> None:
    last = turns("zaad", 0, learners, {})[-1]
    assert turns("zaad", 0, learners, {last: 3})[0] == last
    assert turns("zaad", 1, learners, {last: 3}) == turns("zaad", 1, learners, {})


def test_another_seed_draws_anew() -> None:
    learners = [uuid4() for _ in range(40)]
    assert turns("a", 0, learners, {}) != turns("b", 0, learners, {})
    assert commitment("a") != commitment("b")


def test_everybody_can_work_out_a_draw_again() -> None:
    """As the record of the decision says it: smaller first, of SHA-256 over seed, draw and learner."""
    learners = [UUID(int=number) for number in range(9)]
    drawn = sorted(learners, key=lambda learner: hashlib.sha256(f"keuze:1:{learner}".encode()).hexdigest())
    assert turns("keuze", 2, learners, {}) == drawn


def test_what_was_missed_adds_up_until_things_go_as_wished() -> None:
    assert [credit(past) for past in ([], [2, 1], [3, 0, 1], [2, 3, 0])] == [0, 3, 1, 0]


def test_a_wish_for_which_there_was_no_place_counts_and_three_at_most() -> None:
    assert [missed(1, 0), missed(3, 2), missed(9, 8), missed(None, 1), missed(None, 0)] == [0, 2, 3, 3, 0]
