"""What stands at a place, and who put it there."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from eigenwijs_shared.agency import Dial
from profile_service.agency.rules import moved, set_by, standing

PLACE = uuid4()


def move(
    version: int, author: str = "a", *, place: UUID = PLACE, subject: str | None = None, **dimensions: Any
) -> Dial:
    return Dial("group", place, subject, dimensions, version, author, datetime(2026, 11, version, tzinfo=UTC))


def test_a_move_lays_the_new_over_the_old_and_null_takes_away() -> None:
    assert moved({"form": "teacher", "pace": "learner"}, {"form": None, "topic": "shared"}) == {
        "pace": "learner",
        "topic": "shared",
    }


def test_the_newest_version_stands_at_each_place() -> None:
    first, second, other = move(1), move(2), move(1, subject="nederlands")
    assert {dial.subject: dial for dial in standing([second, first, other])} == {None: second, "nederlands": other}


def test_who_moved_another_dimension_later_did_not_decide_this_one() -> None:
    moves = [
        move(1, "anna", form="learner"),
        move(2, "bram", form="teacher"),
        move(3, "chris", form="teacher", pace="teacher"),
        move(9, "elders", place=uuid4(), form="shared"),
    ]
    assert set_by("form", moves[2], moves).author_id == "bram"
    assert set_by("pace", moves[2], moves).author_id == "chris"


def test_a_position_that_was_left_and_taken_again_is_of_who_took_it_again() -> None:
    moves = [move(1, "anna", form="teacher"), move(2, "bram"), move(3, "chris", form="teacher")]
    assert set_by("form", moves[2], moves).author_id == "chris"
