"""Reviews over HTTP and on the real database."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import START, recorded
from sqlalchemy import delete, select

from eigenwijs_shared.contracts.profile import AttemptRecorded, ErasureRequested, LedgerRenewed
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer
from recommend_service.reviews.tables import review
from recommend_service.tables import estimate, learner_state

LONG_AGO = START - timedelta(days=40)


def facts(board: Board, shelf: Shelf, *outcomes: bool, renewal: int = 0) -> list[AttemptRecorded]:
    """At the first goal, a day apart."""
    at = shelf.of(0)[3]
    return [
        recorded(
            board.learner_id,
            place + 1,
            at.goal_ids,
            success,
            activity_id=at.activity_id,
            kind="check",
            renewal=renewal,
            occurred_at=LONG_AGO + timedelta(days=place),
        )
        for place, success in enumerate(outcomes)
    ]


async def rows(board: Board) -> list[Any]:
    async with board_transaction(board.sessions, board.board_id) as session:
        return list(await session.execute(select(review)))


async def items(board: Board, role: str = "learner") -> list[dict[str, Any]]:
    answer = await board.get(f"/v1/learners/{board.learner_id}/reviews", role)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_what_is_mastered_is_listed_with_when_it_is_due_in_words(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, *[True] * 6))
    [mine], [theirs] = await items(board), await items(board, "educator")
    assert (mine["goalId"], mine["when"], mine["recall"]) == (str(shelf.goals[0].goal_id), "due", None)
    assert "Breuken lezen" in mine["reason"]["learner"]
    assert 0 < theirs["recall"] < 1


async def test_what_is_not_mastered_is_not_reviewed(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, True, True))
    assert await items(board) == []


async def test_a_lapse_never_takes_mastery_away(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, *[True] * 6, False))
    [kept] = await rows(board)
    state = (await board.mastery())[str(shelf.goals[0].goal_id)]["state"]
    assert (kept.lapsed, kept.lapses, state in {"mastered", "review"}) == (True, 1, True)


async def test_any_batch_and_a_rebuild_give_the_same_memory(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    told = facts(board, shelf, *[True] * 6, False, True)
    await board.hears(*told)
    at_once = await rows(board)
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(delete(learner_state))
        await session.execute(delete(estimate))
        await session.execute(delete(review))
    await board.hears(*told[:6])
    await board.hears(*told[6:])
    assert await rows(board) == at_once


async def test_a_corrected_ledger_is_remembered_anew(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, *[True] * 6, False))
    await board.hears(LedgerRenewed(learner_id=board.learner_id, renewal=1))
    await board.hears(*facts(board, shelf, *[True] * 6, renewal=1))
    [kept] = await rows(board)
    assert (kept.lapses, kept.lapsed) == (0, False)


async def test_a_due_goal_comes_back_on_a_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, *[True] * 6))
    card = await board.card("educator")
    registered = (await board.get(f"/v1/cards/{card['cardId']}", "educator")).json()
    assert registered["decision"]["inputs"]["due"] == [str(shelf.goals[0].goal_id)]


async def test_reviews_of_somebody_else_do_not_exist_and_are_erased_with_the_learner(
    board: Board, shelf: Shelf
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*facts(board, shelf, *[True] * 6))
    stranger = board.keys.token("learner", board.board_id, uuid4())
    answer = await board.client.get(f"/v1/learners/{board.learner_id}/reviews", headers=bearer(stranger))
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    assert (answer.status_code, await rows(board)) == (404, [])


@pytest.mark.parametrize("goal_id", [UUID(int=1)])
async def test_a_goal_that_is_not_known_is_not_listed(board: Board, shelf: Shelf, goal_id: UUID) -> None:
    told = [one.model_copy(update={"goal_ids": [goal_id]}) for one in facts(board, shelf, *[True] * 6)]
    await board.hears(*told)
    assert (len(await rows(board)), await items(board)) == (1, [])
