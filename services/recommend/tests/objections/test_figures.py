"""What a board sees of its objections: never of fewer than ten learners, also not by subtraction."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import learner_changed
from services.recommend.tests.objections.contesting import decide, get, headers

from recommend_service.objections.figures import LEAST, figures_of

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    learner_id: UUID
    subject: str | None
    status: str = "open"
    raised_at: datetime = START
    closed_at: datetime | None = None


def rows(number: int, subject: str | None, status: str = "open", first: int = 0) -> list[Row]:
    """Of so many learners; closed after 1, 2, 3 … hours."""
    closed = [START + timedelta(hours=place + 1) if status != "open" else None for place in range(number)]
    return [Row(UUID(int=first + place), subject, status, START, at) for place, at in enumerate(closed)]


def told(given: list[Row]) -> list[tuple[str | None, int | None, int | None]]:
    found = figures_of(given, 365)
    return [(one.subject, one.open, one.decided) for one in (found.total, *found.subjects)]


def test_time_and_share_are_of_what_was_decided() -> None:
    given = [*rows(6, "rekenen", "upheld"), *rows(4, "rekenen", "dismissed", 6), *rows(10, "rekenen", first=10)]
    [one] = figures_of(given, 365).subjects
    assert (one.open, one.decided, one.share_upheld) == (10, 10, 0.6)
    assert (one.median_hours, one.p90_hours) == (3.0, 5.1)


def test_below_ten_learners_there_is_nothing() -> None:
    assert told(rows(LEAST - 1, "rekenen")) == [(None, None, None)]
    assert told(rows(3, "rekenen") * 8) == [(None, None, None)]


def test_what_is_left_out_cannot_be_reckoned_back() -> None:
    assert told([*rows(12, "rekenen"), *rows(5, "taal", first=20)]) == [(None, 17, None)]
    three = [*rows(12, "rekenen"), *rows(11, "taal", first=20), *rows(5, "muziek", first=40)]
    assert told(three) == [(None, 28, None), ("rekenen", 12, None)]


def test_what_was_withdrawn_is_neither_open_nor_decided() -> None:
    assert told(rows(20, "rekenen", "withdrawn")) == [(None, None, None)]


async def test_the_board_sees_them_and_nobody_else_does(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    learners = [UUID(int=place + 1) for place in range(LEAST)]
    await board.hears(*(learner_changed(one, group_ids=[board.group_id]) for one in learners))
    about = {"about": {"goalId": str(shelf.goals[0].goal_id)}, "reason": "Kan ik al"}
    mine = [
        await board.client.post(
            "/v1/objections", json={"learnerId": str(one), **about}, headers=headers(board, "educator")
        )
        for one in learners
    ]
    first = (await get(board, "/figures", "board-admin")).json()
    assert [(await decide(board, one.json(), upheld=False)).status_code for one in mine] == [200] * LEAST
    after = (await get(board, "/figures?days=30", "board-admin")).json()
    assert (first["total"]["open"], first["total"]["decided"]) == (LEAST, None)
    assert (after["total"]["open"], after["total"]["decided"], after["total"]["shareUpheld"]) == (None, LEAST, 0.0)
    assert [one["subject"] for one in after["subjects"]] == ["rekenen"]
    assert (await get(board, "/figures", "educator")).status_code == 403
    assert (await get(board, "/figures?days=0", "board-admin")).status_code == 422
