"""The main job through the public door, with real processes: roster, card, choice, attempts, dial, opt-out."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.journeys.school import Json, School, attempt

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]


async def card_of(client: httpx2.AsyncClient, learner_id: str, **params: str) -> Json:
    async with asyncio.timeout(20):
        while True:
            answer = await client.get(f"/v1/learners/{learner_id}/card", params=params)
            # Until the news of a fresh roster and catalogue has arrived everywhere there is nothing to offer yet.
            if answer.status_code not in {404, 503} and answer.json().get("mode") == "adaptive":
                assert answer.status_code == 200, answer.text
                card: Json = answer.json()
                return card
            await asyncio.sleep(0.2)


async def mastery_of(client: httpx2.AsyncClient, learner_id: str, goal_id: str, evidence: int) -> Json:
    """The estimate, as soon as it rests on that much evidence."""
    async with asyncio.timeout(20):
        while True:
            page = (await client.get(f"/v1/learners/{learner_id}/mastery", params={"limit": 200})).json()
            found: list[Json] = [item for item in page["items"] if item["goalId"] == goal_id]
            if found and found[0]["evidence"] >= evidence:
                return found[0]
            await asyncio.sleep(0.05)


def options_of(card: Json, field: str) -> list[Any]:
    return [option[field] for option in card["options"]]


async def practise(client: httpx2.AsyncClient, learner_id: str, activity_id: str, *, right: bool, times: int) -> None:
    for _ in range(times):
        answer = await client.post("/v1/attempts", json=attempt(learner_id, activity_id, right=right))
        assert answer.status_code == 201, answer.text


async def test_a_learner_gets_a_card_that_obeys_the_dial_and_moves_with_the_learner(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(0)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    subject = {"subject": "rekenen-en-wiskunde"}

    card = await card_of(learner, learner_id, **subject)
    assert 2 <= len(card["options"]) <= 4
    different = {tuple(option[key] for key in ("form", "topic", "company")) for option in card["options"]}
    assert len(different) == len(card["options"])
    assert all(option["reason"]["learner"] for option in card["options"])

    option = card["options"][0]
    chosen = await learner.post(
        f"/v1/learners/{learner_id}/choices", json={"cardId": card["cardId"], "optionId": option["optionId"]}
    )
    assert chosen.status_code == 201, chosen.text

    goal_id = option["goalIds"][0]
    await practise(learner, learner_id, option["activityId"], right=False, times=20)
    fallen = await mastery_of(learner, learner_id, goal_id, 20)
    after_wrong = await card_of(learner, learner_id, **subject)
    await practise(learner, learner_id, option["activityId"], right=True, times=20)
    risen = await mastery_of(learner, learner_id, goal_id, 40)
    after_right = await card_of(learner, learner_id, **subject)
    assert fallen["probability"] < 0.3 < 0.7 < risen["probability"]
    cards = [set(options_of(seen, "activityId")) for seen in (card, after_wrong, after_right)]
    assert cards[0] != cards[1] != cards[2]

    moved = await educator.put(
        f"/v1/learners/{learner_id}/agency",
        json={"dimensions": {"form": "teacher"}, "reason": "Even samen dezelfde werkvorm"},
    )
    assert moved.status_code == 200, moved.text
    async with asyncio.timeout(5):
        while (ruled := await card_of(learner, learner_id, **subject))["agency"]["dimensions"]["form"] != "teacher":
            await asyncio.sleep(0.05)
    assert len(set(options_of(ruled, "form"))) == 1
    assert any(note["dimension"] == "form" and note["learner"] for note in ruled["agency"]["notes"])


async def test_a_learner_skips_a_task_where_dial_and_evidence_allow_it(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(1)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    subject = {"subject": "nederlands"}
    opt_out = {"optOut": {"reason": "Dit heb ik al laten zien"}}
    choices = f"/v1/learners/{learner_id}/choices"

    card = await card_of(learner, learner_id, **subject)
    assert card["optOut"]["missingEvidence"]
    refused = await learner.post(choices, json={"cardId": card["cardId"], **opt_out})
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"

    tried = 0
    while not card["optOut"]["allowed"]:
        tried += 1
        assert tried < 40, card["optOut"]
        hardest = max(card["options"], key=lambda option: option["level"])
        await practise(learner, learner_id, hardest["activityId"], right=True, times=1)
        await asyncio.sleep(0.3)
        card = await card_of(learner, learner_id, **subject)
    skipped = await learner.post(choices, json={"cardId": card["cardId"], **opt_out})
    assert skipped.status_code == 201, skipped.text

    await educator.put(
        f"/v1/learners/{learner_id}/agency", json={"dimensions": {"whether": "teacher"}, "reason": "Samen afmaken"}
    )
    async with asyncio.timeout(5):
        while (ruled := await card_of(learner, learner_id, **subject))["agency"]["dimensions"]["whether"] != "teacher":
            await asyncio.sleep(0.05)
    assert not ruled["optOut"]["allowed"]
    forbidden = await learner.post(choices, json={"cardId": ruled["cardId"], **opt_out})
    assert forbidden.status_code == 409
    assert (forbidden.json()["dimension"], forbidden.json()["position"]) == ("whether", "teacher")


async def test_no_one_reaches_what_is_not_theirs(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(2)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    groups = {group["groupId"] async for group in school.door.pages("/v1/groups")}
    taught = set(next(p for p in school.educators.values() if p["educatorId"] == educator_id)["groupIds"])
    stranger = next(p for p in school.learners.values() if not set(p["groupIds"]) & taught)["learnerId"]
    for client in (learner, educator):
        for path in ("", "/card", "/mastery", "/agency", "/choices", "/attempts"):
            assert (await client.get(f"/v1/learners/{stranger}{path}")).status_code == 404, path
    assert (await educator.get(f"/v1/groups/{(groups - taught).pop()}")).status_code == 404
    answer = await learner.post("/v1/attempts", json=attempt(stranger, school.activities[0], right=True))
    assert answer.status_code == 404
    assert (await learner.put(f"/v1/learners/{learner_id}/agency", json={})).status_code == 403
    assert (await learner.get("/v1/me", headers={"Authorization": ""})).status_code == 401
