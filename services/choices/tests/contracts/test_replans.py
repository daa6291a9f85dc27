"""What comes up moves as little as possible of a contract that holds, and every move says why."""

from datetime import UTC, datetime
from typing import Any

import pytest

Json = dict[str, Any]


def days(contract: Json) -> dict[str, list[str]]:
    return {task["title"]: [share["day"] for share in task["plan"]] for task in contract["tasks"]}


def moves(contract: Json) -> dict[str, tuple[list[str], list[str]]]:
    return {move["title"]: (move["before"], move["after"]) for move in contract["replans"][-1]["moves"]}


@pytest.fixture
async def contract(klas: Any) -> Any:
    tasks = [klas.idea(f"Taak {number}", 40, plannedOn=[klas.day(number)]) for number in range(4)]
    return await klas.planned(tasks)


async def test_illness_moves_only_what_was_on_that_day(klas: Any, contract: Any, read: Any) -> None:
    before = days(contract)
    after = read(await klas.replans(contract, because="illness", days=[klas.day(1)]))
    assert days(after) == {**before, "Taak 1": [klas.day(4)]}
    assert (after["state"], after["revision"]) == ("signed", contract["revision"])
    [told] = after["replans"]
    assert (told["because"], told["days"], told["kept"], told["proven"]) == ("illness", [klas.day(1)], 3, True)
    [move] = told["moves"]
    assert move["learner"] == "Je was er niet op de dag waarop dit stond."
    assert told["summary"].startswith("Niet aanwezig op dinsdag ")
    assert told["summary"].endswith(" 1 taak verschoven en 3 taken bleven staan.")
    assert after["checks"] == []


async def test_what_does_not_fit_any_more_is_kept_for_later_and_comes_back(klas: Any, contract: Any, read: Any) -> None:
    away = [klas.day(number) for number in (0, 1, 2)]
    ill = read(await klas.replans(contract, because="illness", days=away))
    assert [task["state"] for task in ill["tasks"]].count("carried") == 2
    assert {move["educator"] for move in ill["replans"][0]["moves"]} == {
        "De leerling is afwezig op de geplande dag.",
        "Past niet meer binnen de tijd, de uiterste dagen en de volgorde; gaat mee naar een volgende week.",
    }
    planned = next(task for task in ill["tasks"] if task["plan"])
    path = f"/v1/contracts/{contract['contractId']}/tasks/{planned['taskId']}/done"
    read(await klas.call("PUT", path, klas.learners[0], json={"done": True}))
    early = read(await klas.replans(contract, klas.learners[0], because="early-finish"))
    assert [task["state"] for task in early["tasks"]].count("carried") == 1
    [move] = early["replans"][-1]["moves"]
    assert move["learner"] == "Je bent eerder klaar, dus dit past toch nog."


async def test_an_early_finish_leaves_a_good_plan_alone(klas: Any, contract: Any, read: Any) -> None:
    after = read(await klas.replans(contract, klas.learners[0], because="early-finish"))
    assert days(after) == days(contract)
    assert after["replans"][0]["moves"] == []
    assert after["replans"][0]["kept"] == 4


async def test_what_is_asked_for_stays_before_what_is_not(klas: Any, read: Any) -> None:
    draft = await klas.drafted([klas.idea("Zelf bedacht", 60, plannedOn=[klas.day(0)])])
    mine = {"taskId": draft["tasks"][0]["taskId"], "plannedOn": [klas.day(0)]}
    both = read(await klas.puts(draft, [mine, klas.idea("Van de juf", 60, plannedOn=[klas.day(1)])]))
    contract = await klas.agreed(both)
    away = [klas.day(number) for number in range(4)]
    after = read(await klas.replans(contract, because="illness", days=away))
    assert {task["title"]: task["state"] for task in after["tasks"]} == {
        "Zelf bedacht": "carried", "Van de juf": "open",
    }  # fmt: skip


async def test_who_works_together_moves_together(klas: Any, read: Any) -> None:
    one, other = klas.learners[:2]

    def shared(friend: Any) -> Json:
        idea: Json = klas.idea("Samen", 30, company="pair", withLearnerIds=[str(friend)], plannedOn=[klas.day(0)])
        return idea

    mine = await klas.planned([shared(other), klas.idea("Alleen", 40, plannedOn=[klas.day(1)])], one)
    theirs = await klas.planned([shared(one), klas.idea("Vol", 60, plannedOn=[klas.day(2)])], other)
    after = read(await klas.replans(mine, one, because="illness", days=[klas.day(0)]))
    moved = await klas.seen(theirs, other)
    assert days(after)["Samen"] == days(moved)["Samen"] == [klas.day(3)]
    assert days(moved)["Vol"] == [klas.day(2)]
    assert (moved["state"], moved["checks"]) == ("signed", [])
    [told] = moved["replans"]
    assert (told["because"], told["days"], told["madeBy"]) == ("companion", [], None)
    assert told["moves"][0]["learner"] == "Dit doe je samen, en een van jullie is er dan niet."


