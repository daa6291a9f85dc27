"""One screen for who chose what: all of it or none, once however often it is sent."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.ids import new_id

Json = dict[str, Any]


@pytest.fixture
async def group(board: Any, make_card: Any) -> dict[UUID, Any]:
    """Four learners of the group, each with a card of the same two activities."""
    ids = await board.has_goals("Tellen")
    made = [await board.has_activity(ids["Tellen"], form=form) for form in ("game", "reading")]
    learners = [board.learner_id, *(uuid4() for _ in range(3))]
    told: Json = {
        "grades": ["groep-5"],
        "school_ids": [],
        "group_ids": [board.group_id],
        "active": True,
        "version": 10**6,
    }
    await board.hears(*(LearnerChanged(learner_id=one, **told) for one in learners))
    cards = {one: make_card(one, *made) for one in learners}
    await board.hears(*cards.values())
    return cards


async def ticks(board: Any, *rows: Json, role: str = "educator", **more: Any) -> Any:
    return await board.call("POST", f"/v1/groups/{board.group_id}/choices", role, json={"rows": list(rows)}, **more)


def row(learner_id: UUID, card: Any, **what: Any) -> Json:
    chosen = what or {"optionId": str(card.options[0].option_id)}
    return {"learnerId": str(learner_id), "cardId": str(card.card_id), **chosen}


async def test_a_group_is_ticked_at_once_on_behalf_of_each(board: Any, group: dict[UUID, Any]) -> None:
    answer = await ticks(board, *(row(one, card) for one, card in group.items()))
    assert answer.status_code == 201, answer.text
    done = answer.json()
    assert (done["made"], [one["learnerId"] for one in done["rows"]]) == (4, [str(one) for one in group])
    assert {(one["authorId"], one["onBehalf"]) for one in done["rows"]} == {(str(board.educator_id), True)}
    assert len(await board.told("choices.choice.made.v2")) == 4


async def test_sending_it_again_changes_nothing(board: Any, group: dict[UUID, Any]) -> None:
    rows = [row(one, card) for one, card in group.items()]
    first, again = await ticks(board, *rows), await ticks(board, *rows)
    assert (again.status_code, again.json()["made"]) == (201, 0)
    assert again.json()["rows"] == first.json()["rows"]
    assert len(await board.told("choices.choice.made.v2")) == 4


async def test_with_one_row_wrong_nothing_is_written_and_each_fault_is_named(
    board: Any, group: dict[UUID, Any]
) -> None:
    (first, card), (second, other), (third, last), _ = group.items()
    rows = [
        row(first, card),
        row(second, other, optionId=str(uuid4())),
        row(uuid4(), card.model_copy(update={"card_id": new_id()})),
        row(third, last, optOut={}),
        row(third, card.model_copy(update={"card_id": uuid4()})),
    ]
    rows[2]["cardId"] = str(uuid4())
    answer = await ticks(board, *rows)
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "choices-refused")
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("#/rows/1/optionId", "unknown-option"),
        ("#/rows/2/learnerId", "not-in-group"),
        ("#/rows/3", "card-outdated"),
        ("#/rows/4", "unknown-card"),
    ]
    assert answer.json()["detail"].startswith("4 van de keuzes")
    assert await board.told("choices.choice.made.v2") == []
    assert (await board.get("/v1/choices", "educator")).json()["items"] == []


async def test_all_kinds_of_choices_can_be_ticked(board: Any, group: dict[UUID, Any]) -> None:
    (first, card), (second, other), (third, last), (fourth, _) = group.items()
    idea = {"title": "Een spel maken", "goalIds": [str(card.goal_ids[0])]}
    answer = await ticks(
        board,
        row(first, card, surprise=True, reason="Spannend"),
        row(second, other, ownIdea=idea),
        row(third, last, activityId=str(last.options[0].activity_id)),
        {"learnerId": str(fourth), "activityId": str(last.options[0].activity_id)},
    )
    assert answer.status_code == 201, answer.text
    assert [one["kind"] for one in answer.json()["rows"]] == ["surprise", "own-idea", "catalogue", "catalogue"]
    assert answer.json()["rows"][0]["reason"] == "Spannend"


async def test_the_dial_of_each_learner_counts(board: Any, group: dict[UUID, Any]) -> None:
    await board.moves_dial(topic="teacher")
    [(first, card), *_] = group.items()
    answer = await ticks(board, row(first, card, ownIdea={"title": "x", "goalIds": [str(card.goal_ids[0])]}))
    assert answer.json()["errors"][0]["code"] == "dial-forbids"
    assert "leraar bepaalt" in answer.json()["errors"][0]["detail"]


async def test_two_who_tick_the_same_group_at_once_leave_one_choice_a_card(board: Any, group: dict[UUID, Any]) -> None:
    one = [row(learner, card) for learner, card in group.items()]
    other = [row(learner, card, surprise=True) for learner, card in reversed(group.items())]
    answers = await asyncio.gather(ticks(board, *one), ticks(board, *other))
    assert {answer.status_code for answer in answers} == {201}
    assert len((await board.get("/v1/choices?standing=true", "educator")).json()["items"]) == 4


@pytest.mark.parametrize(
    ("rows", "pointer"),
    [
        ([], "#/rows"),
        ([{"learnerId": str(UUID(int=1))}], "#/rows/0"),
        ([{"learnerId": str(UUID(int=1)), "surprise": True}], "#/rows/0/cardId"),
        ([{"cardId": str(UUID(int=1)), "surprise": True}], "#/rows/0/learnerId"),
        (
            [{"learnerId": str(UUID(int=1)), "cardId": str(UUID(int=2)), "surprise": True}] * 2,
            "#/rows/1/cardId",
        ),
        ([{"learnerId": str(UUID(int=1)), "surprise": True}] * 101, "#/rows"),
    ],
)
async def test_what_makes_no_sense_is_refused_at_its_place(board: Any, rows: list[Json], pointer: str) -> None:
    answer = await ticks(board, *rows)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_key_replays_the_first_answer(board: Any, group: dict[UUID, Any]) -> None:
    rows, headers = [row(one, card) for one, card in group.items()], {"Idempotency-Key": "k"}
    first = await ticks(board, *rows, headers=headers)
    again = await ticks(board, *rows, headers=headers)
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")


async def test_learners_and_others_do_not_tick_a_group(board: Any, group: dict[UUID, Any]) -> None:
    rows = [row(one, card) for one, card in group.items()]
    assert (await ticks(board, *rows, role="learner")).status_code == 404
    assert (await ticks(board, *rows, role="parent")).status_code == 403
