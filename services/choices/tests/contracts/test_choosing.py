"""What two signatures agree on is chosen then: once for each task, and taken back with it if it was not begun."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from choices_service.choices.announcers import choices_again
from eigenwijs_shared.db import board_transaction

MADE, WITHDRAWN = "choices.choice.made.v2", "choices.choice.withdrawn.v1"


@pytest.fixture
async def card(klas: Any) -> Any:
    made = [await klas.board.has_activity(klas.goals["Tellen"], form=form) for form in ("game", "reading")]
    return await klas.board.sees_card(*made)


def taken(card: Any, place: int = 0, **more: Any) -> dict[str, Any]:
    return {"cardId": str(card.card_id), "optionId": str(card.options[place].option_id), **more}


async def test_a_signed_option_and_idea_are_chosen_with_the_second_signature(klas: Any, card: Any, read: Any) -> None:
    contract = await klas.drafted([taken(card, plannedOn=[klas.day(0)]), klas.idea("Molen", plannedOn=[klas.day(1)])])
    read(await klas.signs(contract, klas.learners[0]))
    assert await klas.board.told(MADE) == []
    signed = read(await klas.signs(contract))
    told = await klas.board.told(MADE)
    assert [(one["kind"], one["cardId"]) for one in told] == [("option", str(card.card_id)), ("own-idea", None)]
    assert [one["choiceId"] for one in told] == [task["choiceId"] for task in signed["tasks"]]
    assert {(one["learnerId"], one["authorId"]) for one in told} == {(str(klas.learners[0]), str(klas.learners[0]))}
    assert len(await klas.board.told("choices.choice.made.v1")) == 1
    statement = read(await klas.board.get(f"/v1/choices/{told[0]['choiceId']}/statement"))
    assert str(card.options[0].activity_id) in statement["object"]["id"]


async def test_the_same_signature_again_chooses_nothing_more(klas: Any, read: Any) -> None:
    contract = await klas.planned([klas.idea("Molen")])
    read(await klas.signs(contract))
    read(await klas.signs(contract, klas.learners[0]))
    assert len(await klas.board.told(MADE)) == 1


async def test_a_learner_who_signs_last_chooses_and_what_the_educator_put_in_is_the_educators(klas: Any) -> None:
    contract = await klas.drafted([klas.idea("Van de juf", plannedOn=[klas.day(0)])], "educator")
    await klas.signs(contract)
    await klas.signs(contract, klas.learners[0])
    [told] = await klas.board.told(MADE)
    assert told["authorId"] == str(klas.board.educator_id)


async def test_an_option_that_was_chosen_already_is_not_chosen_again(klas: Any, card: Any) -> None:
    option = str(card.options[0].option_id)
    made = (await klas.board.chooses(card.card_id, optionId=option)).json()
    await klas.planned([taken(card)])
    assert [one["choiceId"] for one in await klas.board.told(MADE)] == [made["choiceId"]]


async def test_choosing_and_signing_at_once_make_one_choice(klas: Any, card: Any, read: Any) -> None:
    contract = await klas.drafted([taken(card, plannedOn=[klas.day(0)])])
    read(await klas.signs(contract, klas.learners[0]))
    option = str(card.options[0].option_id)
    answers = await asyncio.gather(klas.signs(contract), klas.board.chooses(card.card_id, optionId=option))
    assert max(answer.status_code for answer in answers) < 300
    assert len(await klas.board.told(MADE)) == 1


async def test_another_option_of_a_card_that_was_chosen_from_is_chosen_beside_it(klas: Any, card: Any) -> None:
    option = str(card.options[0].option_id)
    made = (await klas.board.chooses(card.card_id, optionId=option)).json()
    await klas.planned([taken(card, 1)])
    first, second = await klas.board.told(MADE)
    assert (second["kind"], second["cardId"], second["replaces"]) == ("catalogue", None, None)
    seen = (await klas.board.get(f"/v1/choices/{made['choiceId']}")).json()
    assert (first["choiceId"], seen["standing"]) == (made["choiceId"], True)


async def test_a_dropped_task_takes_its_choice_back(klas: Any, card: Any, read: Any) -> None:
    contract = await klas.planned([taken(card), klas.idea("Molen")])
    task = contract["tasks"][0]
    read(await klas.replans(contract, because="dropped-task", taskIds=[task["taskId"]]))
    [told] = await klas.board.told(WITHDRAWN)
    assert (told["choiceId"], told["authorId"]) == (task["choiceId"], str(klas.board.educator_id))


async def test_a_dropped_task_that_was_begun_stays_chosen(klas: Any, card: Any, read: Any) -> None:
    contract = await klas.planned([taken(card)])
    activity = {"activityId": str(card.options[0].activity_id), "goalIds": []}
    await klas.tries(klas.learners[0], activity, datetime.now(UTC) + timedelta(seconds=1))
    read(await klas.replans(contract, because="dropped-task", taskIds=[contract["tasks"][0]["taskId"]]))
    assert await klas.board.told(WITHDRAWN) == []


async def test_a_replan_leaves_choices_as_they_are(klas: Any, read: Any) -> None:
    contract = await klas.planned([klas.idea("Molen", plannedOn=[klas.day(0)])])
    after = read(await klas.replans(contract, because="illness", days=[klas.day(0)]))
    assert after["tasks"][0]["choiceId"] == contract["tasks"][0]["choiceId"]
    assert (len(await klas.board.told(MADE)), await klas.board.told(WITHDRAWN)) == (1, [])


async def next_week(klas: Any, contract: Any, read: Any) -> Any:
    path = f"/v1/contracts/{contract['contractId']}/copy"
    copied = read(await klas.call("POST", path, klas.learners[0], json={"startsOn": klas.day(7)}), 201)
    await klas.proposes(copied, UUID(copied["learnerId"]), apply=True)
    return await klas.agreed(await klas.seen(copied))


async def test_what_goes_on_next_week_is_the_same_choice(klas: Any, read: Any) -> None:
    contract = await klas.planned([klas.idea("Molen")])
    copied = await next_week(klas, contract, read)
    assert copied["tasks"][0]["choiceId"] == contract["tasks"][0]["choiceId"]
    assert len(await klas.board.told(MADE)) == 1
    # What was promised again is not taken back by ending the first promise, but is by ending the last.
    read(await klas.replans(contract, because="dropped-task", taskIds=[contract["tasks"][0]["taskId"]]))
    assert await klas.board.told(WITHDRAWN) == []
    read(await klas.replans(copied, because="dropped-task", taskIds=[copied["tasks"][0]["taskId"]]))
    assert len(await klas.board.told(WITHDRAWN)) == 1


async def test_a_choice_taken_back_before_the_next_signatures_is_made_anew(klas: Any, read: Any) -> None:
    contract = await klas.planned([klas.idea("Molen")])
    choice = contract["tasks"][0]["choiceId"]
    read(await klas.board.call("POST", f"/v1/choices/{choice}/withdraw", "learner"))
    copied = await next_week(klas, contract, read)
    assert copied["tasks"][0]["choiceId"] != choice
    assert len(await klas.board.told(MADE)) == 2


async def test_choices_of_contracts_are_told_again_like_others(klas: Any) -> None:
    await klas.planned([klas.idea("Molen")])
    async with board_transaction(klas.board.sessions, klas.board.board_id) as session:
        again, _ = await choices_again(session, None, 10)
    assert [one.model_dump(mode="json") for one in again] == await klas.board.told(MADE)
