"""A board with 500 learners, 1,000 goals in an order and 10,000 activities, some of whom have done a great deal."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random
from uuid import UUID

import aiohttp

from demo.door import Door
from demo.files import ACTIVITIES, read_json_lines
from tests.bench.catalogue import import_lines
from tests.bench.databases import owned, until
from tests.bench.graphs import package_of
from tests.bench.loads import client_of, signed_in
from tests.bench.rosters import make_package
from tests.journeys.school import Json, School, attempt, entered, import_roster
from tests.journeys.suite import Suite

LEARNERS, GOALS, PER_GOAL = 500, 1_000, 10
AT_ONCE = 1_000


@asynccontextmanager
async def large_board(suite: Suite) -> AsyncIterator[School]:
    """Once everybody has heard of all of it."""
    async with Door(suite.url, suite.system_id, suite.system_secret) as system:
        await system.sign_in()
        made = (await system.post("/v1/boards", {"name": "Groot"})).json()
    client = made["client"]
    async with Door(suite.url, client["clientId"], client["clientSecret"]) as door:
        await door.sign_in()
        outcome = await import_roster(door, make_package(LEARNERS))
        assert outcome["state"] == "applied", outcome
        await door.post("/v1/frameworks/imports", package_of(GOALS))
        async with signed_in(suite.url, door) as quick:
            await import_lines(quick, await _lines(door, Random(2026)))
    await _until_heard(suite, UUID(made["boardId"]))
    async with entered(suite, made) as school:
        yield school


async def _lines(door: Door, rng: Random) -> list[str]:
    """Texts of the demo for every goal; a quarter of them also for the next goal, of the same subject mostly."""
    goals = [goal["goalId"] async for goal in door.pages("/v1/goals")]
    texts = [
        {name: said for name, said in body.items() if name != "activityKey"}
        for body in read_json_lines(ACTIVITIES)
        if "parallelToKey" not in body
    ]
    return [
        json.dumps({**rng.choice(texts), "goalIds": list(dict.fromkeys([goal, rng.choice([goal] * 3 + [following])]))})
        for goal, following in zip(goals, [*goals[1:], goals[0]], strict=True)
        for _ in range(PER_GOAL)
    ]


async def _until_heard(suite: Suite, board_id: UUID) -> None:
    for service in ("profile", "recommend"):
        async with owned(suite, service) as connection:
            known = "SELECT count(*) = $2 FROM activity WHERE board_id = $1"
            await until(connection, known, board_id, GOALS * PER_GOAL)


async def by_goal(school: School) -> dict[str, list[str]]:
    """The activities of each goal."""
    found: dict[str, list[str]] = {}
    async for item in school.door.pages("/v1/activities"):
        for goal_id in item["goalIds"]:
            found.setdefault(goal_id, []).append(item["activityId"])
    return found


def tries(learners: Sequence[str], activities: Sequence[str], number: int, rng: Random) -> list[Json]:
    """By turns of every learner, each at some activities of its own; three of four go well."""
    own = {one: rng.sample(activities, 8) for one in learners}
    turns = [learners[place % len(learners)] for place in range(number)]
    return [attempt(one, rng.choice(own[one]), right=rng.random() < 0.75) for one in turns]


async def send(school: School, attempts: Sequence[Json]) -> None:
    """A thousand in a request, in their order."""
    async with client_of(school) as client:
        for first in range(0, len(attempts), AT_ONCE):
            await _send(client, attempts[first : first + AT_ONCE])


async def _send(client: aiohttp.ClientSession, some: Sequence[Json]) -> None:
    async with client.post("/v1/attempts/batch", json={"attempts": list(some)}) as answer:
        assert answer.status == 200, await answer.text()
        assert {one["status"] for one in (await answer.json())["results"]} == {"created"}


async def until_learnt(school: School, facts: int) -> None:
    """Until the estimates count so many facts of this board."""
    async with owned(school.suite, "recommend") as connection:
        counted = "SELECT sum(last_sequence) >= $2 FROM learner_state WHERE board_id = $1"
        await until(connection, counted, UUID(school.board_id), facts)
    await asyncio.sleep(1)
