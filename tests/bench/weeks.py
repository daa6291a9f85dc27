"""The weektaken of a class, planned at once through the public door; and the solver with nothing to decide."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from choices_service.planning.planner import Planner
from choices_service.planning.problem import Problem, Work
from demo.door import Refused
from demo.people import PRIMARY, learners
from demo.roster import YEAR
from profile_service.roster.oneroster import write_package
from tests.journeys.school import Json, School, import_roster

CLASS = 30
TASKS = 8
GROUP = "groep-van-dertig"
NEW = {"status": "active", "dateLastModified": "2026-09-01T10:00:00.000Z"}


async def plan_a_class(school: School) -> Json:
    """Seconds until thirty drafts are planned, first with a solver that has still to start; and how good they are."""
    group_id, members = await _class_of(school, CLASS)
    monday = datetime.now(UTC).date() + timedelta(days=7 - datetime.now(UTC).weekday())
    goals = [item async for item in school.door.pages("/v1/goals")]
    first = [goal["goalId"] for goal in goals if goal["assessable"] and not goal["prerequisiteIds"]]
    activities = [item async for item in school.door.pages("/v1/activities")]
    pairs = [one for one in activities if one["company"] == "pair" and set(one["goalIds"]) <= set(first)]
    rng = Random(2026)
    for learner_id in members:
        tasks = [_idea(rng, number, first, monday) for number in range(TASKS - 2)]
        tasks += [{"activityId": one["activityId"]} for one in pairs[:2]]
        body = {"learnerId": learner_id, "startsOn": str(monday), "tasks": tasks}
        await school.door.post("/v1/contracts", body)
    await _until_met(school, group_id)
    cold, found = await _asked(school, group_id, monday)
    warm, found = await _asked(school, group_id, monday)
    return {
        "learners": len(found["proposals"]),
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


async def _class_of(school: School, size: int) -> tuple[str, list[str]]:
    """A group of so many of the demo's learners, out of several classes of one school: none of those is so large."""
    some = [one for one in learners(2026) if one.group.school == PRIMARY][:size]
    place = {"classSourcedId": GROUP, "schoolSourcedId": PRIMARY.sourced_id}
    group = {"sourcedId": GROUP, "title": "Groep van dertig", "classType": "scheduled", "termSourcedIds": YEAR}
    course = {"courseSourcedId": f"leerjaar-{some[0].group.grade}", "schoolSourcedId": PRIMARY.sourced_id}
    enrolled = [
        {"sourcedId": f"{GROUP}-{one.sourced_id}", "userSourcedId": one.sourced_id, "role": "student", **place, **NEW}
        for one in some
    ]
    files = {"classes.csv": [{**group, **course, **NEW}], "enrollments.csv": enrolled}
    outcome = await import_roster(school.door, write_package(files, "delta"))
    assert outcome["state"] == "applied", outcome
    groups = {group["sourcedId"]: group["groupId"] async for group in school.door.pages("/v1/groups")}
    return groups[GROUP], [school.learners[one.sourced_id]["learnerId"] for one in some]


async def _until_met(school: School, group_id: str) -> None:
    """Until the others know the whole group, which is no part of planning."""
    path = f"/v1/groups/{group_id}/contracts"
    async with asyncio.timeout(60):
        while True:
            with suppress(Refused):
                if len([one async for one in school.door.pages(path)]) == CLASS:
                    return
            await asyncio.sleep(0.25)


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
