"""What may be put into a contract: what exists, in its period, and what the dial leaves open."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from eigenwijs_shared.contracts.profile import HeldNeed, NeedsChanged
from eigenwijs_shared.ids import new_id

NOWHERE = "00000000-0000-0000-0000-000000000001"
Json = dict[str, Any]


@pytest.fixture
async def activities(klas: Any) -> Any:
    goal = klas.goals["Tellen"]
    game = await klas.board.has_activity(goal, title="Winkeltje", minutes=25)
    reading = await klas.board.has_activity(goal, title="Lezen", form="reading", company="solo", topic="dieren")
    return game, reading


async def test_a_week_holds_card_options_and_own_ideas(klas: Any, activities: Any) -> None:
    card = await klas.board.sees_card(*activities)
    option = card.options[0]
    made = await klas.drafted(
        [{"cardId": str(card.card_id), "optionId": str(option.option_id)}, klas.idea("Een molen", 35)]
    )
    assert (made["state"], made["startsOn"], made["endsOn"]) == ("draft", klas.day(0), klas.day(4))
    assert [(one["source"], one["title"], one["minutes"], one["setBy"]) for one in made["tasks"]] == [
        ("card", "Winkeltje", 25, "learner"), ("own-idea", "Een molen", 35, "learner"),
    ]  # fmt: skip
    assert [one["minutes"] for one in made["days"]] == [60] * 5
    assert {one["code"] for one in made["checks"]} == {"no-day", "no-companions"}


async def test_a_week_waits_for_a_card_that_is_still_on_its_way(klas: Any, activities: Any, make_card: Any) -> None:
    card = make_card(klas.learners[0], *activities)
    task = {"cardId": str(card.card_id), "optionId": str(card.options[0].option_id)}
    drafting = asyncio.create_task(klas.drafted([task]))
    await asyncio.sleep(0.1)
    await klas.board.hears(card)
    assert [one["source"] for one in (await drafting)["tasks"]] == ["card"]


async def test_a_card_that_stays_away_is_asked_for_again_later(klas: Any, activities: Any) -> None:
    refused = await klas.drafts([{"cardId": str(new_id()), "optionId": str(new_id())}])
    assert (refused.status_code, refused.json()["type"].rsplit(":", 1)[1]) == (503, "card-not-here-yet")


async def test_what_an_educator_leaves_out_comes_into_no_week(klas: Any, activities: Any) -> None:
    decision = {"kind": "exclude", "groupId": str(klas.board.group_id), "activityId": activities[0]["activityId"]}
    said = {"reason": "Dat doen we na de vakantie samen.", "until": klas.day(6)}
    answer = await klas.board.call("POST", "/v1/assignments", "educator", json={**decision, **said})
    assert answer.status_code == 201, answer.text
    refused = await klas.drafts([{"activityId": activities[0]["activityId"]}])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "left-out")


async def test_a_key_makes_one_contract(klas: Any, read: Any) -> None:
    body = {"learnerId": str(klas.learners[0]), "startsOn": klas.day(0), "tasks": []}
    answers = [
        await klas.call("POST", "/v1/contracts", klas.learners[0], {"Idempotency-Key": "k"}, json=body) for _ in "ab"
    ]
    first, again = (read(answer, 201) for answer in answers)
    assert again == first
    assert answers[0].headers["location"] == f"/v1/contracts/{answers[0].json()['contractId']}"


async def test_a_week_that_is_past_is_refused(klas: Any) -> None:
    monday = klas.monday - timedelta(days=14)
    answer = await klas.drafts([], startsOn=str(monday))
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:eigenwijs:problem:week-past")
    assert await klas.board.told("choices.contract.changed.v1") == []


async def test_one_contract_at_a_time(klas: Any) -> None:
    first = await klas.drafted([])
    answer = await klas.drafts([], startsOn=klas.day(3), endsOn=klas.day(9))
    assert (answer.status_code, answer.json()["contractId"]) == (409, first["contractId"])
    assert (await klas.drafts([], startsOn=klas.day(7))).status_code == 201
    assert (await klas.drafts([], klas.learners[1])).status_code == 201


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"startsOn": "morgen"}, "#/startsOn"),
        ({"endsOn": "2020-01-01"}, "#"),
        ({"endsOn": "2100-01-01"}, "#"),
        ({"startsOn": "9999-12-31"}, "#/startsOn"),
        ({"learnerId": "x"}, "#/learnerId"),
        ({"tasks": [{}]}, "#/tasks/0"),
        ({"tasks": [{"activityId": NOWHERE, "cardId": NOWHERE, "optionId": NOWHERE}]}, "#/tasks/0"),
        ({"tasks": [{"cardId": NOWHERE}]}, "#/tasks/0"),
        ({"tasks": [{"activityId": NOWHERE}]}, "#/tasks/0/activityId"),
        ({"tasks": [{"taskId": NOWHERE}]}, "#/tasks/0/taskId"),
        ({"tasks": [{"ownIdea": {"title": " ", "goalIds": [NOWHERE], "minutes": 20}}]}, "#/tasks/0/ownIdea/title"),
        ({"tasks": [{"ownIdea": {"title": "x", "goalIds": [NOWHERE], "minutes": 20}}]}, "#/tasks/0/ownIdea/goalIds"),
        ({"tasks": [{"ownIdea": {"title": "x", "goalIds": [NOWHERE], "minutes": 7}}]}, "#/tasks/0/ownIdea/minutes"),
        ({"tasks": [{"activityId": NOWHERE, "plannedOn": ["2026-02-30"]}]}, "#/tasks/0/plannedOn/0"),
        ({"minutes": [{"day": "2020-01-01", "minutes": 10}]}, "#/minutes/0/day"),
        ({"note": "x" * 1001}, "#/note"),
        ({"tasks": [{"activityId": NOWHERE}] * 61}, "#/tasks"),
    ],
    ids=str,
)  # fmt: skip
async def test_a_contract_that_makes_no_sense_says_where(klas: Any, more: Json, pointer: str) -> None:
    answer = await klas.drafts(**{"tasks": [], **more})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert await klas.board.told("choices.contract.changed.v1") == []


async def test_days_and_due_days_lie_in_the_period(klas: Any) -> None:
    tasks = [
        klas.idea("Te vroeg", plannedOn=[klas.day(-1)]), klas.idea("Te laat", plannedOn=[klas.day(9)]),
        klas.idea("Al voorbij", dueOn=klas.day(-1)),
    ]  # fmt: skip
    answer = await klas.drafts(tasks)
    assert [one["pointer"] for one in answer.json()["errors"]] == [
        "#/tasks/0/plannedOn", "#/tasks/1/plannedOn", "#/tasks/2/dueOn",
    ]  # fmt: skip


async def test_companions_are_of_the_same_group_and_as_many_as_it_takes(klas: Any) -> None:
    me, one, other = (str(key) for key in klas.learners)
    tasks = [
        klas.idea("Alleen", withLearnerIds=[one]), klas.idea("Met mij", company="pair", withLearnerIds=[me]),
        klas.idea("Vreemd", company="pair", withLearnerIds=[str(uuid4())]),
        klas.idea("Goed", company="pair", withLearnerIds=[one]),
        klas.idea("Met drie", company="team", withLearnerIds=[one, other]),
    ]  # fmt: skip
    errors = (await klas.drafts(tasks)).json()["errors"]
    assert [(one["pointer"], one["code"]) for one in errors] == [
        ("#/tasks/0/withLearnerIds", "too-many-companions"),
        ("#/tasks/1/withLearnerIds", "not-in-group"),
        ("#/tasks/2/withLearnerIds", "not-in-group"),
    ]


async def test_who_is_kept_apart_is_not_put_together_and_not_told_why(klas: Any, read: Any) -> None:
    pair = [str(key) for key in klas.learners[:2]]
    path = f"/v1/groups/{klas.board.group_id}/apart"
    read(await klas.call("PUT", path, json={"pairs": [{"learnerIds": pair}]}))
    [error] = (await klas.drafts([klas.idea("Samen", company="pair", withLearnerIds=pair[1:])])).json()["errors"]
    assert error["code"] == "choose-another"
    assert (await klas.call("GET", path, klas.learners[0])).status_code == 404


async def test_extra_time_that_was_arranged_counts(klas: Any, activities: Any) -> None:
    await klas.board.moves_dial(topic="learner", form="learner", company="learner")
    need = HeldNeed(need="extra-time", until=None)
    await klas.board.hears(NeedsChanged(learner_id=klas.learners[0], version=1, needs=[need]))
    made = await klas.drafted([{"activityId": activities[0]["activityId"]}])
    assert made["tasks"][0]["minutes"] == 35


@pytest.mark.parametrize(
    ("dial", "task", "dimension"),
    [
        ({"topic": "teacher"}, "idea", "topic"),
        ({"topic": "teacher"}, "activity", "topic"),
        ({"form": "teacher"}, "activity", "form"),
        ({"company": "teacher"}, "activity", "company"),
        ({"company": "teacher"}, "pair", "company"),
        ({"pace": "teacher"}, "day", "pace"),
        ({"form": "teacher"}, "card", "form"),
    ],
)
async def test_the_dial_decides_what_a_learner_puts_in(
    klas: Any, activities: Any, dial: Json, task: str, dimension: str
) -> None:
    card = await klas.board.sees_card(*activities)
    asked = {
        "idea": klas.idea("Een molen"), "activity": {"activityId": activities[1]["activityId"]},
        "pair": klas.idea("Samen", company="pair"), "day": klas.idea("Molen", plannedOn=[klas.day(0)]),
        "card": {"cardId": str(card.card_id), "optionId": str(card.options[0].option_id)},
    }[task]  # fmt: skip
    await klas.board.moves_dial(**dial)
    answer = await klas.drafts([asked])
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:dial-forbids")
    assert (answer.json()["dimension"], answer.json()["position"]) == (dimension, "teacher")
    assert answer.json()["errors"][0]["pointer"].startswith("#/tasks/0")
    assert (await klas.drafts([asked], "educator")).status_code == 201


async def test_what_an_educator_put_in_the_learner_leaves_in_as_the_dial_says(klas: Any, read: Any) -> None:
    set_task = await klas.drafted([klas.idea("Van de juf", dueOn=klas.day(2))], "educator")
    refused = await klas.puts(set_task, [], klas.learners[0])
    assert (refused.status_code, refused.json()["dimension"]) == (409, "whether")
    withdrawn = await klas.call("DELETE", f"/v1/contracts/{set_task['contractId']}", klas.learners[0])
    assert withdrawn.status_code == 409
    later = [{"taskId": set_task["tasks"][0]["taskId"], "dueOn": klas.day(4)}]
    assert (await klas.puts(set_task, later, klas.learners[0])).json()["errors"][0]["code"] == "due-by-educator"
    await klas.board.moves_dial(whether="learner")
    read(await klas.puts(set_task, [], klas.learners[0]))


async def test_where_the_learner_plans_an_educator_does_not(klas: Any, read: Any) -> None:
    made = await klas.drafted([klas.idea("Een molen", plannedOn=[klas.day(0)])])
    await klas.board.moves_dial(pace="learner")
    task = {"taskId": made["tasks"][0]["taskId"]}
    moved = await klas.puts(made, [{**task, "plannedOn": [klas.day(3)]}])
    assert (moved.status_code, moved.json()["dimension"], moved.json()["position"]) == (409, "pace", "learner")
    read(await klas.puts(made, [{**task, "plannedOn": [klas.day(0)], "dueOn": klas.day(2)}]))


async def test_a_learner_promises_no_more_time_than_there_is(klas: Any) -> None:
    more = {"minutes": [{"day": klas.day(0), "minutes": 90}]}
    assert (await klas.drafts([], **more)).json()["errors"][0]["code"] == "more-than-timetable"
    made = await klas.drafted([], "educator", **more)
    assert [one["minutes"] for one in made["days"]] == [90, 60, 60, 60, 60]


async def test_what_comes_first_must_be_in_the_week_or_show_already(klas: Any, read: Any) -> None:
    later = {"title": "Sommen", "goalIds": [str(klas.goals["Optellen"])], "minutes": 20}
    alone = await klas.drafted([{"ownIdea": later, "plannedOn": [klas.day(1)]}])
    assert [one["code"] for one in alone["checks"]] == ["prerequisite-missing"]
    assert alone["tasks"][0]["missing"] == ["Tellen"]
    kept = {"taskId": alone["tasks"][0]["taskId"], "plannedOn": [klas.day(1)]}
    same_day = read(await klas.puts(alone, [kept, klas.idea("Tellen", plannedOn=[klas.day(1)])]))
    assert [one["code"] for one in same_day["checks"]] == ["prerequisite-later"]
    before = read(await klas.puts(same_day, [kept, klas.idea("Tellen", plannedOn=[klas.day(0)])]))
    assert before["checks"] == []


async def test_what_was_done_shows_by_itself(klas: Any, activities: Any) -> None:
    game, _ = activities
    today = datetime.now(UTC).date()
    tasks = [{"activityId": game["activityId"]}, klas.idea("Molen", 30)]
    made = await klas.drafted(tasks, "educator", startsOn=str(today), endsOn=str(today + timedelta(days=4)))
    await klas.tries(klas.learners[0], game, datetime.now(UTC))
    seen = await klas.seen(made)
    assert [one["state"] for one in seen["tasks"]] == ["done", "open"]
    assert seen["progress"] == {"done": 1, "total": 2, "minutesDone": 25, "minutesTotal": 55}


async def test_a_task_without_an_activity_is_ticked(klas: Any, read: Any) -> None:
    made = await klas.drafted([klas.idea("Molen")])
    path = f"/v1/contracts/{made['contractId']}/tasks/{made['tasks'][0]['taskId']}/done"
    ticked = read(await klas.call("PUT", path, klas.learners[0], json={"done": True}))
    assert (ticked["tasks"][0]["state"], ticked["revision"]) == ("done", 1)
    assert read(await klas.call("PUT", path, klas.learners[0], json={"done": True}))["version"] == ticked["version"]
    assert read(await klas.call("PUT", path, klas.learners[0], json={"done": False}))["tasks"][0]["state"] == "open"
    unknown = await klas.call("PUT", path.replace(made["tasks"][0]["taskId"], NOWHERE), json={"done": True})
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-task")


async def test_what_is_left_is_copied_forward(klas: Any, read: Any) -> None:
    made = await klas.drafted([klas.idea("Af"), klas.idea("Nog niet", plannedOn=[klas.day(0)])])
    path = f"/v1/contracts/{made['contractId']}"
    read(await klas.call("PUT", f"{path}/tasks/{made['tasks'][0]['taskId']}/done", json={"done": True}))
    copied = read(await klas.call("POST", f"{path}/copy", klas.learners[0], json={"startsOn": klas.day(7)}), 201)
    assert [(one["title"], one["plan"], one["state"]) for one in copied["tasks"]] == [("Nog niet", [], "open")]
    assert copied["startsOn"] == klas.day(7)
    assert (await klas.call("POST", f"{path}/copy", json={"startsOn": klas.day(7)})).status_code == 409
    assert (await klas.call("POST", f"{path}/copy", json={"startsOn": "2020-01-06"})).status_code == 422
    assert (
        await klas.call("POST", f"{path}/copy", json={"startsOn": klas.day(9), "endsOn": klas.day(8)})
    ).status_code == 422
    everything = await klas.call("POST", f"{path}/copy", json={"startsOn": klas.day(14), "all": True})
    assert len(everything.json()["tasks"]) == 2


async def test_contracts_come_in_pages_and_by_period(klas: Any, read: Any) -> None:
    [await klas.drafted([], startsOn=klas.day(7 * week)) for week in range(3)]
    path = f"/v1/contracts?learnerId={klas.learners[0]}"
    first = read(await klas.call("GET", f"{path}&limit=2", klas.learners[0]))
    second = read(await klas.call("GET", f"{path}&limit=2&cursor={first['nextCursor']}", klas.learners[0]))
    assert [one["startsOn"] for one in (*first["items"], *second["items"])] == [klas.day(14), klas.day(7), klas.day(0)]
    within = read(await klas.call("GET", f"{path}&from={klas.day(7)}&until={klas.day(11)}"))
    assert [one["startsOn"] for one in within["items"]] == [klas.day(7)]


async def test_the_words_are_in_the_language_that_was_asked_for(klas: Any) -> None:
    made = await klas.drafted([klas.idea("Molen")])
    path = f"/v1/contracts/{made['contractId']}"
    dutch = await klas.call("GET", path)
    english = await klas.call("GET", path, headers={"Accept-Language": "en"})
    assert dutch.json()["checks"][0]["message"] == "“Molen” heeft nog geen dag."
    assert english.json()["checks"][0]["message"] == "“Molen” has no day yet."
    assert english.headers["content-language"] == "en"
