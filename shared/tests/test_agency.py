"""Who decides: the most specific dial wins."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from eigenwijs_shared.agency import DIMENSIONS, Dial, Position, Scope, effective

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def dial(scope: Scope, position: Position, *, subject: str | None = None, later: int = 0) -> Dial:
    return Dial(scope, uuid4(), subject, {"form": position}, 1, "educator", NOON + timedelta(minutes=later))


def test_where_nothing_is_set_control_is_shared() -> None:
    decided = effective([])
    assert {decided[dimension].position for dimension in DIMENSIONS} == {"shared"}
    assert decided["form"].dial is None


def test_a_learners_dial_wins_over_its_groups_and_its_boards() -> None:
    dials = [dial("board", "teacher", later=9), dial("learner", "learner"), dial("group", "shared", later=5)]
    assert effective(dials)["form"].position == "learner"


def test_a_dial_for_the_subject_wins_over_one_for_all_subjects_of_the_same_scope() -> None:
    dials = [dial("group", "teacher"), dial("group", "learner", subject="nederlands")]
    assert effective(dials, "nederlands")["form"].position == "learner"
    assert effective(dials, "burgerschap")["form"].position == "teacher"
    assert effective(dials)["form"].position == "teacher"


def test_a_dial_for_a_learner_wins_over_one_for_the_subject_of_its_group() -> None:
    dials = [dial("group", "learner", subject="nederlands"), dial("learner", "teacher")]
    assert effective(dials, "nederlands")["form"].position == "teacher"


def test_of_two_groups_the_one_moved_last_wins() -> None:
    dials = [dial("group", "teacher", later=1), dial("group", "learner", later=2)]
    assert effective(dials)["form"].position == "learner"


def test_a_dimension_that_the_specific_dial_leaves_open_comes_from_the_general_one() -> None:
    board = Dial("board", uuid4(), None, {"topic": "teacher", "form": "teacher"}, 1, "admin", NOON)
    decided = effective([board, dial("learner", "learner")])
    assert (decided["form"].position, decided["topic"].position) == ("learner", "teacher")
    assert decided["topic"].dial is board
