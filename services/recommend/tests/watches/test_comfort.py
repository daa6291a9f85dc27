"""Choosing only what is mastered, on the real database."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from services.recommend.tests.board import Board
from services.recommend.tests.make import activity, choice_made, goal
from services.recommend.tests.watches.test_watching import NOW, day, listed

from recommend_service.catalogue.model import Activity


async def chooses(board: Board, one: Activity, times: int) -> None:
    card = {"cardId": str(uuid4()), "options": [{"optionId": str(uuid4()), "activityId": None, "goalIds": []}]}
    made: dict[str, Any] = {"activity_id": one.activity_id, "goal_ids": list(one.goal_ids), "option_id": uuid4()}
    await board.hears(*(choice_made(board.learner_id, card, made_at=NOW, **made) for _ in range(times)))


async def test_who_chooses_only_what_is_mastered_is_talked_with_about_a_small_step(board: Board) -> None:
    known, new = goal(title="Tafels"), goal(title="Breuken")
    easy = activity(known, level=5, kind="check", company="pair")
    await board.knows([known, new], [easy, activity(new, company="pair")])
    await chooses(board, easy, 1)
    await board.tries(easy, *[True] * 20)
    await day(board)
    [found] = await listed(board)
    step = next(way for way in found["ways"] if way["kind"] == "next")
    assert (found["kind"], step["goalIds"]) == ("comfort", [str(new.goal_id)])
    assert found["reason"]["learner"].startswith("Dit kun je echt al goed")


async def test_what_somebody_else_assigned_is_no_hiding(board: Board) -> None:
    known, new = goal(title="Tafels"), goal(title="Breuken")
    easy = activity(known, level=5, kind="check", company="pair")
    await board.knows([known, new], [easy, activity(new, company="pair")])
    await board.tries(easy, *[True] * 20)
    await day(board, datetime(2026, 11, 26, tzinfo=UTC))
    assert await listed(board) == []
