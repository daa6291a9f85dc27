"""An objection through the public door and every service: contested, shown, decided by a person, kept."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from tests.journeys.school import Json, School, attempt
from tests.journeys.test_decisions import card_until
from tests.journeys.test_main_job import card_of

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]
LEAST = 10
"""Learners, before a board is told a number."""


async def contest(client: httpx2.AsyncClient, learner_id: str, goal_id: str) -> httpx2.Response:
    body = {"learnerId": learner_id, "about": {"goalId": goal_id}, "reason": "Dit kan ik thuis wel."}
    return await client.post("/v1/objections", json=body)


async def contested_with_a_check(school: School, learner: httpx2.AsyncClient, learner_id: str) -> Json:
    """The first of the learner's goals that there is a fitting check for."""
    page = (await learner.get(f"/v1/learners/{learner_id}/mastery", params={"all": True, "limit": 200})).json()
    own = {one["goalId"] for one in page["items"]}
    checks = [one async for one in school.door.pages("/v1/activities") if one["kind"] == "check"]
    goals = [goal for one in checks for goal in one["goalIds"] if goal in own]
    for goal_id in dict.fromkeys(goals):
        made: Json = (await contest(learner, learner_id, goal_id)).json()
        if made["step"]["kind"] == "check":
            return made
        await learner.delete(f"/v1/objections/{made['objectionId']}")
    raise AssertionError("no goal of this learner has a check that fits")


async def objection_once(client: httpx2.AsyncClient, one: Json, holds: Callable[[Json], bool]) -> Json:
    async with asyncio.timeout(20):
        while not holds(read := (await client.get(f"/v1/objections/{one['objectionId']}")).json()):
            await asyncio.sleep(0.05)
    found: Json = read
    return found


def asked_on(card: Json, one: Json) -> list[Any]:
    return [option["activityId"] for option in card["options"] if option["objectionId"] == one["objectionId"]]


async def test_what_a_learner_contests_is_shown_decided_and_kept(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(4)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    await card_of(learner, learner_id)
    made = await contested_with_a_check(school, learner, learner_id)
    check, goal_id = made["step"]["activityId"], made["about"]["goalId"]
    decision = {"upheld": True, "reason": "Ze liet het zien."}
    path = f"/v1/objections/{made['objectionId']}/decision"
    early = await educator.post(path, json=decision)
    assert (early.status_code, early.json()["type"]) == (409, "urn:eigenwijs:problem:objection-needs-evidence")

    card = await card_until(learner, learner_id, lambda one: bool(asked_on(one, made)))
    assert asked_on(card, made) == [check]
    done = attempt(learner_id, check, right=True)
    assert (await learner.post("/v1/attempts", json=done)).status_code == 201
    shown = await objection_once(educator, made, lambda one: bool(one["evidence"]))
    assert [(one["factId"], one["counts"]) for one in shown["evidence"]] == [(done["attemptId"], True)]

    decided = await educator.post(path, json={**decision, "checkAttemptId": done["attemptId"]})
    assert decided.status_code == 200, decided.text
    assert (await learner.post(path, json=decision)).status_code == 403
    mine = (await learner.get(f"/v1/objections/{made['objectionId']}")).json()
    assert (mine["status"], mine["decision"]["reason"]) == ("upheld", decision["reason"])
    assert mine["estimate"]["now"] > mine["estimate"]["whenRaised"]
    page = (await learner.get(f"/v1/learners/{learner_id}/mastery", params={"limit": 200})).json()
    assert mine["estimate"]["now"] in [one["probability"] for one in page["items"] if one["goalId"] == goal_id]
    await card_until(learner, learner_id, lambda one: not asked_on(one, made))

    assert (await school.door.get("/v1/decisions/verification")).json()["sound"]
    register = (await school.door.get("/v1/decisions/export")).text.splitlines()
    kinds = [line.partition('"kind":"')[2].partition('"')[0] for line in register if made["objectionId"] in line]
    assert list(dict.fromkeys(kinds)) == ["objection", "card", "objection-decided"]


async def test_a_board_sees_figures_of_ten_learners_and_nothing_of_fewer(new_board: School) -> None:
    goals = [one["goalId"] async for one in new_board.door.pages("/v1/goals") if one["assessable"]]
    learners = [one["learnerId"] for one in new_board.learners.values()]
    few = (await figures(new_board, learners[: LEAST - 1], goals[0]))["total"]
    enough = (await figures(new_board, learners[LEAST - 1 : LEAST], goals[0]))["total"]
    assert (few["open"], enough["open"], enough["decided"]) == (None, LEAST, None)


async def figures(school: School, learner_ids: list[str], goal_id: str) -> Json:
    """As they are when these have contested it too."""
    for learner_id in learner_ids:
        body = {"learnerId": learner_id, "about": {"goalId": goal_id}, "reason": "Namens de leerling"}
        await school.door.post("/v1/objections", body, until_known=True)
    found: Json = (await school.door.get("/v1/objections/figures")).json()
    return found
