"""The weektaken of a class, planned at once through the public door; and the solver with nothing to decide."""

import asyncio
import csv
import io
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from choices_service.planning.planner import Planner
from choices_service.planning.problem import Problem, Work
from demo.roster import make_roster
from tests.journeys.school import Json, School, import_roster

CLASS = 30
TASKS = 8


async def plan_a_class(school: School) -> Json:
    """Seconds until thirty drafts are planned, first with a solver that has still to start; and how good they are."""
    group_id, learners = await _a_class(school)
    monday = _monday()
    goals = [item async for item in school.door.pages("/v1/goals")]
    first = [goal["goalId"] for goal in goals if goal["assessable"] and not goal["prerequisiteIds"]]
    activities = [item async for item in school.door.pages("/v1/activities")]
    pairs = [one for one in activities if one["company"] == "pair" and set(one["goalIds"]) <= set(first)]
    rng = Random(2026)
    for learner_id in learners:
        tasks = [_idea(rng, number, first, monday) for number in range(TASKS - 2)]
        tasks += [{"activityId": one["activityId"]} for one in pairs[:2]]
        body = {"learnerId": learner_id, "startsOn": str(monday), "tasks": tasks}
        await school.door.post("/v1/contracts", body)
    cold, found = await _asked(school, group_id, monday)
    warm, found = await _asked(school, group_id, monday)
    return {
        "learners": len(learners),
        "cold": cold,
        "warm": warm,
        "planned": sum(proposal["state"] != "impossible" for proposal in found["proposals"]),
        "best": sum(proposal["state"] == "best" for proposal in found["proposals"]),
        "gap": found["gap"],
    }


async def _asked(school: School, group_id: str, monday: Any) -> tuple[float, Json]:
    began = time.perf_counter()
    answer = await school.door.post(f"/v1/groups/{group_id}/contracts/proposal", {"week": str(monday)})
    return time.perf_counter() - began, answer.json()


def _idea(rng: Random, number: int, goals: list[str], monday: Any) -> Json:
    idea = {"title": f"Taak {number}", "goalIds": [rng.choice(goals)], "minutes": rng.choice([15, 20, 25, 30, 35])}
    due = rng.choice([None, None, 2, 3, 4])
    return {"ownIdea": idea, **({"dueOn": str(monday + timedelta(days=due))} if due is not None else {})}


async def _a_class(school: School) -> tuple[str, list[str]]:
    """(group, its thirty learners): the largest group there is, and whoever else it takes."""
    members: dict[str, list[str]] = {}
    for sourced_id, person in sorted(school.learners.items()):
        for group_id in person["groupIds"]:
            members.setdefault(group_id, []).append(sourced_id)
    group_id = max(members, key=lambda one: (len(members[one]), one))
    inside = members[group_id]
    added = [one for one in sorted(school.learners) if one not in inside][: CLASS - len(inside)]
    outcome = await import_roster(school.door, _also_in_class_of(inside[0], added))
    assert outcome["state"] == "applied", outcome
    wanted = [school.learners[one]["learnerId"] for one in (*inside, *added)]
    await _until_known(school, group_id, wanted)
    return group_id, wanted


def _also_in_class_of(one: str, added: list[str]) -> bytes:
    """The demo's roster, in which these are enrolled in that learner's class too."""
    with zipfile.ZipFile(io.BytesIO(make_roster(2026))) as package:
        files = {name: package.read(name).decode() for name in package.namelist()}
    rows = list(csv.DictReader(io.StringIO(files["enrollments.csv"])))
    like = next(row for row in rows if row["userSourcedId"] == one)
    rows += [{**like, "sourcedId": f"ook-{person}", "userSourcedId": person} for person in added]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(like), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in {**files, "enrollments.csv": text.getvalue()}.items():
            package.writestr(name, content)
    return packed.getvalue()


async def _until_known(school: School, group_id: str, wanted: list[str]) -> None:
    """Choices hears of the enrolments by events: until its overview of the class has everybody."""
    monday = _monday()
    async with asyncio.timeout(60):
        while True:
            found = (await school.door.get(f"/v1/groups/{group_id}/contracts", week=str(monday), limit=200)).json()
            if len(found["items"]) >= len(wanted):
                return
            await asyncio.sleep(0.3)


def _monday() -> date:
    today = datetime.now(UTC).date()
    return today + timedelta(days=7 - today.weekday())


async def nothing_to_decide() -> float:
    """Seconds that the solver, running already, takes for thirty weeks with one task and one day each."""
    planner = Planner()
    try:
        empty = [Problem({"a": [60]}, [Work("x", {"a": [10]}, [0])])] * CLASS
        await planner.solve_all(empty)
        began = time.perf_counter()
        await planner.solve_all(empty)
        return time.perf_counter() - began
    finally:
        await planner.close()
