"""What becomes of a choice: it may change until it is begun, and each step is told once."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from choices_service.choices.announcers import choices_again
from eigenwijs_shared.contracts.profile import AttemptRecorded, Result
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.ids import new_id

Json = dict[str, Any]


@pytest.fixture
async def card(board: Any) -> Any:
    ids = await board.has_goals("Tellen")
    made = [await board.has_activity(ids["Tellen"], form=form) for form in ("game", "reading")]
    return await board.sees_card(*made, opt_out_allowed=True)


async def tries(board: Any, activity_id: UUID, at: datetime) -> None:
    result = Result(score_scaled=1.0, success=True, completion=True, duration_seconds=60)
    await board.hears(
        AttemptRecorded(
            learner_id=board.learner_id, sequence=1, attempt_id=uuid4(), activity_id=activity_id, goal_ids=[], level=3,
            kind="practice", form="game", result=result, occurred_at=at, recorded_at=at,
        )
    )  # fmt: skip


async def becomes(board: Any, made: Json, step: str, role: str = "learner") -> Any:
    return await board.call("POST", f"/v1/choices/{made['choiceId']}/{step}", role)


async def test_once_begun_by_word_it_stands(board: Any, card: Any) -> None:
    first, second = (str(option.option_id) for option in card.options)
    made = (await board.chooses(card.card_id, optionId=first)).json()
    begun = await becomes(board, made, "start")
    assert (begun.status_code, begun.json()["state"]) == (200, "started")
    changed = await board.chooses(card.card_id, optionId=second)
    gone = await becomes(board, made, "withdraw")
    assert [one.json()["type"].rpartition(":")[2] for one in (changed, gone)] == ["choice-started"] * 2
    assert (await board.chooses(card.card_id, optionId=first)).status_code == 200
    [told] = await board.told("choices.choice.started.v1")
    assert (told["choiceId"], told["authorId"]) == (made["choiceId"], str(board.learner_id))


async def test_an_attempt_since_begins_it_and_one_before_does_not(board: Any, card: Any) -> None:
    first, second = card.options
    now = datetime.now(UTC)
    await tries(board, first.activity_id, now - timedelta(days=1))
    await board.chooses(card.card_id, optionId=str(first.option_id))
    changed = await board.chooses(card.card_id, optionId=str(second.option_id))
    assert changed.status_code == 201
    await tries(board, second.activity_id, datetime.now(UTC) + timedelta(seconds=1))
    refused = await board.chooses(card.card_id, optionId=str(first.option_id))
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "choice-started")
    shown = (await board.get(f"/v1/choices/{changed.json()['choiceId']}")).json()
    assert shown["state"] == "started"
    assert shown["startedAt"] > shown["madeAt"]


async def test_a_choice_may_be_taken_back_and_made_again(board: Any, card: Any) -> None:
    option = str(card.options[0].option_id)
    made = (await board.chooses(card.card_id, optionId=option)).json()
    gone, again = await becomes(board, made, "withdraw"), await becomes(board, made, "withdraw")
    assert (gone.json()["state"], gone.json()["standing"], again.json()) == ("withdrawn", False, gone.json())
    assert (await becomes(board, made, "start")).json()["type"].endswith("choice-gone")
    anew = await board.chooses(card.card_id, optionId=option)
    assert (anew.status_code, anew.json()["choiceId"] != made["choiceId"]) == (201, True)
    [told] = await board.told("choices.choice.withdrawn.v1")
    assert (told["choiceId"], told["kind"], told["cardId"]) == (made["choiceId"], "option", str(card.card_id))


async def test_what_was_skipped_is_never_begun_and_may_always_be_taken_back(board: Any, card: Any) -> None:
    made = (await board.chooses(card.card_id, optOut={})).json()
    assert made["reason"] is None
    assert (await becomes(board, made, "start")).json()["type"].endswith("nothing-to-start")
    assert (await becomes(board, made, "withdraw")).json()["state"] == "withdrawn"


async def test_what_was_replaced_cannot_be_begun(board: Any, card: Any) -> None:
    first, second = (str(option.option_id) for option in card.options)
    made = (await board.chooses(card.card_id, optionId=first)).json()
    await board.chooses(card.card_id, optionId=second)
    assert (await becomes(board, made, "start")).json()["type"].endswith("choice-gone")
    assert (await becomes(board, made, "withdraw")).json()["type"].endswith("choice-gone")


async def test_beginning_and_changing_at_once_leaves_one_of_them(board: Any, card: Any) -> None:
    first, second = (str(option.option_id) for option in card.options)
    made = (await board.chooses(card.card_id, optionId=first)).json()
    begun, changed = await asyncio.gather(becomes(board, made, "start"), board.chooses(card.card_id, optionId=second))
    assert sorted([begun.status_code, changed.status_code]) in ([200, 409], [201, 409])


async def test_an_educator_begins_and_takes_back_on_behalf(board: Any, card: Any) -> None:
    made = (await board.chooses(card.card_id, surprise=True)).json()
    assert (await becomes(board, made, "withdraw", "educator")).status_code == 200
    [told] = await board.told("choices.choice.withdrawn.v1")
    assert told["authorId"] == str(board.educator_id)


async def test_a_choice_of_somebody_else_is_not_there(board: Any, card: Any) -> None:
    made = (await board.chooses(card.card_id, surprise=True)).json()
    board.learner_id, board.educator_id = uuid4(), uuid4()
    answers = [
        await becomes(board, made, step, role) for step in ("start", "withdraw") for role in ("learner", "educator")
    ]
    answers += [await board.get(f"/v1/choices/{made['choiceId']}{more}") for more in ("", "/statement")]
    assert {(one.status_code, one.json()["type"].rpartition(":")[2]) for one in answers} == {(404, "unknown-choice")}


async def test_all_that_became_of_choices_is_told_again(board: Any, card: Any) -> None:
    other = card.model_copy(update={"card_id": new_id()})
    await board.hears(other)
    first = (await board.chooses(card.card_id, surprise=True)).json()
    second = (await board.chooses(other.card_id, surprise=True)).json()
    await becomes(board, first, "start")
    await becomes(board, second, "withdraw")
    async with board_transaction(board.sessions, board.board_id) as session:
        again, _ = await choices_again(session, None, 10)
    kinds = ["choices.choice.made.v2", "choices.choice.started.v1", "choices.choice.withdrawn.v1"]
    told = [event for kind in kinds for event in await board.told(kind)]
    assert [one.model_dump(mode="json") for kind in kinds for one in again if one.type == kind] == told


async def test_the_shorter_way_is_chosen_where_skipping_is_not_possible_yet(board: Any, card: Any) -> None:
    goal_id = card.goal_ids[0]
    check = await board.has_activity(goal_id, kind="check", title="Toetsje", level=3)
    offered = {"goalId": str(goal_id), "activityId": check["activityId"]}
    poor = {"opt_out_allowed": False, "missing_evidence": [goal_id], "checks": [offered]}
    again = type(card).model_validate({**card.model_dump(by_alias=False), **poor, "card_id": new_id()})
    await board.hears(again)
    refused = (await board.chooses(again.card_id, optOut={})).json()
    assert refused["missingEvidence"][0]["checkId"] == check["activityId"]
    made = await board.chooses(again.card_id, checkId=check["activityId"])
    assert (made.json()["kind"], made.json()["activity"]["title"]) == ("check", "Toetsje")
    assert (await board.chooses(card.card_id, checkId=check["activityId"])).status_code == 404
    await board.moves_dial(whether="teacher")
    last = again.model_copy(update={"card_id": new_id()})
    await board.hears(last)
    assert (await board.chooses(last.card_id, checkId=check["activityId"])).json()["dimension"] == "whether"
