"""What both signed for is chosen, once; what was assigned comes into a week by itself."""

from typing import Any

import pytest

Json = dict[str, Any]
MADE, BACK = "choices.choice.made.v2", "choices.choice.withdrawn.v1"


@pytest.fixture
async def activities(klas: Any) -> list[Json]:
    made = [await klas.board.has_activity(klas.goals["Tellen"], title=title) for title in ("Winkeltje", "Knikkers")]
    return list(made)


def option(card: Any, place: int) -> Json:
    return {"cardId": str(card.card_id), "optionId": str(card.options[place].option_id)}


async def choices_of(klas: Any) -> list[Json]:
    answer = await klas.call("GET", f"/v1/choices?learnerId={klas.learners[0]}", klas.learners[0])
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def test_nothing_is_chosen_before_both_have_signed(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    draft = await klas.drafted([option(card, 0), klas.idea("Molen")])
    await klas.signs(draft, klas.learners[0])
    assert await klas.board.told(MADE) == []


async def test_options_ideas_and_finds_become_choices_of_who_put_them_in(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    await klas.planned([option(card, 0), klas.idea("Molen"), {"activityId": activities[1]["activityId"]}])
    told = await klas.board.told(MADE)
    assert sorted((one["kind"], one["cardId"], one["authorId"]) for one in told) == sorted(
        (kind, card_id, str(klas.learners[0]))
        for kind, card_id in (("option", str(card.card_id)), ("own-idea", None), ("catalogue", None))
    )


async def test_two_tasks_of_one_card_are_two_choices(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    await klas.planned([option(card, 0), option(card, 1)])
    told = await klas.board.told(MADE)
    assert [(one["kind"], one["cardId"]) for one in told] == [("option", str(card.card_id)), ("catalogue", None)]
    assert [one["activityId"] for one in told] == [one["activityId"] for one in activities]


async def test_what_was_chosen_from_the_card_before_is_not_chosen_again(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    answer = await klas.board.chooses(card.card_id, optionId=str(card.options[0].option_id))
    assert answer.status_code == 201, answer.text
    await klas.planned([option(card, 0)])
    assert len(await choices_of(klas)) == 1


async def test_the_second_signature_again_chooses_nothing_again(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    contract = await klas.planned([option(card, 0)])
    await klas.signs(contract)
    assert len(await klas.board.told(MADE)) == 1


async def test_a_dropped_task_is_no_longer_chosen(klas: Any, activities: Any, read: Any) -> None:
    card = await klas.board.sees_card(*activities)
    contract = await klas.planned([option(card, 0), klas.idea("Molen")])
    read(await klas.replans(contract, because="dropped-task", taskIds=[contract["tasks"][0]["taskId"]]))
    [made] = [one for one in await klas.board.told(MADE) if one["kind"] == "option"]
    assert [one["choiceId"] for one in await klas.board.told(BACK)] == [made["choiceId"]]
    assert {one["state"] for one in await choices_of(klas)} == {"withdrawn", "chosen"}


async def test_a_dropped_task_that_was_begun_stays_chosen(klas: Any, activities: Any, read: Any) -> None:
    card = await klas.board.sees_card(*activities)
    contract = await klas.planned([option(card, 0)])
    [chosen] = await choices_of(klas)
    path = f"/v1/choices/{chosen['choiceId']}/start"
    read(await klas.call("POST", path, klas.learners[0]))
    read(await klas.replans(contract, because="dropped-task", taskIds=[contract["tasks"][0]["taskId"]]))
    assert await klas.board.told(BACK) == []


async def test_what_is_copied_forward_is_not_chosen_again(klas: Any, activities: Any, read: Any) -> None:
    card = await klas.board.sees_card(*activities)
    contract = await klas.planned([option(card, 0)])
    later = {"startsOn": klas.day(7)}
    path = f"/v1/contracts/{contract['contractId']}/copy"
    copied = read(await klas.call("POST", path, klas.learners[0], json=later), 201)
    await klas.proposes(copied, klas.learners[0], apply=True)
    await klas.agreed(await klas.seen(copied))
    assert len(await choices_of(klas)) == 1


async def assign(klas: Any, activity: Json, **more: Any) -> None:
    said = {"kind": "assign", "groupId": str(klas.board.group_id), "reason": "Dit hebben we straks nodig."}
    body = {**said, "activityId": activity["activityId"], "until": klas.day(3), **more}
    answer = await klas.board.call("POST", "/v1/assignments", "educator", json=body)
    assert answer.status_code == 201, answer.text


async def test_what_is_assigned_comes_in_by_itself_with_its_last_day(klas: Any, activities: Any) -> None:
    await assign(klas, activities[0])
    draft = await klas.drafted([klas.idea("Molen")])
    own, assigned = draft["tasks"]
    assert (own["source"], assigned["source"], assigned["setBy"]) == ("own-idea", "assigned", "educator")
    assert (assigned["title"], assigned["dueOn"]) == ("Winkeltje", klas.day(3))


async def test_what_the_learner_put_in_already_comes_once(klas: Any, activities: Any) -> None:
    await assign(klas, activities[0])
    draft = await klas.drafted([{"activityId": activities[0]["activityId"]}])
    assert [one["source"] for one in draft["tasks"]] == ["catalogue"]


async def test_an_assignment_that_ends_before_the_week_stays_out(klas: Any, activities: Any) -> None:
    await assign(klas, activities[0], until=klas.day(-1))
    assert (await klas.drafted([]))["tasks"] == []


async def test_what_cannot_be_begun_yet_waits(klas: Any) -> None:
    later = await klas.board.has_activity(klas.goals["Optellen"], title="Sommen")
    await assign(klas, later)
    assert (await klas.drafted([]))["tasks"] == []


async def test_what_is_assigned_is_no_choice(klas: Any, activities: Any) -> None:
    await assign(klas, activities[0])
    await klas.planned([])
    assert await klas.board.told(MADE) == []
