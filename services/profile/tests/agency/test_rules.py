"""What stands at a place at a moment, and who put it there."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.agency import DIMENSIONS, POSITIONS
from profile_service.agency.rules import Move, changes_nothing, dial_at, edges, positions, settings, standing

PLACE = uuid4()


def hour(number: int) -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=number)


def move(
    version: int,
    author: str = "a",
    *,
    place: UUID = PLACE,
    subject: str | None = None,
    at: int | None = None,
    window: tuple[int | None, int | None] = (None, None),
    **changes: Any,
) -> Move:
    since, until = (None if one is None else hour(one) for one in window)
    moved_at = hour(version if at is None else at)
    said: Any = changes
    return Move("group", place, subject, version, said, author, "r", moved_at, since, until)


def test_a_move_lays_the_new_over_the_old_and_null_takes_away() -> None:
    moves = [move(1, form="teacher", pace="learner"), move(2, form=None, topic="shared")]
    assert positions(moves, hour(3)) == {"pace": "learner", "topic": "shared"}


def test_each_place_stands_for_itself() -> None:
    moves = [move(1, form="teacher"), move(2, form="shared"), move(1, subject="nederlands", form="learner")]
    found = {dial.subject: (dial.version, dial.dimensions) for dial in standing(moves, hour(3))}
    assert found == {None: (2, {"form": "shared"}), "nederlands": (1, {"form": "learner"})}


def test_who_moved_another_dimension_or_said_the_same_later_did_not_decide_this_one() -> None:
    moves = [
        move(1, "anna", form="learner"),
        move(2, "bram", form="teacher"),
        move(3, "chris", form="teacher", pace="teacher"),
    ]
    found = settings(moves, hour(4))
    assert (found["form"].author_id, found["pace"].author_id) == ("bram", "chris")


def test_a_position_that_was_left_and_taken_again_is_of_who_took_it_again() -> None:
    moves = [move(1, "anna", form="teacher"), move(2, "bram", form=None), move(3, "chris", form="teacher")]
    assert settings(moves, hour(4))["form"].author_id == "chris"


def test_a_temporary_move_covers_what_was_there_which_then_holds_again() -> None:
    moves = [move(1, "anna", form="learner"), move(2, "bram", window=(5, 8), form="teacher")]
    seen = [(dial.dimensions["form"], dial.author_id) for at in (4, 5, 7, 8) if (dial := dial_at(moves, hour(at)))]
    assert seen == [("learner", "anna"), ("teacher", "bram"), ("teacher", "bram"), ("learner", "anna")]


def test_a_move_that_says_for_good_what_a_temporary_one_says_takes_over_from_it() -> None:
    temporary, for_good = move(1, "anna", window=(None, 8), form="teacher"), move(2, "bram", form="teacher")
    assert not changes_nothing([temporary], for_good)
    assert settings([temporary, for_good], hour(4))["form"].author_id == "bram"


def test_what_begins_before_it_is_said_begins_when_it_is_said() -> None:
    late = move(1, at=6, window=(2, 9), form="teacher")
    assert [positions([late], hour(at)) for at in (3, 6)] == [{}, {"form": "teacher"}]


def test_a_move_within_another_of_the_same_changes_nothing() -> None:
    assert changes_nothing([move(1, form="teacher")], move(2, window=(4, 6), form="teacher"))


MOVES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.none() | st.integers(0, 30),
        st.none() | st.integers(1, 10),
        st.dictionaries(st.sampled_from(DIMENSIONS), st.none() | st.sampled_from(POSITIONS), min_size=1),
    ),
    max_size=8,
)


def history(drawn: Sequence[tuple[int, int | None, int | None, dict[str, Any]]]) -> list[Move]:
    """Moves in order, some hours apart, each perhaps beginning another time and lasting some hours."""
    found, at = [], 0
    for version, (pause, begins, lasts, changes) in enumerate(drawn, 1):
        at += pause
        until = None if lasts is None else max(at, begins or 0) + lasts
        found.append(move(version, f"author {version}", at=at, window=(begins, until), **changes))
    return found


def told(moves: Sequence[Move], dimension: Any, at: datetime) -> Any:
    """The oracle: the last move that is valid then and speaks of the dimension says where it stands."""
    speaking = [
        one
        for one in moves
        if dimension in one.changes
        and one.moved_at <= at
        and (one.valid_from is None or one.valid_from <= at)
        and (one.valid_until is None or at < one.valid_until)
    ]
    return speaking[-1].changes[dimension] if speaking else None


@given(MOVES, st.integers(0, 60))
def test_at_any_moment_the_last_valid_word_holds_and_its_author_said_it(drawn: Any, at: int) -> None:
    moves = history(drawn)
    found = settings(moves, hour(at))
    oracle = {of: position for of in DIMENSIONS if (position := told(moves, of, hour(at))) is not None}
    assert {of: move.changes[of] for of, move in found.items()} == oracle
    assert all(move.holds(hour(at)) for move in found.values())


@given(MOVES, st.integers(0, 60))
def test_what_is_said_later_does_not_change_what_held(drawn: Any, at: int) -> None:
    moves = history(drawn)
    made = [one for one in moves if one.moved_at <= hour(at)]
    assert settings(made, hour(at)) == settings(moves, hour(at))


@given(MOVES, st.integers(0, 60))
def test_between_its_edges_a_place_stands_still(drawn: Any, at: int) -> None:
    moves = history(drawn)
    last_edge = max(edge for edge in edges(moves, hour(-1)) if edge <= hour(at))
    assert dial_at(moves, hour(at)) == dial_at(moves, last_edge)
