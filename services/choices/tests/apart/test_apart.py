"""Who is not put together: said without a reason, known to educators alone, gone with either of the two."""

from typing import Any
from uuid import uuid4

import pytest

from choices_service.apart.announcers import apart_again
from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.db import board_transaction


@pytest.fixture
async def other(board: Any) -> Any:
    other = uuid4()
    await board.hears(
        LearnerChanged(learner_id=other, version=1, active=True, grades=[], school_ids=[], group_ids=[board.group_id])
    )
    return other


async def put(board: Any, *pairs: Any, role: Any = "educator") -> Any:
    body = {"pairs": [{"learnerIds": [str(key) for key in pair]} for pair in pairs]}
    return await board.call("PUT", f"/v1/groups/{board.group_id}/apart", role, json=body)


async def test_a_pair_is_kept_once_whatever_its_order(board: Any, other: Any) -> None:
    mine = board.learner_id
    said = await put(board, (mine, other), (other, mine))
    assert said.json() == {"pairs": [{"learnerIds": sorted([str(mine), str(other)])}]}
    assert (await board.get(f"/v1/groups/{board.group_id}/apart", "educator")).json() == said.json()
    assert (await put(board)).json() == {"pairs": []}


async def test_who_is_kept_apart_is_told_whole_and_again_to_who_asks(board: Any, other: Any) -> None:
    await put(board, (board.learner_id, other))
    [told] = await board.told("choices.apart.changed.v1")
    async with board_transaction(board.sessions, board.board_id) as session:
        [again], after = await apart_again(session, None, 1)
        assert await apart_again(session, after, 1) == ([], None)
    assert told["pairs"] == [sorted([str(board.learner_id), str(other)])]
    assert again.model_dump(mode="json") == told
    await put(board)
    later = (await board.told("choices.apart.changed.v1"))[-1]
    assert (later["pairs"], later["version"] > told["version"]) == ([], True)


@pytest.mark.parametrize("role", ["learner", "parent"])
async def test_no_learner_or_parent_sees_it(board: Any, other: Any, role: Any) -> None:
    await put(board, (board.learner_id, other))
    assert (await board.get(f"/v1/groups/{board.group_id}/apart", role)).status_code == 404
    assert (await put(board, role=role)).status_code in {403, 404}


async def test_a_pair_is_two_of_the_group(board: Any, other: Any) -> None:
    answer = await put(board, (board.learner_id, other), (other, other), (other, uuid4()))
    assert [one["pointer"] for one in answer.json()["errors"]] == ["#/pairs/1/learnerIds", "#/pairs/2/learnerIds"]
    assert (await board.get(f"/v1/groups/{board.group_id}/apart", "educator")).json() == {"pairs": []}
