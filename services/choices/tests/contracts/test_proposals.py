"""A plan when asked: it keeps every rule, or says why there is none and what would make one."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from eigenwijs_shared.contracts.profile import AgencyMoved

Json = dict[str, Any]


def days(proposal: Json) -> dict[str, list[str]]:
    return {task["title"]: [share["day"] for share in task["plan"]] for task in proposal["tasks"]}


async def test_a_proposal_gives_every_task_a_day_and_changes_nothing_yet(klas: Any) -> None:
    made = await klas.drafted([klas.idea(f"Taak {number}", 25) for number in range(6)])
    proposal = await klas.proposes(made, klas.learners[0])
    assert (proposal["state"], proposal["gap"], proposal["applied"]) == ("best", 0.0, False)
    assert sorted(days(proposal)) == [f"Taak {number}" for number in range(6)]
    assert proposal["summary"].startswith("Alles past: 6 taken.")
    assert await klas.seen(made) == made


async def test_a_proposal_that_is_applied_can_be_signed(klas: Any) -> None:
    contract = await klas.planned([klas.idea(f"Taak {number}", 25) for number in range(6)])
    assert (contract["state"], contract["checks"]) == ("signed", [])


async def test_asked_again_a_proposal_is_the_same(klas: Any) -> None:
    made = await klas.drafted([klas.idea(f"Taak {number}", 15 + 5 * number) for number in range(5)])
    assert await klas.proposes(made) == await klas.proposes(made)


async def test_what_is_long_is_done_on_several_days(klas: Any) -> None:
    made = await klas.drafted([klas.idea("Werkstuk", 150)])
    [plan] = [task["plan"] for task in (await klas.proposes(made))["tasks"]]
    assert [share["minutes"] for share in plan] == [50, 50, 50]
    assert len({share["day"] for share in plan}) == 3


async def test_due_days_order_and_wishes_are_kept(klas: Any) -> None:
    sums = {"title": "Sommen", "goalIds": [str(klas.goals["Optellen"])], "minutes": 20}
    made = await klas.drafted(
        [
            {"ownIdea": sums, "dueOn": klas.day(1)},
            klas.idea("Tellen", 20),
            klas.idea("Op woensdag", 30, plannedOn=[klas.day(2)]),
        ]
    )
    plan = days(await klas.proposes(made))
    assert plan == {"Sommen": [klas.day(1)], "Tellen": [klas.day(0)], "Op woensdag": [klas.day(2)]}


async def test_the_timetable_of_the_group_says_when_there_is_time(klas: Any) -> None:
    await klas.has_time(30, 2, 4, daysOff=[klas.day(1)])
    made = await klas.drafted([klas.idea("Molen", 30)])
    assert [one["minutes"] for one in made["days"]] == [0, 0, 0, 30, 0]
    assert days(await klas.proposes(made)) == {"Molen": [klas.day(3)]}


REASONS = [
    ([("A", 60)] * 6, "too-much", {"leave-out", "more-time"}),
    ([("A", 60, 0), ("B", 30, 0)], "too-much-before", {"leave-out", "more-time", "later-due"}),
    ([("A", 60, None, 0), ("Lang", 120, 0)], "too-few-days", {"leave-out", "later-due"}),
]


@pytest.mark.parametrize(("asked", "code", "kinds"), REASONS, ids=[reason[1] for reason in REASONS])
async def test_why_a_week_cannot_work_and_what_would_help(
    klas: Any, read: Any, asked: list[Any], code: str, kinds: set[str]
) -> None:
    tasks = [
        klas.idea(f"{title} {number}", minutes, **({"dueOn": klas.day(due[0])} if due and due[0] is not None else {}))
        for number, (title, minutes, *due) in enumerate(asked)
    ]
    made = await klas.drafted(tasks)
    proposal = await klas.proposes(made)
    assert (proposal["state"], proposal["tasks"]) == ("impossible", [])
    assert code in {reason["code"] for reason in proposal["reasons"]}
    assert {mend["kind"] for mend in proposal["mends"]} == kinds
    assert all(reason["message"] for reason in (*proposal["reasons"], *proposal["mends"]))


async def test_each_way_out_that_is_offered_works(klas: Any, read: Any) -> None:
    tasks = [klas.idea(f"Taak {number}", 60, dueOn=klas.day(min(number, 4))) for number in range(4)]
    tasks += [klas.idea("Te veel", 45, dueOn=klas.day(2))]
    made = await klas.drafted(tasks, "educator")
    mends = {mend["kind"]: mend for mend in (await klas.proposes(made))["mends"]}
    assert set(mends) == {"leave-out", "more-time", "later-due"}

    async def mended(**changed: Any) -> str:
        now = await klas.seen(made)
        kept = [
            {"taskId": task["taskId"], "dueOn": changed.get("due", {}).get(task["taskId"], task["dueOn"])}
            for task in made["tasks"]
            if task["taskId"] not in changed.get("out", ())
        ]
        read(await klas.puts(now, kept, minutes=changed.get("minutes", [])))
        state: str = (await klas.proposes(made))["state"]
        return state

    later = dict(zip(mends["later-due"]["taskIds"], mends["later-due"]["dueOn"], strict=True))
    more = [{"day": one["day"], "minutes": 60 + one["minutes"]} for one in mends["more-time"]["minutes"]]
    assert [await mended(due=later), await mended(minutes=more)] == ["best", "best"]
    assert await mended(out=mends["leave-out"]["taskIds"]) == "best"


async def test_what_misses_what_comes_first_is_named_and_left_out_helps(klas: Any) -> None:
    sums = {"title": "Sommen", "goalIds": [str(klas.goals["Optellen"])], "minutes": 20}
    made = await klas.drafted([{"ownIdea": sums}, klas.idea("Op zich", 20, plannedOn=[])][:1])
    proposal = await klas.proposes(made)
    assert [reason["code"] for reason in proposal["reasons"]] == ["prerequisite-missing"]
    assert "“Tellen”" in proposal["reasons"][0]["message"]
    assert [mend["kind"] for mend in proposal["mends"]] == ["leave-out"]


async def test_where_the_teacher_plans_a_learner_sees_a_plan_and_does_not_apply_it(klas: Any) -> None:
    made = await klas.drafted([klas.idea("Molen")])
    await klas.board.moves_dial(pace="teacher")
    assert (await klas.proposes(made, klas.learners[0]))["state"] == "best"
    path = f"/v1/contracts/{made['contractId']}/proposal"
    refused = await klas.call("POST", path, klas.learners[0], json={"apply": True})
    assert (refused.status_code, refused.json()["dimension"]) == (409, "pace")
    assert (await klas.proposes(made, apply=True))["applied"] is True


async def test_who_plans_for_itself_does_not_hold_up_the_class(klas: Any, read: Any) -> None:
    first, second = [await klas.drafted([klas.idea("Molen")], learner) for learner in klas.learners[:2]]
    own = AgencyMoved(
        scope="learner", scope_id=klas.learners[0], subject=None, dimensions={"pace": "learner"}, version=1,
        author_id="x", moved_at=datetime.now(UTC),
    )  # fmt: skip
    await klas.board.hears(own)
    path = f"/v1/groups/{klas.board.group_id}/contracts/proposal"
    said = read(await klas.call("POST", path, json={"week": klas.day(0), "apply": True}))
    applied = {proposal["contractId"]: proposal["applied"] for proposal in said["proposals"]}
    assert applied == {first["contractId"]: False, second["contractId"]: True}


async def test_a_contract_that_holds_is_not_proposed_anew(klas: Any) -> None:
    contract = await klas.planned([klas.idea("Molen")])
    answer = await klas.call("POST", f"/v1/contracts/{contract['contractId']}/proposal", json={})
    assert answer.json()["type"].endswith("contract-holds")


async def test_a_whole_class_is_planned_at_once_with_who_works_together_on_one_day(klas: Any, read: Any) -> None:
    pair = await klas.board.has_activity(klas.goals["Tellen"], title="Samen tellen", minutes=30)
    for_all = [klas.idea(f"Taak {number}", 25) for number in range(3)]
    for_one = [await klas.drafted([{"activityId": pair["activityId"]}, *for_all], learner) for learner in klas.learners]
    path = f"/v1/groups/{klas.board.group_id}/contracts/proposal"
    said = read(await klas.call("POST", path, json={"week": klas.day(2), "apply": True}))
    assert (said["state"], len(said["proposals"])) == ("best", 3)
    together = [one for proposal in said["proposals"] for one in proposal["tasks"] if one["title"] == "Samen tellen"]
    assert len({str(one["plan"]) for one in together}) == 1
    assert [len(one["withLearnerIds"]) for one in together] == [2, 2, 2]
    assert all(proposal["applied"] for proposal in said["proposals"])
    seen = [await klas.seen(contract) for contract in for_one]
    assert [contract["checks"] for contract in seen] == [[], [], []]


async def test_who_is_kept_apart_is_not_paired_by_the_planner(new_class: Any, read: Any) -> None:
    klas = await new_class(4)
    pair = await klas.board.has_activity(klas.goals["Tellen"], title="Samen tellen", minutes=30)
    apart = [str(key) for key in klas.learners[:2]]
    path = f"/v1/groups/{klas.board.group_id}"
    read(await klas.call("PUT", f"{path}/apart", json={"pairs": [{"learnerIds": apart}]}))
    [await klas.drafted([{"activityId": pair["activityId"]}], learner) for learner in klas.learners]
    said = read(await klas.call("POST", f"{path}/contracts/proposal", json={"week": klas.day(0)}))
    groups = {
        frozenset([proposal["learnerId"], *task["withLearnerIds"]])
        for proposal in said["proposals"]
        for task in proposal["tasks"]
    }
    assert sorted(len(group) for group in groups) == [2, 2]
    assert not any(set(apart) <= group for group in groups)


async def test_a_week_that_cannot_work_leaves_those_of_others_as_good_as_they_can_be(klas: Any, read: Any) -> None:
    await klas.drafted([klas.idea(f"Te veel {number}", 60) for number in range(6)], klas.learners[0])
    await klas.drafted([klas.idea("Past", 20)], klas.learners[1])
    path = f"/v1/groups/{klas.board.group_id}/contracts/proposal"
    said = read(await klas.call("POST", path, json={"week": klas.day(0)}))
    states = {proposal["learnerId"]: proposal["state"] for proposal in said["proposals"]}
    assert states == {str(klas.learners[0]): "impossible", str(klas.learners[1]): "best"}
    assert said["state"] == "impossible"


async def test_a_class_is_planned_by_its_educators_alone(klas: Any) -> None:
    path = f"/v1/groups/{klas.board.group_id}/contracts/proposal"
    assert (await klas.call("POST", path, klas.learners[0], json={"week": klas.day(0)})).status_code == 404
    assert (await klas.call("POST", path, json={"week": "morgen"})).status_code == 422


async def test_the_class_on_one_screen(klas: Any, read: Any) -> None:
    mine = await klas.planned([klas.idea("Molen", 30)])
    await klas.drafted([klas.idea("Zonder dag")], klas.learners[1])
    path = f"/v1/groups/{klas.board.group_id}/contracts?week={klas.day(3)}"
    lines = {UUID(line["learnerId"]): line for line in read(await klas.call("GET", path))["items"]}
    first, second, third = (lines[key] for key in klas.learners)
    assert (first["contractId"], first["state"], first["waitingFor"]) == (mine["contractId"], "signed", None)
    assert (first["minutesPlanned"], first["minutesRoom"], first["toMend"]) == (30, 300, 0)
    assert (second["state"], second["waitingFor"], second["toMend"]) == ("draft", "educator", 1)
    assert (third["state"], third["contractId"]) == ("none", None)
    assert list(lines) == sorted(lines)
    assert (await klas.call("GET", path, klas.learners[0])).status_code == 404
