"""The weektaken of a class, planned at once through the public door; and the solver with nothing to decide."""

import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from choices_service.planning.planner import Planner
from choices_service.planning.problem import Problem, Work
from tests.journeys.school import Json, School

CLASS = 30
TASKS = 8


async def plan_a_class(school: School) -> Json:
    """Seconds until thirty drafts are planned, first with a solver that has still to start; and how good they are."""
    group_id, learners = _largest_group(school)
    monday = datetime.now(UTC).date() + timedelta(days=7 - datetime.now(UTC).weekday())
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


def _largest_group(school: School) -> tuple[str, list[str]]:
    members: dict[str, list[str]] = {}
    for person in school.learners.values():
        for group_id in person["groupIds"]:
            members.setdefault(group_id, []).append(person["learnerId"])
    group_id = max(members, key=lambda one: (len(members[one]), one))
    return group_id, members[group_id][:CLASS]


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
