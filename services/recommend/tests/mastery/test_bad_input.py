"""Facts as they should not come: right estimates all the same, never a NaN, and a card that still can be made."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import activity_changed, recorded

from eigenwijs_shared.contracts.profile import AttemptRecorded, Result

NUMBERS = ("low", "probability", "high")


def scored(score: float) -> Result:
    return Result(score_scaled=score, success=score >= 0.5, completion=True, duration_seconds=0)


def tries(board: Board, shelf: Shelf, number: int, **values: Any) -> list[AttemptRecorded]:
    goal_ids = [shelf.goals[0].goal_id]
    return [recorded(board.learner_id, one, goal_ids, True, **values) for one in range(1, number + 1)]


async def numbers(board: Board) -> list[float]:
    return [item[name] for item in (await board.mastery()).values() for name in NUMBERS]


@pytest.fixture
async def knowing(board: Board, shelf: Shelf) -> Board:
    await board.knows(shelf.goals, shelf.activities)
    return board


@pytest.mark.parametrize("score", [0.0, 1.0])
async def test_ten_thousand_at_once_that_are_all_alike_give_finite_numbers(
    knowing: Board, shelf: Shelf, score: float
) -> None:
    facts = tries(knowing, shelf, 10_000, result=scored(score))
    await knowing.hears(*facts[:6000], *facts[6000:])
    found = await numbers(knowing)
    assert all(isfinite(one) and 0 <= one <= 1 for one in found)
    assert (await knowing.mastery())[str(shelf.goals[0].goal_id)]["evidence"] == 10_000
    assert len((await knowing.card())["options"]) > 1


@pytest.mark.parametrize("days", [-20_000, -400, 400, 20_000])
async def test_clocks_that_are_far_off_forget_nothing_and_break_nothing(
    knowing: Board, shelf: Shelf, days: int
) -> None:
    first, second, third = tries(knowing, shelf, 3)
    odd = second.model_copy(update={"occurred_at": datetime.now(UTC) + timedelta(days=days)})
    await knowing.hears(first, odd, third)
    assert all(isfinite(one) and 0 <= one <= 1 for one in await numbers(knowing))
    assert len((await knowing.card())["options"]) > 1


async def test_in_whatever_order_and_however_often_they_come_the_estimate_is_the_same(
    knowing: Board, shelf: Shelf, new_board: Any
) -> None:
    facts = tries(knowing, shelf, 5)
    waiting = [facts[index] for index in (4, 2, 0, 0, 3, 1)]
    early = await knowing.hears_each(waiting)
    assert early == []
    once = await numbers(knowing)
    assert await knowing.hears_each(waiting) == []
    assert await numbers(knowing) == once


async def test_of_a_retired_activity_and_an_unknown_goal_is_learnt_and_neither_is_offered(
    knowing: Board, shelf: Shelf
) -> None:
    retired, unknown = shelf.of(0)[0], uuid4()
    await knowing.hears(activity_changed(retired, version=2, active=False))
    facts = {"activity_id": retired.activity_id, "occurred_at": datetime.now(UTC)}
    await knowing.hears(recorded(knowing.learner_id, 1, [shelf.goals[0].goal_id, unknown], True, **facts))
    assert {str(unknown), str(shelf.goals[0].goal_id)} <= (await knowing.mastery()).keys()
    offered = {option["activityId"] for option in (await knowing.card())["options"]}
    assert str(retired.activity_id) not in offered
