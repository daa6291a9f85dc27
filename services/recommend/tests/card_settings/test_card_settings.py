"""What a board settles about its cards holds from the next one on, and is in the register."""

from typing import Any

import httpx2
import pytest
from services.recommend.tests.board import Board, Shelf

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer
from recommend_service.register.actions import check

PATH = "/v1/card-settings"
WANTED = {
    "zone": {"low": 0.7, "high": 0.9},
    "exploration": {"enabled": True, "share": 0.1},
    "reason": "Rekenen ging dit blok te stroef",
}


async def put(board: Board, if_match: str | None = "*", role: str = "board-admin", **values: Any) -> httpx2.Response:
    subject = board.educator_id if role == "educator" else "client"
    token = board.keys.token(role, board.board_id, subject)  # type: ignore[arg-type]  # a role
    headers = bearer(token) | ({"If-Match": if_match} if if_match else {})
    return await board.client.put(PATH, json={**WANTED, **values}, headers=headers)


async def test_the_usual_holds_where_nothing_was_settled(board: Board) -> None:
    answer = (await board.get(PATH, "educator")).json()
    assert answer["zone"] == {"low": 0.6, "high": 0.85}
    assert answer["exploration"] == {"enabled": True, "share": 0.05}
    assert (answer["version"], answer["reason"], answer["authorId"], answer["setAt"]) == (0, None, None, None)


async def test_what_was_settled_is_kept_with_who_and_why(board: Board) -> None:
    made = await put(board)
    assert made.status_code == 200, made.text
    found = await board.get(PATH, "educator")
    assert found.json() == made.json()
    assert found.headers["ETag"] == made.headers["ETag"]
    assert (made.json()["version"], made.json()["reason"], made.json()["authorId"]) == (1, WANTED["reason"], "client")


async def test_two_who_settle_at_once_do_not_overwrite_each_other(board: Board) -> None:
    seen = (await board.get(PATH, "educator")).headers["ETag"]
    assert (await put(board, None)).status_code == 428
    assert (await put(board, seen)).status_code == 200
    late = await put(board, seen, zone={"low": 0.5, "high": 0.9})
    assert late.status_code == 412
    assert (await board.get(PATH, "educator")).json()["version"] == 1


async def test_only_the_board_settles_and_learners_are_not_asked(board: Board) -> None:
    assert (await put(board, role="educator")).status_code == 403
    assert (await put(board, role="learner")).status_code == 403
    assert (await board.get(PATH, "learner")).status_code == 403
    assert (await board.get(PATH, "educator")).json()["version"] == 0


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"zone": {"low": 0.39, "high": 0.8}}, "#/zone/low"),
        ({"zone": {"low": 0.6, "high": 0.96}}, "#/zone/high"),
        ({"zone": {"low": 0.7, "high": 0.75}}, "#/zone"),
        ({"zone": {"low": 0.8, "high": 0.6}}, "#/zone"),
        ({"zone": {"low": "0.6", "high": 0.8}}, "#/zone/low"),
        ({"exploration": {"enabled": True, "share": 0.31}}, "#/exploration/share"),
        ({"exploration": {"enabled": True, "share": -0.1}}, "#/exploration/share"),
        ({"exploration": {"enabled": 1, "share": 0.1}}, "#/exploration/enabled"),
        ({"reason": "  "}, "#/reason"),
        ({"colour": "blue"}, "#/colour"),
    ],
)
async def test_what_does_not_fit_is_refused_where_it_is_and_changes_nothing(
    board: Board, values: dict[str, Any], where: str
) -> None:
    answer = await put(board, **values)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [where]
    assert (await board.get(PATH, "educator")).json()["version"] == 0


async def test_a_zone_holds_from_the_next_card_on_and_is_kept_with_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = await board.card()
    await put(board)
    after = await board.card("educator")
    kept = (await board.get(f"/v1/cards/{after['cardId']}", "educator")).json()["decision"]["inputs"]["settings"]
    assert after["cardId"] != before["cardId"]
    assert kept == {"version": 1, "zone": [0.7, 0.9], "explored": 0.1}
    assert all(0.7 <= option["expectedSuccess"] <= 0.9 for option in after["options"])
    assert "zone 70–90%" in after["options"][0]["reason"]["educator"]


async def test_every_change_is_in_the_register_and_saying_the_same_again_is_none(board: Board) -> None:
    await put(board)
    await put(board)
    await put(board, exploration={"enabled": False, "share": 0.1})
    async with board_transaction(board.sessions, board.board_id) as session:
        found = await check(session)
    assert (found.sound, found.entries, found.chains) == (True, 2, 1)
    assert (await board.get(PATH, "educator")).json()["version"] == 2


async def test_what_one_board_settles_is_nothing_to_another(board: Board, new_board: Any) -> None:
    await put(board)
    assert (await new_board().get(PATH, "educator")).json()["version"] == 0
