"""A group is called together and let go; meanwhile nobody of it chooses, and afterwards the card is there again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from choices_service.announcers import ANNOUNCERS
from choices_service.gather.actions import gathers_again
from choices_service.gather.tables import gather
from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.db import board_transaction

CHANGED = "choices.gather.changed.v1"
QUESTION = {"question": "Wat viel Noor op aan deze grafiek?"}


async def gathers(board: Any, role: str = "educator", **what: Any) -> Any:
    return await board.call("POST", f"/v1/groups/{board.group_id}/gather", role, json=what or QUESTION)


async def lets_go(board: Any) -> Any:
    return await board.call("DELETE", f"/v1/groups/{board.group_id}/gather", "educator")


async def called(board: Any) -> Sequence[Any]:
    """To what the learner is called."""
    items: Sequence[Any] = (await board.get(f"/v1/learners/{board.learner_id}/gather")).json()["items"]
    return items


def kind_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]


async def test_a_group_is_called_to_a_question_that_its_learners_read_and_that_does_not_travel(board: Any) -> None:
    made = await gathers(board)
    assert made.status_code == 201, made.text
    shown = (await board.get(f"/v1/groups/{board.group_id}/gather", "educator")).json()
    assert shown == made.json()
    assert await called(board) == [shown]
    assert shown["question"] == QUESTION["question"]
    [told] = await board.told(CHANGED)
    assert (told["gatherId"], told["groupId"], told["activityId"]) == (shown["gatherId"], str(board.group_id), None)
    assert "Noor" not in str(told)


async def test_a_group_is_called_to_an_activity_for_so_many_minutes(board: Any) -> None:
    ids = await board.has_goals("A")
    one = await board.has_activity(ids["A"])
    made = (await gathers(board, activityId=one["activityId"], minutes=10)).json()
    assert made["activity"]["title"] == one["title"]
    lasts = datetime.fromisoformat(made["until"]) - datetime.fromisoformat(made["beganAt"])
    assert lasts == timedelta(minutes=10)


async def test_once_at_a_time(board: Any) -> None:
    made = (await gathers(board)).json()
    again = await gathers(board, question="En nu?")
    assert kind_of(again) == (409, "gathered-already")
    assert again.json()["gatherId"] == made["gatherId"]
    assert len(await board.told(CHANGED)) == 1


async def test_let_go_by_hand_it_is_over_at_once(board: Any) -> None:
    await gathers(board)
    assert (await lets_go(board)).status_code == 204
    assert await called(board) == []
    assert kind_of(await board.get(f"/v1/groups/{board.group_id}/gather", "educator")) == (404, "not-gathered")
    assert kind_of(await lets_go(board)) == (404, "not-gathered")
    began, ended = await board.told(CHANGED)
    assert (began["version"], ended["version"]) == (1, 2)
    assert ended["until"] < began["until"]
    assert (await gathers(board)).status_code == 201


async def test_it_ends_by_itself(board: Any) -> None:
    await gathers(board)
    async with board_transaction(board.sessions, board.board_id) as session:
        ago = datetime.now(UTC) - timedelta(minutes=1)
        await session.execute(update(gather).values(began_at=ago - timedelta(minutes=5), until=ago))
    assert await called(board) == []
    assert (await gathers(board)).status_code == 201


@pytest.mark.parametrize(("body", "pointer"), [
    ({"minutes": 10}, "#"),
    ({**QUESTION, "activityId": str(uuid4())}, "#"),
    ({"question": " "}, "#/question"),
    ({**QUESTION, "minutes": 0}, "#/minutes"),
    ({**QUESTION, "minutes": 241}, "#/minutes"),
    ({**QUESTION, "focus": True}, "#/focus"),
])  # fmt: skip
async def test_what_does_not_fit_is_named_and_changes_nothing(board: Any, body: Any, pointer: str) -> None:
    answer = await gathers(board, **body)
    assert kind_of(answer) == (422, "invalid")
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert await called(board) == []


async def test_nobody_is_called_to_what_is_not_there(board: Any) -> None:
    assert kind_of(await gathers(board, activityId=str(uuid4()))) == (404, "unknown-activity")


@pytest.mark.parametrize("role", ["learner", "parent"])
async def test_learners_and_parents_call_nobody_together(board: Any, role: str) -> None:
    assert (await gathers(board, role)).status_code == 403


async def test_an_educator_calls_no_other_group_together(board: Any) -> None:
    board.group_id = uuid4()
    assert kind_of(await gathers(board)) == (404, "unknown-group")


async def test_who_leaves_the_group_is_free_and_who_joins_is_called(board: Any) -> None:
    await gathers(board)
    told = {"learner_id": board.learner_id, "active": True, "grades": ["groep-5"], "school_ids": []}
    await board.hears(LearnerChanged.model_validate({**told, "version": 10**6, "group_ids": [uuid4()]}))
    assert await called(board) == []
    await board.hears(LearnerChanged.model_validate({**told, "version": 10**6 + 1, "group_ids": [board.group_id]}))
    assert len(await called(board)) == 1


async def test_a_learner_chooses_nothing_meanwhile_and_goes_on_afterwards(board: Any) -> None:
    ids = await board.has_goals("A")
    card = await board.sees_card(await board.has_activity(ids["A"]))
    await gathers(board)
    refused = await board.chooses(card.card_id, surprise=True)
    assert kind_of(refused) == (409, "gathered-now")
    assert "Je kaart wacht op je" in refused.json()["detail"]
    assert (await board.chooses(card.card_id, "educator", surprise=True)).status_code == 201
    await lets_go(board)
    assert (await board.chooses(card.card_id, surprise=True)).status_code == 200


async def test_all_is_told_again_as_it_is_now(board: Any) -> None:
    await gathers(board)
    await lets_go(board)
    async with board_transaction(board.sessions, board.board_id) as session:
        told, after = await gathers_again(session, None, 1)
        rest, end = await gathers_again(session, after, 1)
    assert [event.model_dump(mode="json") for event in told] == (await board.told(CHANGED))[1:]
    assert (list(rest), end) == ([], None)
    assert gathers_again in ANNOUNCERS
