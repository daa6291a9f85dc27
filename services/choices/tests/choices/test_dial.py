"""The dial as it stands now decides what may be chosen, and the refusal says which position of it."""

from typing import Any

import httpx2
import pytest

from eigenwijs_shared.ids import new_id

Json = dict[str, Any]


@pytest.fixture
async def card(board: Any) -> Any:
    """A card with two forms, topics and companies, from which skipping is allowed."""
    ids = await board.has_goals("Tellen")
    game = await board.has_activity(ids["Tellen"])
    reading = await board.has_activity(ids["Tellen"], form="reading", company="solo", topic="dieren")
    return await board.sees_card(game, reading, opt_out_allowed=True)


async def own_idea(board: Any, card: Any) -> httpx2.Response:
    idea = {"title": "Iets van mij", "goalIds": [str(card.goal_ids[0])]}
    answer: httpx2.Response = await board.chooses(card.card_id, ownIdea=idea)
    return answer


async def test_an_own_idea_needs_a_say_in_the_topic(board: Any, card: Any) -> None:
    await board.moves_dial(topic="teacher")
    answer = await own_idea(board, card)
    assert answer.status_code == 409
    problem = answer.json()
    assert (problem["type"], problem["dimension"], problem["position"], problem["scope"]) == (
        "urn:eigenwijs:problem:dial-forbids", "topic", "teacher", "group",
    )  # fmt: skip
    assert "leraar bepaalt hier het onderwerp" in problem["detail"]
    await board.moves_dial(topic="shared")
    assert (await own_idea(board, card)).status_code == 201


async def test_skipping_needs_a_say_in_whether(board: Any, card: Any) -> None:
    await board.moves_dial(whether="teacher")
    answer = await board.chooses(card.card_id, optOut={"reason": "Geen zin"})
    assert (answer.status_code, answer.json()["dimension"]) == (409, "whether")
    await board.moves_dial(whether="learner")
    assert (await board.chooses(card.card_id, optOut={"reason": "Geen zin"})).status_code == 201


async def test_skipping_needs_evidence_and_the_refusal_names_the_goals(board: Any, card: Any) -> None:
    poor = card.model_copy(
        update={"card_id": new_id(), "opt_out_allowed": False, "missing_evidence": list(card.goal_ids)}
    )
    await board.hears(poor)
    answer = await board.chooses(poor.card_id, optOut={"reason": "Kan ik al"})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"].endswith("evidence-missing")
    assert problem["missingEvidence"] == [{"goalId": str(card.goal_ids[0]), "title": "Tellen", "checkId": None}]
    assert "“Tellen”" in problem["detail"]


async def test_a_card_made_when_skipping_was_forbidden_cannot_tell_of_evidence(board: Any, card: Any) -> None:
    old = card.model_copy(update={"card_id": new_id(), "opt_out_allowed": False})
    await board.hears(old)
    answer = await board.chooses(old.card_id, optOut={"reason": "Kan ik al"})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "card-outdated")


@pytest.mark.parametrize("dimension", ["form", "topic", "company"])
async def test_options_that_differ_are_no_longer_the_learners_to_choose(board: Any, card: Any, dimension: str) -> None:
    await board.moves_dial(**{dimension: "teacher"})
    answer = await board.chooses(card.card_id, optionId=str(card.options[0].option_id))
    assert (answer.status_code, answer.json()["dimension"]) == (409, dimension)
    assert (await board.chooses(card.card_id, surprise=True)).status_code == 409


async def test_options_that_are_alike_in_what_the_teacher_decides_may_be_chosen(board: Any) -> None:
    ids = await board.has_goals("Tellen")
    one = await board.has_activity(ids["Tellen"])
    other = await board.has_activity(ids["Tellen"], topic="dieren")
    await board.moves_dial(form="teacher", pace="teacher", whether="teacher")
    card = await board.sees_card(one, other)
    assert (await board.chooses(card.card_id, optionId=str(card.options[0].option_id))).status_code == 201


async def test_a_card_without_a_surprise_says_what_forbids_it(board: Any, card: Any) -> None:
    plain = card.model_copy(update={"card_id": new_id(), "surprise_option_id": None})
    ruled = plain.model_copy(update={"card_id": new_id(), "dimensions": {**card.dimensions, "form": "teacher"}})
    await board.hears(plain, ruled)
    assert (await board.chooses(plain.card_id, surprise=True)).json()["type"].endswith("no-surprise")
    await board.moves_dial(form="teacher")
    assert (await board.chooses(ruled.card_id, surprise=True)).json()["dimension"] == "form"


async def test_only_the_dial_of_the_subject_of_the_card_counts(board: Any, card: Any) -> None:
    await board.moves_dial("burgerschap", topic="teacher")
    assert (await own_idea(board, card)).status_code == 201
    await board.moves_dial("rekenen-en-wiskunde", whether="teacher")
    assert (await board.chooses(card.card_id, optOut={"reason": "x"})).status_code == 409


async def test_a_card_of_all_subjects_obeys_the_dial_of_each_on_it(board: Any, card: Any) -> None:
    mixed = card.model_copy(update={"card_id": new_id(), "subject": None})
    await board.hears(mixed)
    await board.moves_dial("rekenen-en-wiskunde", topic="teacher")
    assert (await own_idea(board, mixed)).status_code == 409


async def test_a_choice_that_stands_is_not_undone_by_a_later_move(board: Any, card: Any) -> None:
    first = await own_idea(board, card)
    await board.moves_dial(topic="teacher")
    again = await own_idea(board, card)
    assert (again.status_code, again.json()) == (200, first.json())


async def test_the_refusal_is_in_the_language_that_was_asked_for(board: Any, card: Any) -> None:
    await board.moves_dial(topic="teacher")
    body = {"cardId": str(card.card_id), "ownIdea": {"title": "x", "goalIds": [str(card.goal_ids[0])]}}
    path, headers = f"/v1/learners/{board.learner_id}/choices", {"Accept-Language": "en"}
    answer = await board.call("POST", path, "learner", json=body, headers=headers)
    assert "teacher decides on the topic" in answer.json()["detail"]
