"""GET /v1/learners/{id}/mastery/{goalId}: the estimate, and all that led to it."""

from datetime import UTC, datetime
from math import exp
from typing import Any
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import evidence_recorded


async def history(board: Board, goal_id: Any, role: str = "educator") -> dict[str, Any]:
    answer = await board.get(f"/v1/learners/{board.learner_id}/mastery/{goal_id}", role)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_goal_tells_its_evidence_and_how_each_fact_moved_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    check = shelf.of(0)[3]
    await board.tries(check, True, False)
    await board.tries(shelf.of(1)[0], True)
    said = {"kind": "self-assessment", "weight": 0.3, "occurred_at": datetime.now(UTC)}
    await board.hears(evidence_recorded(board.learner_id, 4, [shelf.goals[0].goal_id], True, **said))
    found = await history(board, shelf.goals[0].goal_id)
    said_itself, failed, succeeded = found["steps"]
    assert [one["kind"] for one in found["steps"]] == ["practice", "check", "check"]
    assert (said_itself["witnessed"], said_itself["weight"], said_itself["title"]) == (False, 0.3, None)
    assert (failed["success"], failed["title"], failed["level"]) == (False, check.title, 3)
    assert succeeded["before"] == succeeded["expected"] == 0.5 < succeeded["after"]
    assert failed["after"] < failed["before"] == succeeded["after"]
    assert [point["probability"] for point in found["history"]] == [one["after"] for one in reversed(found["steps"])]
    assert (found["evidence"], found["evidenceTotal"], found["model"]) == (2, 3, "day-one-1")


async def test_what_was_expected_is_the_sum_of_what_it_comes_from(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[0], True, True, False)
    steps = (await history(board, shelf.goals[0].goal_id))["steps"]
    logits = [sum(one["because"].values()) for one in steps]
    assert [1 / (1 + exp(-one)) for one in logits] == pytest.approx([one["expected"] for one in steps], abs=1e-3)
    assert all(one["because"]["task"] > 0 for one in steps)


async def test_the_history_ends_where_the_estimate_is(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[3], *[True, True, False, True] * 3)
    found, goal_id = await history(board, shelf.goals[0].goal_id), str(shelf.goals[0].goal_id)
    shown = (await board.mastery())[goal_id]
    assert {name: found[name] for name in shown} == shown
    last = found["history"][-1]
    assert [last[name] for name in ("probability", "low", "high")] == pytest.approx(
        [shown[name] for name in ("probability", "low", "high")], abs=1e-3
    )
    assert found["parts"]["general"] > 0 < found["parts"]["goal"]


async def test_of_a_goal_without_evidence_there_is_nothing_to_tell_but_the_estimate(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    found = await history(board, shelf.goals[2].goal_id, "learner")
    assert (found["steps"], found["history"], found["evidenceTotal"], found["probability"]) == ([], [], 0, 0.5)


async def test_a_goal_that_the_board_does_not_have_is_not_found(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    answer = await board.get(f"/v1/learners/{board.learner_id}/mastery/{uuid4()}", "educator")
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (404, "unknown-goal")
