"""Cards for everybody of a group at once."""

from typing import Any
from uuid import uuid4

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import learner_changed

from eigenwijs_shared.contracts.recommend import CardOffered
from eigenwijs_shared.testing import bearer


async def asks(board: Board, role: Any = "educator", *, group: Any = None, query: str = "", **headers: str) -> Any:
    subjects = {"learner": board.learner_id, "educator": board.educator_id}
    token = board.keys.token(role, board.board_id, subjects.get(role, "client"))
    path = f"/v1/groups/{group or board.group_id}/cards{query}"
    return await board.client.post(path, headers={**bearer(token), **headers})


async def test_everybody_gets_the_card_that_asking_would_give(board: Board, shelf: Shelf) -> None:
    mate = uuid4()
    await board.hears(learner_changed(mate, group_ids=[board.group_id]))
    await board.knows(shelf.goals, shelf.activities)
    items = {one["learnerId"]: one for one in (await asks(board)).json()["items"]}
    assert items.keys() == {str(board.learner_id), str(mate)}
    assert items[str(board.learner_id)]["cardId"] == (await board.card())["cardId"]
    assert len(await board.announced(CardOffered)) == 2


async def test_who_can_have_none_is_told_of_with_the_reason(board: Board) -> None:
    [item] = (await asks(board)).json()["items"]
    assert (item["cardId"], "leerdoelen" in item["why"]) == (None, True)


async def test_a_key_replays_the_first_answer(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    first = await asks(board, **{"Idempotency-Key": "k"})
    await board.tries(shelf.of(0)[0], True)
    assert (await asks(board, **{"Idempotency-Key": "k"})).json() == first.json()


async def test_only_who_has_the_group_may_ask(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    assert (await asks(board, "learner")).status_code == 404
    assert (await asks(board, group=uuid4())).status_code == 404
    assert (await asks(board, query="?subject=tovenen")).status_code == 404
    assert (await asks(board, "sis")).status_code == 200
