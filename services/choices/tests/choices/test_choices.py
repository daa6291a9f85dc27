"""What a learner chooses from a card is kept once, and told."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.ids import new_id

Json = dict[str, Any]
NOWHERE = str(UUID(int=1))


@pytest.fixture
async def card(board: Any) -> Any:
    """A card with a game in a pair and reading alone."""
    ids = await board.has_goals("Tellen", "Optellen")
    game = await board.has_activity(ids["Tellen"], title="Spel")
    reading = await board.has_activity(ids["Optellen"], title="Lezen", form="reading", company="solo", topic="dieren")
    return await board.sees_card(game, reading)


async def test_an_option_is_chosen_and_told(board: Any, card: Any) -> None:
    option = card.options[0]
    answer = await board.chooses(card.card_id, optionId=str(option.option_id))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["kind"], made["activity"]["title"]) == ("option", "Spel")
    assert (made["learnerId"], made["authorId"]) == (str(board.learner_id), str(board.learner_id))
    assert made["goalIds"] == [str(goal_id) for goal_id in option.goal_ids]
    assert made["standing"] is True
    [told] = await board.told("choices.choice.made.v1")
    assert (told["choiceId"], told["activityId"], told["cardId"]) == (
        made["choiceId"], str(option.activity_id), str(card.card_id),
    )  # fmt: skip


async def test_a_surprise_gives_what_was_drawn_for_it(board: Any, card: Any) -> None:
    made = (await board.chooses(card.card_id, surprise=True)).json()
    assert (made["kind"], made["optionId"]) == ("surprise", str(card.surprise_option_id))
    assert made["activity"]["title"] == "Lezen"


async def test_an_own_idea_has_a_title_and_goals_of_its_own(board: Any, card: Any) -> None:
    idea = {"title": " Een kaart van de buurt ", "goalIds": [str(card.goal_ids[0])]}
    made = (await board.chooses(card.card_id, ownIdea=idea)).json()
    assert (made["kind"], made["title"], made["goalIds"]) == ("own-idea", "Een kaart van de buurt", idea["goalIds"])
    assert (made["activity"], made["optionId"]) == (None, None)


async def test_an_opt_out_has_a_reason_and_the_goals_of_the_card(board: Any, card: Any) -> None:
    free = card.model_copy(update={"card_id": new_id(), "opt_out_allowed": True})
    await board.hears(free)
    made = (await board.chooses(free.card_id, optOut={"reason": "Dit kan ik al"})).json()
    assert (made["kind"], made["reason"]) == ("opt-out", "Dit kan ik al")
    assert made["goalIds"] == [str(goal_id) for goal_id in card.goal_ids]


@pytest.mark.parametrize(
    "what",
    [
        {"surprise": True},
        {"ownIdea": {"title": "Iets", "goalIds": ["{goal}"]}},
        {"optOut": {"reason": "Kan ik al"}},
        {"optionId": "{option}"},
    ],
    ids=["surprise", "own idea", "opt-out", "option"],
)
async def test_the_same_choice_again_is_the_same_choice(board: Any, card: Any, what: Json) -> None:
    free = card.model_copy(update={"card_id": new_id(), "opt_out_allowed": True})
    await board.hears(free)
    if "ownIdea" in what:
        what["ownIdea"]["goalIds"] = [str(card.goal_ids[0])]
    if "optionId" in what:
        what["optionId"] = str(card.options[0].option_id)
    first = await board.chooses(free.card_id, **what)
    again = await board.chooses(free.card_id, **what)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(await board.told("choices.choice.made.v1")) == 1


async def test_another_choice_from_the_card_takes_the_place_of_the_first(board: Any, card: Any) -> None:
    first, second = (str(option.option_id) for option in card.options)
    await board.chooses(card.card_id, optionId=first)
    assert (await board.chooses(card.card_id, optionId=second)).status_code == 201
    assert (await board.chooses(card.card_id, optionId=first)).status_code == 201
    seen = (await board.get(f"/v1/learners/{board.learner_id}/choices")).json()["items"]
    assert [(each["optionId"], each["standing"]) for each in seen] == [(first, True), (second, False), (first, False)]


async def test_of_many_choices_at_once_one_stands(board: Any, card: Any) -> None:
    options = [str(option.option_id) for option in card.options] * 4
    answers = await asyncio.gather(*(board.chooses(card.card_id, optionId=option) for option in options))
    assert {answer.status_code for answer in answers} <= {200, 201}
    seen = (await board.get(f"/v1/learners/{board.learner_id}/choices")).json()["items"]
    assert sum(each["standing"] for each in seen) == 1


async def test_choices_come_in_pages_newest_first(board: Any, card: Any) -> None:
    cards = [card.model_copy(update={"card_id": new_id()}) for _ in range(3)]
    await board.hears(*cards)
    for each in cards:
        await board.chooses(each.card_id, surprise=True)
    path = f"/v1/learners/{board.learner_id}/choices?limit=2"
    first = (await board.get(path)).json()
    second = (await board.get(f"{path}&cursor={first['nextCursor']}")).json()
    seen = [each["cardId"] for each in (*first["items"], *second["items"])]
    assert seen == [str(each.card_id) for each in reversed(cards)]


async def test_a_key_replays_the_first_answer(board: Any, card: Any) -> None:
    body = {"cardId": str(card.card_id), "surprise": True}
    path, headers = f"/v1/learners/{board.learner_id}/choices", {"Idempotency-Key": "k"}
    first = await board.call("POST", path, "learner", json=body, headers=headers)
    await board.moves_dial(form="teacher")
    again = await board.call("POST", path, "learner", json=body, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_an_educator_may_tick_the_choice_of_a_learner(board: Any, card: Any) -> None:
    made = (await board.chooses(card.card_id, "educator", surprise=True)).json()
    assert made["authorId"] == str(board.educator_id)


async def test_a_choice_waits_for_a_card_that_is_on_its_way(board: Any, card: Any) -> None:
    late = card.model_copy(update={"card_id": new_id()})
    choosing = asyncio.create_task(board.chooses(late.card_id, surprise=True))
    await asyncio.sleep(0.1)
    await board.hears(late)
    assert (await choosing).status_code == 201


async def test_a_young_card_that_does_not_come_is_asked_for_again_later(board: Any) -> None:
    answer = await board.chooses(new_id(), surprise=True)
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("card-not-here-yet")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "card_id",
    [UUID("6f7c063b-8fd1-448d-a0f3-ae96471c8738"), UUID("01890a5d-ac96-774b-bcce-b302099a8057"), UUID(int=0)],
    ids=["random", "old", "nil"],
)
async def test_a_card_that_cannot_be_on_its_way_is_unknown(board: Any, card_id: UUID) -> None:
    before = datetime.now(UTC)
    answer = await board.chooses(card_id, surprise=True)
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("unknown-card")
    assert (datetime.now(UTC) - before).total_seconds() < 0.4


async def test_the_card_of_another_learner_is_unknown(board: Any, card: Any) -> None:
    others = card.model_copy(update={"card_id": new_id(), "learner_id": uuid4()})
    await board.hears(others)
    assert (await board.chooses(others.card_id, surprise=True)).status_code == 404


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"surprise": False},
        {"surprise": 1},
        {"surprise": True, "optionId": NOWHERE},
        {"optionId": "x"},
        {"ownIdea": {"title": "x", "goalIds": []}},
        {"ownIdea": {"title": " ", "goalIds": [NOWHERE]}},
        {"ownIdea": {"title": "x\x00", "goalIds": [NOWHERE]}},
        {"optOut": {"reden": "x"}},
        {"activityId": NOWHERE, "optionId": NOWHERE},
        {"checkId": "x"},
        {"surprise": True, "reason": " "},
        {"optOut": {"reason": ""}},
        {"optOut": {"reason": "x" * 1001}},
        {"optOut": "nee"},
        {"keuze": 1, "surprise": True},
    ],
    ids=lambda what: str(what)[:60].encode("unicode_escape").decode(),
)
async def test_a_choice_that_makes_no_sense_is_refused(board: Any, card: Any, what: Json) -> None:
    answer = await board.chooses(card.card_id, **what)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith("#")
    assert await board.told("choices.choice.made.v1") == []


@pytest.mark.parametrize(
    ("what", "pointer"),
    [
        ({"optionId": NOWHERE}, "#/optionId"),
        ({"ownIdea": {"title": "x", "goalIds": [NOWHERE]}}, "#/ownIdea/goalIds/0"),
    ],
)
async def test_what_is_not_there_cannot_be_chosen(board: Any, card: Any, what: Json, pointer: str) -> None:
    answer = await board.chooses(card.card_id, **what)
    assert answer.status_code == 404, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert await board.told("choices.choice.made.v1") == []


async def test_a_body_is_needed(board: Any) -> None:
    path = f"/v1/learners/{board.learner_id}/choices"
    assert (await board.call("POST", path, "learner")).status_code == 422
    headers = {"Content-Type": "application/json"}
    assert (await board.call("POST", path, "learner", content=b"{", headers=headers)).status_code == 400
