"""An educator's decision, from its request to the learner's next card, through the public door and every service."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from tests.journeys.school import Json, School, attempt
from tests.journeys.test_main_job import card_of

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]


async def card_until(client: httpx2.AsyncClient, learner_id: str, shows: Callable[[Json], bool]) -> Json:
    """The first card on which it shows."""
    async with asyncio.timeout(20):
        while not shows(card := await card_of(client, learner_id)):
            await asyncio.sleep(0.05)
    return card


def offered(card: Json) -> list[str]:
    return [option["activityId"] for option in card["options"]]


async def test_what_an_educator_assigns_comes_on_the_card_and_goes_when_it_is_done(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(1)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    before = await card_of(learner, learner_id)
    wanted, other = offered(before)[-1], offered(before)[0]
    decision = {"learnerId": learner_id, "ground": "show", "reason": "Dat kun je vast al.", "until": in_days(7)}
    for kind, activity_id in (("assign", wanted), ("exclude", other)):
        made = await educator.post("/v1/assignments", json={**decision, "kind": kind, "activityId": activity_id})
        assert made.status_code == 201, made.text
    card = await card_until(learner, learner_id, lambda one: other not in offered(one) and wanted in offered(one)[:1])
    assert card["options"][0]["assigned"]["kind"] == "assign"
    assert card["options"][0]["reason"]["learner"].startswith("Je leraar heeft dit voor je klaargezet.")
    done = await learner.post("/v1/attempts", json=attempt(learner_id, wanted, right=True))
    assert done.status_code == 201, done.text
    await card_until(learner, learner_id, lambda one: all(option["assigned"] is None for option in one["options"]))
    [mine] = [
        one
        for one in (await learner.get(f"/v1/learners/{learner_id}/assignments")).json()["items"]
        if one["kind"] == "assign"
    ]
    assert [one["learnerId"] for one in mine["met"]] == [learner_id]


async def test_a_group_called_together_finds_its_cards_again(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(1)
    learner, educator = await school.sign_in("learner", learner_id), await school.sign_in("educator", educator_id)
    group_id = shared_group(school, learner_id, educator_id)
    before = await card_of(learner, learner_id)
    called = await educator.post(f"/v1/groups/{group_id}/gather", json={"question": "Wat valt je op?"})
    assert called.status_code == 201, called.text
    card = await card_until(learner, learner_id, lambda one: one["gather"] is not None)
    assert {**card, "gather": None} == before
    option = {"cardId": card["cardId"], "optionId": card["options"][0]["optionId"]}
    assert (await learner.post(f"/v1/learners/{learner_id}/choices", json=option)).status_code == 409
    assert (await educator.delete(f"/v1/groups/{group_id}/gather")).status_code == 204
    assert await card_until(learner, learner_id, lambda one: one["gather"] is None) == before
    assert (await learner.post(f"/v1/learners/{learner_id}/choices", json=option)).status_code == 201


def shared_group(school: School, learner_id: str, educator_id: str) -> str:
    everybody = [*school.learners.values(), *school.educators.values()]
    groups = {person.get("learnerId") or person["educatorId"]: set(person["groupIds"]) for person in everybody}
    return str(min(groups[learner_id] & groups[educator_id]))


def in_days(days: int) -> str:
    return str(datetime.now(UTC).date() + timedelta(days=days))