async def test_a_task_that_is_taken_out_takes_along_what_waits_for_it(klas: Any, read: Any) -> None:
    sums = {"title": "Sommen", "goalIds": [str(klas.goals["Optellen"])], "minutes": 20}
    other = {"title": "Los", "goalIds": [str(klas.goals["Vermenigvuldigen"])], "minutes": 20}
    contract = await klas.planned([klas.idea("Tellen", 20), {"ownIdea": sums}, {"ownIdea": other}])
    first = contract["tasks"][0]["taskId"]
    await klas.board.moves_dial(whether="learner")
    after = read(await klas.replans(contract, klas.learners[0], because="dropped-task", taskIds=[first]))
    states = {task["title"]: task["state"] for task in after["tasks"]}
    assert states == {"Tellen": "dropped", "Sommen": "carried", "Los": "open"}
    said = {move["title"]: move["educator"] for move in after["replans"][0]["moves"]}
    assert said["Sommen"].startswith("De taak die hiervoor nodig was is eruit gehaald")
    assert after["checks"] == []


@pytest.mark.parametrize(("position", "status"), [("teacher", 409), ("shared", 200), ("learner", 200)])
async def test_the_dial_decides_whether_a_learner_drops_an_own_task(
    klas: Any, contract: Any, position: Any, status: int
) -> None:
    await klas.board.moves_dial(whether=position)
    task = contract["tasks"][0]["taskId"]
    answer = await klas.replans(contract, klas.learners[0], because="dropped-task", taskIds=[task])
    assert answer.status_code == status


async def test_a_task_of_the_educator_is_dropped_by_the_educator_unless_all_is_the_learners(
    klas: Any, read: Any
) -> None:
    contract = await klas.drafted([klas.idea("Van de juf", plannedOn=[klas.day(0)])], "educator")
    contract = await klas.agreed(contract)
    said = {"because": "dropped-task", "taskIds": [contract["tasks"][0]["taskId"]]}
    assert (await klas.replans(contract, klas.learners[0], **said)).json()["dimension"] == "whether"
    read(await klas.replans(contract, **said))


async def test_where_the_teacher_plans_a_learner_does_not_plan_again(klas: Any, contract: Any, read: Any) -> None:
    await klas.board.moves_dial(pace="teacher")
    said = {"because": "illness", "days": [klas.day(1)]}
    assert (await klas.replans(contract, klas.learners[0], **said)).json()["dimension"] == "pace"
    read(await klas.replans(contract, **said))


async def test_days_of_illness_lie_in_the_contract(klas: Any, contract: Any) -> None:
    answer = await klas.replans(contract, because="illness", days=[klas.day(1), klas.day(9)])
    assert [one["pointer"] for one in answer.json()["errors"]] == ["#/days/1"]
    assert (await klas.seen(contract))["replans"] == []


async def test_only_a_contract_that_holds_is_planned_again(klas: Any) -> None:
    draft = await klas.drafted([klas.idea("Molen")])
    answer = await klas.replans(draft, because="missed")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:not-signed")


@pytest.mark.parametrize(
    "said",
    [
        {"because": "illness"},
        {"because": "dropped-task"},
        {"because": "zin"},
        {"because": "missed", "days": ["2026-01-01"]},
    ],
    ids=str,
)
async def test_a_replan_says_what_came_up(klas: Any, contract: Any, said: Json) -> None:
    assert (await klas.replans(contract, **said)).status_code == 422


async def test_a_key_plans_again_once(klas: Any, contract: Any, read: Any) -> None:
    path = f"/v1/contracts/{contract['contractId']}/replan"
    body = {"because": "illness", "days": [klas.day(1)]}
    first, again = [await klas.call("POST", path, headers={"Idempotency-Key": "k"}, json=body) for _ in "ab"]
    assert read(first) == read(again)
    assert len((await klas.seen(contract))["replans"]) == 1


async def test_what_was_done_today_is_not_planned_again(klas: Any, read: Any) -> None:
    goal = klas.goals["Tellen"]
    game = await klas.board.has_activity(goal, company="solo", minutes=40)
    contract = await klas.planned([klas.idea("Later", 40, plannedOn=[klas.day(1)])])
    await klas.tries(klas.learners[0], game, datetime.now(UTC))
    after = read(await klas.replans(contract, because="missed"))
    assert days(after) == days(contract)
