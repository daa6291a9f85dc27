"""A learner's own question through the public door: mapped, confirmed, presented, and then evidence in the ledger."""

import asyncio

import httpx2
import pytest

from tests.journeys.school import Json, School

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]

QUESTION: Json = {"title": "Hoe groot is de kans dat ik met twee dobbelstenen zeven gooi?", "make": "Een eerlijk spel"}
RUBRIC = [{"criterion": "Uitleg", "levels": ["zoekend", "op weg", "helder"], "scored": 2}]


async def when_known(client: httpx2.AsyncClient, path: str, body: Json) -> Json:
    """What is made, as soon as choices has heard of the people."""
    async with asyncio.timeout(20):
        while (answer := await client.post(path, json=body)).status_code == 404:
            await asyncio.sleep(0.2)
    assert answer.status_code in {200, 201}, answer.text
    made: Json = answer.json()
    return made


async def evidence_of(client: httpx2.AsyncClient, learner_id: str, evidence_id: str) -> Json:
    """The evidence of that id, once it is in the ledger."""
    async with asyncio.timeout(20):
        while True:
            page = (await client.get(f"/v1/learners/{learner_id}/evidence?kind=product&limit=200")).json()
            found: list[Json] = [item for item in page["items"] if item["evidenceId"] == evidence_id]
            if found:
                return found[0]
            await asyncio.sleep(0.1)


async def first_proposed(client: httpx2.AsyncClient, path: str, title: str) -> Json:
    """The first goal of the mapping, once the words of the whole curriculum have been taken in."""
    async with asyncio.timeout(30):
        while True:
            proposals: list[Json] = (await client.get(path)).json()["proposals"]
            if proposals and proposals[0]["shortTitle"] == title:
                return proposals[0]
            await asyncio.sleep(0.2)


async def estimated(client: httpx2.AsyncClient, learner_id: str, goal_id: str) -> Json:
    async with asyncio.timeout(20):
        while True:
            page = (await client.get(f"/v1/learners/{learner_id}/mastery", params={"limit": 200})).json()
            found: list[Json] = [item for item in page["items"] if item["goalId"] == goal_id and item["evidence"]]
            if found:
                return found[0]
            await asyncio.sleep(0.1)


async def test_a_question_becomes_evidence_for_the_goals_that_a_coach_confirmed(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(4)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)

    challenge = await when_known(learner, "/v1/challenges", QUESTION)
    where = f"/v1/challenges/{challenge['challengeId']}"
    proposed = await first_proposed(learner, f"{where}/mapping", "Kansen")
    assert "kans" in [word["word"] for word in proposed["words"]]

    seen = await educator.get(where)
    goals = {"goalIds": [proposed["goalId"]]}
    confirmed = await educator.put(f"{where}/mapping", json=goals, headers={"If-Match": seen.headers["ETag"]})
    assert confirmed.json()["confirmedBy"] == educator_id
    covered = (await educator.get("/v1/challenges/coverage", params={"learner": learner_id})).json()
    assert [goal["goalId"] for goal in covered["goals"]] == [proposed["goalId"]]

    judged = {"goals": [{"goalId": proposed["goalId"]}], "rubric": RUBRIC}
    assert (await learner.post(f"{where}/presentation", json=judged)).status_code == 403
    presented = (await educator.post(f"{where}/presentation", json=judged)).json()
    evidence = await evidence_of(learner, learner_id, presented["goals"][0]["evidenceId"])
    assert (evidence["kind"], evidence["scoreScaled"], evidence["authorId"]) == ("product", 1.0, educator_id)
    assert (await estimated(learner, learner_id, proposed["goalId"]))["evidence"] >= 1
