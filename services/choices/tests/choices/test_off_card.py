"""Anything in the catalogue may be chosen, where the dial leaves it and what it builds on was shown."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from eigenwijs_shared.contracts.recommend import MasteryChanged

Json = dict[str, Any]


@pytest.fixture
async def ids(board: Any) -> dict[str, UUID]:
    found: dict[str, UUID] = await board.has_goals("Tellen", "Optellen", precedes=[("Tellen", "Optellen")])
    return found


async def picks(board: Any, made: Json, role: str = "learner", **more: Any) -> httpx2.Response:
    body = {"activityId": made["activityId"], **more}
    answer: httpx2.Response = await board.call("POST", f"/v1/learners/{board.learner_id}/choices", role, json=body)
    return answer


async def masters(board: Any, goal_id: UUID) -> None:
    said = {"state": "mastered", "probability": 0.9, "low": 0.8, "high": 0.95, "evidence": 9, "ready": True}
    facts = {
        "learner_id": board.learner_id,
        "goal_id": goal_id,
        "version": 1,
        "unseen_ready": False,
        "updated_at": None,
    }
    await board.hears(MasteryChanged.model_validate({**said, **facts}))


async def test_an_activity_is_chosen_without_a_card_and_told_without_one(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Tellen"])
    chosen = await picks(board, made, reason="Leek me leuk")
    assert chosen.status_code == 201, chosen.text
    shown = chosen.json()
    assert (shown["kind"], shown["cardId"], shown["activity"]["title"]) == ("catalogue", None, made["title"])
    assert (shown["reason"], shown["state"], shown["onBehalf"]) == ("Leek me leuk", "chosen", False)
    [told] = await board.told("choices.choice.made.v2")
    assert (told["cardId"], told["activityId"], told["replaces"]) == (None, made["activityId"], None)
    assert await board.told("choices.choice.made.v1") == []


async def test_choosing_it_again_before_it_is_begun_changes_nothing(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Tellen"])
    first, again = await picks(board, made), await picks(board, made)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


async def test_what_was_begun_may_be_chosen_anew(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Tellen"])
    first = (await picks(board, made)).json()
    await board.call("POST", f"/v1/choices/{first['choiceId']}/start", "learner")
    second = await picks(board, made)
    assert (second.status_code, second.json()["state"]) == (201, "chosen")


async def test_it_may_take_the_place_of_a_choice_from_a_card(board: Any, ids: Any) -> None:
    one, other = [await board.has_activity(ids["Tellen"], form=form) for form in ("game", "reading")]
    card = await board.sees_card(one, other)
    first = (await board.chooses(card.card_id, surprise=True)).json()
    elsewhere = await board.has_activity(ids["Tellen"], form="music")
    second = (await picks(board, elsewhere, cardId=str(card.card_id))).json()
    assert (second["kind"], second["cardId"]) == ("catalogue", str(card.card_id))
    told = await board.told("choices.choice.made.v2")
    assert [each["replaces"] for each in told] == [None, first["choiceId"]]


@pytest.mark.parametrize("dimension", ["form", "topic", "company"])
async def test_what_the_dial_leaves_to_the_teacher_cannot_be_picked(board: Any, ids: Any, dimension: str) -> None:
    made = await board.has_activity(ids["Tellen"])
    await board.moves_dial(**{dimension: "teacher"})
    answer = await picks(board, made)
    assert (answer.status_code, answer.json()["dimension"]) == (409, dimension)
    assert await board.told("choices.choice.made.v2") == []


async def test_what_it_builds_on_comes_first_and_is_named(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Optellen"])
    await board.has_activity(ids["Tellen"])
    refused = await picks(board, made)
    assert refused.status_code == 409
    assert refused.json()["prerequisites"] == [{"goalId": str(ids["Tellen"]), "title": "Tellen"}]
    assert "“Tellen”" in refused.json()["detail"]
    await masters(board, ids["Tellen"])
    assert (await picks(board, made)).status_code == 201


async def test_an_own_idea_needs_no_card_but_a_say_in_the_topic(board: Any, ids: Any) -> None:
    path = f"/v1/learners/{board.learner_id}/choices"
    idea = {"ownIdea": {"title": "Een kaart van de buurt", "goalIds": [str(ids["Tellen"])]}}
    first, again = [await board.call("POST", path, "learner", json=idea) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    await board.moves_dial("rekenen-en-wiskunde", topic="teacher")
    other = {"ownIdea": {**idea["ownIdea"], "title": "Iets anders"}}
    assert (await board.call("POST", path, "learner", json=other)).json()["dimension"] == "topic"


async def test_what_is_not_in_the_catalogue_cannot_be_chosen(board: Any) -> None:
    answer = await picks(board, {"activityId": str(uuid4())})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "#/activityId")


async def test_an_educator_picks_on_behalf_of_a_learner(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Tellen"])
    shown = (await picks(board, made, "educator")).json()
    assert (shown["authorId"], shown["onBehalf"]) == (str(board.educator_id), True)


async def test_a_parent_chooses_nothing(board: Any, ids: Any) -> None:
    made = await board.has_activity(ids["Tellen"])
    assert (await picks(board, made, "parent")).status_code == 403
