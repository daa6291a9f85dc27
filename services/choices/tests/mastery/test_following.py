"""What recommend and profile told of learners: the newest counts, a second telling changes nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from choices_service.mastery.store import done_by, known_of
from eigenwijs_shared.contracts.profile import AttemptRecorded, Result
from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.db import board_transaction

Board = Any
GOAL, ACTIVITY = uuid4(), uuid4()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stands(board: Board, version: int, **more: Any) -> MasteryChanged:
    said = {"state": "practising", "probability": 0.6, "low": 0.4, "high": 0.8, "evidence": 4, "ready": False}
    place = {"learner_id": board.learner_id, "goal_id": GOAL, "version": version, "updated_at": NOON}
    return MasteryChanged.model_validate({**place, **said, "unseen_ready": False, **more})


def attempt(board: Board, at: datetime, success: bool) -> AttemptRecorded:
    result = Result(score_scaled=float(success), success=success, completion=True, duration_seconds=60)
    return AttemptRecorded(
        learner_id=board.learner_id, sequence=1, attempt_id=uuid4(), activity_id=ACTIVITY, goal_ids=[GOAL], level=3,
        kind="practice", form="game", result=result, occurred_at=at, recorded_at=at,
    )  # fmt: skip


async def known(board: Board) -> Any:
    async with board_transaction(board.sessions, board.board_id) as session:
        return (await known_of(session, [board.learner_id]))[board.learner_id]


async def done(board: Board) -> tuple[datetime, datetime, bool]:
    async with board_transaction(board.sessions, board.board_id) as session:
        row = (await done_by(session, [board.learner_id], [ACTIVITY]))[board.learner_id, ACTIVITY]
        return row.first_at, row.last_at, row.succeeded


async def test_the_newest_standing_counts_whatever_comes_last(board: Board) -> None:
    await board.hears(stands(board, 2, state="mastered", ready=True), stands(board, 1))
    await board.hears(stands(board, 1))
    found = await known(board)
    assert found.standings[GOAL].ready
    assert found.mastered() == {GOAL}


async def test_what_is_due_for_review_stays_mastered(board: Board) -> None:
    await board.hears(stands(board, 3, state="review", ready=True))
    assert (await known(board)).mastered() == {GOAL}


async def test_of_whom_nothing_was_told_nothing_is_known(board: Board) -> None:
    found = await known(board)
    assert (found.standings, found.unseen_ready) == ({}, False)


async def test_the_last_that_was_told_speaks_for_goals_that_nobody_saw(board: Board) -> None:
    other: UUID = uuid4()
    await board.hears(stands(board, 4, unseen_ready=True), stands(board, 3, goal_id=other))
    assert (await known(board)).unseen_ready


async def test_attempts_leave_when_first_and_last_and_whether_it_ever_went_well(board: Board) -> None:
    tries = [attempt(board, NOON, True), attempt(board, NOON - timedelta(days=2), False)]
    await board.hears(*tries)
    await board.hears(attempt(board, NOON + timedelta(days=1), False))
    await board.hears(*tries)
    assert await done(board) == (NOON - timedelta(days=2), NOON + timedelta(days=1), True)
