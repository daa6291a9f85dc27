"""Mapping learners' questions over a curriculum of five thousand goals, each with activities."""

import asyncio
import json
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from demo.door import Door
from demo.files import ACTIVITIES, OWN_FRAMEWORK, SLO_FRAMEWORK, read_json, read_json_lines
from tests.bench.catalogue import import_lines
from tests.bench.databases import owner_of
from tests.bench.drive import steady
from tests.bench.loads import signed_in
from tests.journeys.suite import Suite

GOALS = 5_000
PER_GOAL = 3
QUESTIONS = Path(__file__).parents[2] / "services/choices/tests/mapping"
Json = dict[str, Any]


async def mapping_times(suite: Suite, seconds: float = 20) -> tuple[list[float], int, int]:
    """(seconds per request at ten a second, goals that can be proposed, words in the index)."""
    async with Door(suite.url, suite.system_id, suite.system_secret) as system:
        await system.sign_in()
        made = (await system.post("/v1/boards", {"name": "Veel leerdoelen"})).json()
    client = made["client"]
    async with Door(suite.url, client["clientId"], client["clientSecret"]) as door:
        await door.sign_in()
        package = many_goals(Random(2026))
        await door.post("/v1/frameworks/imports", package)
        await add_activities(suite, door, Random(2026))
        connection = await choices_database(suite)
        try:
            goals, words = await until_read(connection, UUID(made["boardId"]), door)
        finally:
            await connection.close()
        await until_quiet(suite)
        asked = cycle(questions())

        async def once() -> None:
            found = await door.post("/v1/challenges/mapping", next(asked))
            assert found.json()["items"]

        await steady(once, per_second=10, seconds=2)
        return await steady(once, per_second=10, seconds=seconds), goals, words


def questions() -> list[Json]:
    lines = [line for name in ("test", "tuning") for line in (QUESTIONS / f"questions-{name}.jsonl").open()]
    rows = [json.loads(line) for line in lines]
    return [{"title": row["title"], "why": row["why"], "make": row["make"], "grades": [row["grade"]]} for row in rows]


def many_goals(random: Random) -> Json:
    """The real curriculum over and over, under new ids, with words of its own goals mixed into each copy."""
    packages = [read_json(path)["CFPackage"] for path in (SLO_FRAMEWORK, OWN_FRAMEWORK)]
    items = [item for package in packages for item in package["CFItems"]]
    links = [link for package in packages for link in package["CFAssociations"]]
    vocabulary = sorted({word for item in items for word in item["fullStatement"].split() if len(word) > 5})
    copies = -(-GOALS // len(items))
    document = str(uuid4())
    made_items, made_links = [], []
    for _ in range(copies):
        ids = {item["identifier"]: str(uuid4()) for item in items}
        for item in items:
            said = f"{item['fullStatement']} {' '.join(random.sample(vocabulary, 3))}"
            identity = ids[item["identifier"]]
            made_items.append({**item, "identifier": identity, "uri": f"urn:uuid:{identity}", "fullStatement": said})
        made_links += [_moved(link, ids, document) for link in links]
    head = {**packages[0]["CFDocument"], "identifier": document, "uri": f"urn:uuid:{document}"}
    return {"CFPackage": {"CFDocument": head, "CFItems": made_items, "CFAssociations": made_links}}


def _moved(link: Json, ids: dict[str, str], document: str) -> Json:
    identity = str(uuid4())
    ends = {
        end: {**link[end], "identifier": ids.get(link[end]["identifier"], document)}
        for end in ("originNodeURI", "destinationNodeURI")
    }
    return {**link, **ends, "identifier": identity, "uri": f"urn:uuid:{identity}"}


async def choices_database(suite: Suite) -> asyncpg.Connection:
    """The database of choices, as its owner."""
    return await owner_of(suite, "choices")


async def add_activities(suite: Suite, door: Door, random: Random) -> None:
    """Real texts for every goal, through the door for many at once: so it is all there that the service writes."""
    goals = [goal["goalId"] async for goal in door.pages("/v1/goals")]
    texts = [
        {name: said for name, said in body.items() if name != "activityKey"}
        for body in read_json_lines(ACTIVITIES)
        if "parallelToKey" not in body
    ]
    lines = [json.dumps({**random.choice(texts), "goalIds": [one]}) for one in goals for _ in range(PER_GOAL)]
    async with signed_in(suite.url, door) as client:
        await import_lines(client, lines)


async def until_quiet(suite: Suite) -> None:
    """Until the news of so many goals has left, and those who heard it have had time to write it down."""
    connection = await choices_database(suite)
    try:
        async with asyncio.timeout(300):
            while await connection.fetchval("SELECT count(*) FROM outbox"):
                await asyncio.sleep(0.5)
    finally:
        await connection.close()
    await asyncio.sleep(10)


async def until_read(connection: asyncpg.Connection, board_id: UUID, door: Door) -> tuple[int, int]:
    """Once the worker has read all of it: (goals, words)."""
    await door.post("/v1/challenges/mapping", {"title": "vulkaan"})
    query = "SELECT count(*), coalesce(sum(words), 0) FROM goal_searched WHERE board_id = $1 AND practised"
    wanted = await connection.fetchval(
        "SELECT count(*) FROM goal WHERE board_id = $1 AND active AND assessable", board_id
    )
    async with asyncio.timeout(180):
        while True:
            [(goals, words)] = await connection.fetch(query, board_id)
            if goals >= wanted:
                await connection.execute("ANALYZE")
                return goals, words
            await asyncio.sleep(0.5)
