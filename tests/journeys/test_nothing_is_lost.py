"""kill -9 of anything, and NATS away for a while: what was acknowledged is there once, and counted once."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random

import httpx2
import pytest

from demo.door import Door
from tests.journeys.school import Json, School, attempt
from tests.journeys.suite import Suite

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]

ATTEMPTS = 2_000
VICTIMS = ("profile", "recommend", "profile-worker", "recommend-worker", "nats", "gateway", "postgres")


async def send_for_sure(client: httpx2.AsyncClient, body: Json, token: Callable[[], str]) -> None:
    """As a client that wants to be sure does: the same attempt again until it is acknowledged."""
    while True:
        try:
            answer = await client.post("/v1/attempts", json=body, headers={"Authorization": f"Bearer {token()}"})
        except httpx2.HTTPError:
            await asyncio.sleep(0.2)
            continue
        if answer.status_code in {200, 201}:
            return
        assert answer.status_code in {404, 502, 503, 504}, answer.text
        await asyncio.sleep(0.2)


async def send_all(school: School, attempts: list[Json], at_once: int = 16) -> None:
    waiting = iter(attempts)
    async with httpx2.AsyncClient(base_url=school.suite.url, timeout=30) as client:

        async def one_by_one() -> None:
            for body in waiting:
                await send_for_sure(client, body, lambda: school.door._token)

        await asyncio.gather(*(one_by_one() for _ in range(at_once)))


async def recorded(door: Door, learner_id: str) -> list[str]:
    return [item["attemptId"] async for item in door.pages(f"/v1/learners/{learner_id}/attempts")]


async def counted(door: Door, learner_id: str) -> int:
    return sum([item["evidence"] async for item in door.pages(f"/v1/learners/{learner_id}/mastery")])


def some_attempts(school: School, number: int, *, seed: int) -> list[Json]:
    random = Random(seed)
    learners = sorted(person["learnerId"] for person in school.learners.values())[:40]
    return [
        attempt(random.choice(learners), random.choice(school.activities), right=random.random() < 0.6)
        for _ in range(number)
    ]


async def goals_of_activities(school: School) -> dict[str, int]:
    return {item["activityId"]: len(item["goalIds"]) async for item in school.door.pages("/v1/activities")}


async def assert_everything_counted_once(school: School, attempts: list[Json]) -> None:
    goals = await goals_of_activities(school)
    sent, expected = Counter(body["learnerId"] for body in attempts), Counter[str]()
    for body in attempts:
        expected[body["learnerId"]] += goals[body["activityId"]]
    for learner_id in sent:
        ids = await recorded(school.door, learner_id)
        assert Counter(ids) == Counter(body["attemptId"] for body in attempts if body["learnerId"] == learner_id)
    async with asyncio.timeout(90):
        while {learner: await counted(school.door, learner) for learner in sent} != dict(expected):
            await asyncio.sleep(0.5)


async def test_every_acknowledged_attempt_survives_kill_9_of_anything(new_board: School, own_suite: Suite) -> None:
    attempts = some_attempts(new_board, ATTEMPTS, seed=1)
    sending = asyncio.create_task(send_all(new_board, attempts))
    for victim in VICTIMS:
        await asyncio.sleep(0.7)
        await asyncio.to_thread(own_suite.kill, victim)
    await sending
    await assert_everything_counted_once(new_board, attempts)


async def test_attempts_are_accepted_while_nats_is_away_and_arrive_after(new_board: School, own_suite: Suite) -> None:
    before, during = some_attempts(new_board, 20, seed=2), some_attempts(new_board, 100, seed=3)
    await send_all(new_board, before)
    paused = own_suite.pause("nats")
    try:
        await send_all(new_board, during)
        await asyncio.sleep(30)
    finally:
        own_suite.resume(paused)
    await assert_everything_counted_once(new_board, before + during)
