"""People over models: what they say holds from the next card on, is kept, and is in the register."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
from services.recommend.tests.board import Board, Shelf

from eigenwijs_shared.contracts.recommend import OverrideChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer
from recommend_service.register.actions import check


async def post(board: Board, role: str = "educator", **values: Any) -> httpx2.Response:
    subject = board.educator_id if role == "educator" else "client"
    token = board.keys.token(role, board.board_id, subject)  # type: ignore[arg-type]  # a role
    until = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    body = {"reason": "Even iets anders", "until": until, **values}
    return await board.client.post("/v1/overrides", json=body, headers=bearer(token))


async def end(board: Board, override_id: str, role: str = "educator") -> httpx2.Response:
    subject = board.educator_id if role == "educator" else "client"
    token = board.keys.token(role, board.board_id, subject)  # type: ignore[arg-type]  # a role
    return await board.client.delete(f"/v1/overrides/{override_id}", headers=bearer(token))


def about(board: Board) -> dict[str, str]:
    return {"learnerId": str(board.learner_id)}


async def test_a_pause_of_the_board_holds_at_once_and_until_it_is_ended(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.card()
    made = await post(board, "board-admin", kind="pause", until=None)
    assert made.status_code == 201, made.text
    paused = await board.get(f"/v1/learners/{board.learner_id}/card")
    assert (paused.status_code, paused.json()["type"]) == (503, "urn:eigenwijs:problem:adaptivity-paused")
    assert (await end(board, made.json()["overrideId"])).status_code == 403
    assert (await end(board, made.json()["overrideId"], "board-admin")).json()["endedAt"]
    assert (await board.card())["mode"] == "adaptive"
    listed = (await board.get("/v1/overrides", "educator")).json()["items"]
    assert [one["overrideId"] for one in listed] == [made.json()["overrideId"]]


async def test_what_is_left_out_a_level_and_a_pin_shape_the_next_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    first = (await board.card())["options"][0]["activityId"]
    assert (await post(board, kind="exclude", activityId=first, **about(board))).status_code == 201
    assert first not in {one["activityId"] for one in (await board.card())["options"]}
    wanted = str(shelf.of(0)[4].activity_id)
    assert (await post(board, kind="pin", activityId=wanted, **about(board))).status_code == 201
    assert wanted in {one["activityId"] for one in (await board.card())["options"]}
    goal = str(shelf.goals[0].goal_id)
    assert (await post(board, kind="level", goalId=goal, level=1, groupId=str(board.group_id))).status_code == 201
    levels = {one["level"] for one in (await board.card())["options"] if one["activityId"] != wanted}
    assert levels <= {1}


async def test_every_override_is_in_the_register_when_made_and_when_ended(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = (await post(board, kind="pause", **about(board))).json()
    await end(board, made["overrideId"])
    await end(board, made["overrideId"])
    async with board_transaction(board.sessions, board.board_id) as session:
        found = await check(session)
    assert (found.sound, found.entries, found.chains) == (True, 2, 1)
    told = await board.announced(OverrideChanged)
    assert [(str(one.override_id), one.version, one.active) for one in told] == [
        (made["overrideId"], 1, True),
        (made["overrideId"], 2, False),
    ]


async def test_what_does_not_fit_is_refused_and_changes_nothing(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    goal = str(shelf.goals[0].goal_id)
    answers = [
        await post(board, kind="pause", until=None, **about(board)),
        await post(board, kind="pause", until="2020-01-01", **about(board)),
        await post(board, kind="exclude", **about(board)),
        await post(board, kind="level", goalId=goal, **about(board)),
        await post(board, kind="pin", activityId=str(uuid4()), **about(board)),
        await post(board, kind="pause", reason=" \u0000 ", **about(board)),
        await post(board, kind="pause", groupId=str(board.group_id), **about(board)),
    ]
    assert [answer.status_code for answer in answers] == [422] * 7
    assert (await post(board, kind="pause")).json()["type"] == "urn:eigenwijs:problem:for-the-board"
    assert (await post(board, kind="pause", learnerId=str(uuid4()))).status_code == 404
    assert (await board.get("/v1/overrides", "educator")).json()["items"] == []
    assert (await board.get("/v1/overrides")).status_code == 403
