"""Choices of everybody in reach, and one as a statement for other systems."""

from typing import Any
from uuid import uuid4

import pytest

from eigenwijs_shared.contracts.profile import LearnerChanged, ParentChanged
from eigenwijs_shared.ids import new_id

Json = dict[str, Any]


@pytest.fixture
async def chosen(board: Any) -> list[Json]:
    """Three choices of our learner, and one of a learner of another group."""
    ids = await board.has_goals("Tellen")
    made = [await board.has_activity(ids["Tellen"], form=form) for form in ("game", "reading")]
    card = await board.sees_card(*made)
    other = card.model_copy(update={"card_id": new_id(), "learner_id": uuid4()})
    of_other = {"learner_id": other.learner_id, "grades": [], "school_ids": [], "group_ids": [uuid4()]}
    await board.hears(other, LearnerChanged(**of_other, version=1, active=True))
    first = (await board.chooses(card.card_id, optionId=str(card.options[0].option_id))).json()
    second = (await board.chooses(card.card_id, surprise=True, reason="Toch maar zo")).json()
    idea = {"ownIdea": {"title": "Mijn geheim", "goalIds": [str(ids["Tellen"])]}}
    third = (await board.call("POST", f"/v1/learners/{board.learner_id}/choices", "educator", json=idea)).json()
    body = {"cardId": str(other.card_id), "surprise": True}
    fourth = (await board.call("POST", f"/v1/learners/{other.learner_id}/choices", json=body)).json()
    return [first, second, third, fourth]


async def seen(board: Any, query: str = "", role: str = "educator") -> list[str]:
    answer = await board.get(f"/v1/choices{query}", role)
    assert answer.status_code == 200, answer.text
    return [each["choiceId"] for each in answer.json()["items"]]


def ids_of(chosen: list[Json], *places: int) -> list[str]:
    return [chosen[place]["choiceId"] for place in places]


@pytest.mark.parametrize(
    ("role", "places"), [("board-admin", (3, 2, 1, 0)), ("educator", (2, 1, 0)), ("learner", (2, 1, 0)), ("parent", ())]
)
async def test_everybody_sees_those_in_reach(
    board: Any, chosen: list[Json], role: str, places: tuple[int, ...]
) -> None:
    assert await seen(board, role=role) == ids_of(chosen, *places)


async def test_a_parent_sees_those_of_its_child(board: Any, chosen: list[Json]) -> None:
    parent = uuid4()
    await board.hears(ParentChanged(parent_id=parent, version=1, active=True, learner_ids=[board.learner_id]))
    token = board.keys.token("parent", board.board_id, parent)
    answer = await board.client.get("/v1/choices", headers={"Authorization": f"Bearer {token}"})
    assert [each["choiceId"] for each in answer.json()["items"]] == ids_of(chosen, 2, 1, 0)


async def test_it_can_be_narrowed(board: Any, chosen: list[Json]) -> None:
    [goal] = chosen[0]["goalIds"]
    made = chosen[2]["madeAt"].replace("+", "%2B")
    queries = {
        f"?group={board.group_id}": (2, 1, 0),
        f"?learner={board.learner_id}&kind=surprise": (1,),
        "?standing=true": (2, 1),
        "?standing=false": (0,),
        f"?card={chosen[0]['cardId']}": (1, 0),
        f"?activity={chosen[0]['activity']['activityId']}": (0,),
        f"?goal={goal}&limit=1": (2,),
        f"?goal={uuid4()}": (),
        f"?since={made}": (2,),
        f"?until={made}": (1, 0),
        f"?learner={chosen[3]['learnerId']}": (),
    }
    assert {query: await seen(board, query) for query in queries} == {
        query: ids_of(chosen, *places) for query, places in queries.items()
    }


async def test_a_group_out_of_reach_is_not_there(board: Any, chosen: list[Json]) -> None:
    assert (await board.get(f"/v1/choices?group={uuid4()}", "educator")).status_code == 404
    assert (await board.get(f"/v1/choices?group={board.group_id}", "learner")).status_code == 404


async def test_looking_at_them_is_noted_for_each_learner(board: Any, chosen: list[Json]) -> None:
    await seen(board, role="board-admin")
    looks = await board.told("choices.learner.seen.v1")
    assert {(look["learnerId"], look["what"]) for look in looks} == {
        (board.learner_id.__str__(), "choices"), (chosen[3]["learnerId"], "choices"),
    }  # fmt: skip


async def statement(board: Any, made: Json) -> Json:
    answer = await board.get(f"/v1/choices/{made['choiceId']}/statement", "educator")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_statement_says_what_was_chosen_out_of_what(board: Any, chosen: list[Json]) -> None:
    said = await statement(board, chosen[1])
    assert (said["id"], said["actor"]["account"]["name"]) == (chosen[1]["choiceId"], str(board.learner_id))
    assert said["verb"]["id"].endswith("/selected")
    assert said["object"]["id"] == f"urn:uuid:{chosen[1]['activity']['activityId']}"
    offered = next(value for key, value in said["context"]["extensions"].items() if key.endswith("options-offered"))
    assert len(offered) == 2
    assert said["object"]["id"] in offered
    around = said["context"]["contextActivities"]
    assert around["grouping"][0]["id"] == f"urn:uuid:{chosen[1]['cardId']}"
    assert around["parent"][0]["definition"]["name"] == {"nl": "Tellen"}
    assert "instructor" not in said["context"]


async def test_a_statement_holds_nobodys_own_words(board: Any, chosen: list[Json]) -> None:
    said = await statement(board, chosen[2])
    assert said["context"]["instructor"]["account"]["name"] == str(board.educator_id)
    assert "geheim" not in str(said)
    assert "Toch maar zo" not in str(await statement(board, chosen[1]))
