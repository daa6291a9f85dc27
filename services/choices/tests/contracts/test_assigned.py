"""What an educator decided on comes into a new week, or stays out of it, without anybody having to think of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from choices_service.contracts.assigned import waiting
from choices_service.contracts.checks import Surroundings
from choices_service.contracts.week import Task, Week
from eigenwijs_shared.contracts.profile import HeldNeed, NeedsChanged

Json = dict[str, Any]
MONDAY = date(2026, 11, 23)


@pytest.fixture
async def activity(klas: Any) -> Any:
    return await klas.board.has_activity(klas.goals["Tellen"], title="Winkeltje", minutes=25)


async def decides(klas: Any, activity: Json, kind: str = "assign", *, until: int = 3, **whom: str) -> Json:
    """For the first learner unless told otherwise, until that day of the week to come."""
    body = {
        "kind": kind, "activityId": activity["activityId"], "reason": "Mooi om eens te doen.", "ground": "other",
        "until": klas.day(until), **(whom or {"learnerId": str(klas.learners[0])}),
    }  # fmt: skip
    answer = await klas.call("POST", "/v1/assignments", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def told(contract: Json) -> list[tuple[str, str, str, Any]]:
    return [(one["title"], one["source"], one["setBy"], one["dueOn"]) for one in contract["tasks"]]


async def test_what_is_assigned_comes_into_a_new_draft_and_is_due_by_its_last_day(klas: Any, activity: Any) -> None:
    await decides(klas, activity)
    made = await klas.drafted([klas.idea("Molen")])
    assert told(made) == [
        ("Molen", "own-idea", "learner", None), ("Winkeltje", "assigned", "educator", klas.day(3)),
    ]  # fmt: skip
    proposed = await klas.proposes(made)
    assert {one["title"] for one in proposed["tasks"]} == {"Molen", "Winkeltje"}


async def test_what_is_pinned_for_a_group_comes_into_the_weeks_of_its_learners(klas: Any, activity: Any) -> None:
    await decides(klas, activity, "pin", until=30, groupId=str(klas.board.group_id))
    made = await klas.drafted([], klas.learners[1])
    assert told(made) == [("Winkeltje", "assigned", "educator", None)]


async def test_what_is_in_already_is_not_put_in_twice(klas: Any, activity: Any) -> None:
    await decides(klas, activity)
    await decides(klas, activity, groupId=str(klas.board.group_id))
    made = await klas.drafted([{"activityId": activity["activityId"]}])
    assert [one["source"] for one in made["tasks"]] == ["catalogue"]


async def test_what_ends_before_the_week_or_is_done_or_is_for_another_stays_out(klas: Any, activity: Any) -> None:
    await decides(klas, activity, until=-1)
    await decides(klas, activity, learnerId=str(klas.learners[2]))
    assert (await klas.drafted([]))["tasks"] == []


async def test_what_waits_for_a_goal_stays_out_until_something_prepares(klas: Any) -> None:
    await decides(klas, await klas.board.has_activity(klas.goals["Optellen"], title="Sommen"))
    alone = await klas.drafted([], klas.learners[0])
    assert alone["tasks"] == []
    await klas.call("DELETE", f"/v1/contracts/{alone['contractId']}", klas.learners[0])
    prepared = await klas.drafted([klas.idea("Tellen")])
    assert [one["title"] for one in prepared["tasks"]] == ["Tellen", "Sommen"]


async def test_needs_weigh_in_what_comes_by_itself(klas: Any, activity: Any) -> None:
    team = await klas.board.has_activity(klas.goals["Tellen"], title="Toneel", company="team")
    await decides(klas, activity)
    await decides(klas, team)
    until = klas.monday + timedelta(days=30)
    needs = [HeldNeed(need=need, until=until) for need in ("extra-time", "no-large-groups")]
    await klas.board.hears(NeedsChanged(learner_id=klas.learners[0], version=1, needs=needs))
    made = await klas.drafted([])
    assert [(one["title"], one["minutes"]) for one in made["tasks"]] == [("Winkeltje", 35)]


async def test_the_dial_says_whether_a_learner_takes_it_out(klas: Any, activity: Any, read: Any) -> None:
    await decides(klas, activity)
    made = await klas.drafted([])
    await klas.board.moves_dial(whether="shared")
    refused = await klas.puts(made, [], klas.learners[0])
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:eigenwijs:problem:dial-forbids")
    await klas.board.moves_dial(whether="learner")
    assert read(await klas.puts(made, [], klas.learners[0]))["tasks"] == []


async def test_what_is_assigned_is_no_choice_of_the_learner(klas: Any, activity: Any) -> None:
    await decides(klas, activity)
    signed = await klas.planned([])
    assert [(one["source"], one["choiceId"]) for one in signed["tasks"]] == [("assigned", None)]
    assert await klas.board.told("choices.choice.made.v2") == []


async def test_a_copied_week_has_what_is_assigned_since_and_nothing_that_is_left_out(klas: Any, activity: Any) -> None:
    other = await klas.board.has_activity(klas.goals["Tellen"], title="Lezen")
    contract = await klas.planned([{"activityId": activity["activityId"]}, klas.idea("Molen")])
    await decides(klas, activity, "exclude", until=20)
    await decides(klas, other, until=10)
    path = f"/v1/contracts/{contract['contractId']}/copy"
    copied = (await klas.call("POST", path, klas.learners[0], json={"startsOn": klas.day(7)})).json()
    assert [(one["title"], one["source"]) for one in copied["tasks"]] == [("Molen", "own-idea"), ("Lezen", "assigned")]


async def test_what_is_left_out_is_refused_with_what_to_do(klas: Any, activity: Any) -> None:
    await decides(klas, activity, "exclude", groupId=str(klas.board.group_id))
    answer = await klas.drafts([{"activityId": activity["activityId"]}])
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "left-out")


async def test_what_is_left_out_later_is_named_and_stops_proposal_and_signature(klas: Any, activity: Any) -> None:
    made = await klas.drafted([{"activityId": activity["activityId"], "plannedOn": [klas.day(0)]}, klas.idea("Molen")])
    await decides(klas, activity, "exclude", until=0)
    proposed = await klas.proposes(made)
    said = "Je leraar laat “Winkeltje” een tijdje weg. Haal het uit de week, of kies iets anders."
    assert (proposed["state"], proposed["reasons"]) == ("impossible", [{"code": "left-out", "message": said}])
    assert [mend["taskIds"] for mend in proposed["mends"]] == [[made["tasks"][0]["taskId"]]]
    refused = await klas.signs(made)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "left-out")
    lines = (await klas.call("GET", f"/v1/groups/{klas.board.group_id}/contracts?week={klas.day(0)}")).json()["items"]
    assert {line["contractId"]: line["toMend"] for line in lines}[made["contractId"]] == 2


def test_of_tasks_that_hang_on_each_other_those_stay_out_that_nothing_prepares() -> None:
    ids = [UUID(int=number) for number in range(4)]
    tasks = [Task(ids[number], str(number), 20, goal_ids=[ids[number]]) for number in range(4)]
    chained = {ids[1]: [UUID(int=9)], ids[2]: [ids[1]], ids[3]: [ids[0]]}
    week = Week(UUID(int=20), UUID(int=21), MONDAY, MONDAY + timedelta(days=4), tasks)
    assert waiting(week, Surroundings(chained, {}, {}), set(ids[1:])) == {ids[1], ids[2]}
