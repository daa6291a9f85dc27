"""A catalogue of 50,000 activities made of the demo's own sentences; how fast it comes in, is searched and counted."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from itertools import cycle

import aiohttp

from demo.files import ACTIVITIES, read_json_lines
from tests.bench.drive import steady
from tests.bench.loads import client_of
from tests.journeys.school import Json, School, new_school
from tests.journeys.suite import Suite

ACTIVITIES_IN_ALL = 50_000
AT_ONCE = 10_000
QUERIES: Sequence[Json] = (
    {"q": "breuken"},
    {"q": "maak"},
    {"q": "schrijf op"},
    {"q": "estafette"},
    {"q": "breuken vergelijken op de markt"},
    {"q": "brueken"},
    {"q": "tafelestafete"},
    {"q": "samen een verhaal", "company": "team"},
    {"q": "schrijf", "form": "writing", "medium": "offline"},
    {"q": "onderzoek", "kind": "check"},
    {"q": "number line"},
    {"q": "kwantumchromodynamica"},
    {"form": "game", "company": "pair"},
    {},
)
"""Rare words and common ones, parts of compounds, typing errors, what nobody wrote, and no words at all."""


def make_lines(number: int, seed: int = 2026) -> list[str]:
    """As many activities, each a title and three sentences of others, for goals that the demo's board has."""
    rng = random.Random(seed)
    bodies = [
        {name: value for name, value in body.items() if name != "activityKey"}
        for body in read_json_lines(ACTIVITIES)
        if "parallelToKey" not in body
    ]
    sentences = [one.strip() + "." for body in bodies for one in body["description"].split(".") if one.strip()]
    words = sorted({word for body in bodies for word in body["title"].split()})
    return [json.dumps(_mixed(rng, rng.choice(bodies), sentences, words)) for _ in range(number)]


def _mixed(rng: random.Random, body: Json, sentences: Sequence[str], words: Sequence[str]) -> Json:
    title = f"{body['title'][:150]} {rng.choice(words)[:40]}"
    return {**body, "title": title, "description": " ".join(rng.sample(sentences, 3))[:4000]}


async def fill(school: School) -> float:
    """Seconds for ten thousand activities in one request, all or nothing; the slowest of five."""
    async with client_of(school) as client:
        return max(await import_lines(client, make_lines(ACTIVITIES_IN_ALL)))


async def import_lines(client: aiohttp.ClientSession, lines: Sequence[str]) -> list[float]:
    """Seconds for each request of ten thousand activities."""
    took = []
    for first in range(0, len(lines), AT_ONCE):
        body = "\n".join(lines[first : first + AT_ONCE])
        began = time.perf_counter()
        headers = {"Content-Type": "application/jsonl"}
        async with client.post("/v1/activities/imports", data=body.encode(), headers=headers) as answer:
            assert answer.status == 200, (await answer.text())[:2000]
        took.append(time.perf_counter() - began)
    return took


async def searches(school: School, path: str, seconds: float = 15) -> list[float]:
    """Seconds per search, twenty a second, another one each time."""
    queries = cycle(QUERIES)
    async with client_of(school) as client:
        for query in QUERIES:  # the statements are prepared once per connection
            await _ask(client, path, query)

        async def once() -> None:
            await _ask(client, path, next(queries))

        return await steady(once, per_second=20, seconds=seconds)


async def _ask(client: aiohttp.ClientSession, path: str, query: Json) -> None:
    async with client.get(path, params={"limit": "20", **query} if path == "/v1/activities" else query) as answer:
        assert answer.status == 200, await answer.text()
        await answer.read()


async def measured(suite: Suite) -> tuple[float, list[float], list[float]]:
    """Seconds for an import of ten thousand, per search, and per count."""
    async with new_school(suite) as school:
        took = await fill(school)
        await asyncio.sleep(20)  # the news of them is on its way to the others, which is no part of a search
        return took, await searches(school, "/v1/activities"), await searches(school, "/v1/activities/facets")
