"""What is asked of the suite: attempts one by one and many at once, cards, and how soon an attempt shows."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle

import aiohttp
import psutil

from demo.door import Door
from embedded.records import Records
from tests.bench.drive import rate, steady
from tests.journeys.school import Json, School, attempt
from tests.journeys.suite import Suite

BATCHES = 12


def client_of(school: School) -> aiohttp.ClientSession:
    return signed_in(school.suite.url, school.door)


def signed_in(url: str, door: Door) -> aiohttp.ClientSession:
    """A quicker client than the door's own, for what the door may do."""
    return aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {door._token}"})


def learners_of(school: School) -> list[str]:
    return [person["learnerId"] for person in school.learners.values()]


async def until_known(school: School) -> None:
    """Wait until the news of roster and catalogue has arrived everywhere."""
    learner_id = learners_of(school)[0]
    async with client_of(school) as client, asyncio.timeout(60):
        for activity in school.activities:
            while True:
                async with client.post("/v1/attempts", json=attempt(learner_id, activity, right=True)) as answer:
                    if answer.status == 201:
                        break
                await asyncio.sleep(0.1)
        while True:
            async with client.get(f"/v1/learners/{learner_id}/card") as answer:
                if answer.status == 200 and (await answer.json())["mode"] == "adaptive":
                    return
            await asyncio.sleep(0.1)


async def single_attempts(school: School, seconds: float = 10) -> float:
    """Attempts a second, one request each, 32 in flight."""
    learners, activities = cycle(learners_of(school)), cycle(school.activities)
    async with client_of(school) as client:

        async def once() -> None:
            body = attempt(next(learners), next(activities), right=True)
            async with client.post("/v1/attempts", json=body) as answer:
                assert answer.status == 201, await answer.text()

        return await rate(once, seconds)


async def dossier_and_erasure(school: School, attempts: int) -> tuple[list[float], float, float]:
    """Seconds of pages of the timeline of a learner with that many attempts, of its dossier, and of its erasure."""
    learner_id, activities = learners_of(school)[-1], cycle(school.activities)
    async with client_of(school) as client:
        for _ in range(0, attempts, 1000):
            batch = {"attempts": [attempt(learner_id, next(activities), right=True) for _ in range(1000)]}
            async with client.post("/v1/attempts/batch", json=batch) as answer:
                assert answer.status == 200, await answer.text()
        # Another's first: it waits behind the news of these attempts, which is measured as freshness and not here.
        await _until_done(client, f"/v1/learners/{learners_of(school)[0]}/dossier", {})
        pages = await _pages(client, f"/v1/learners/{learner_id}/timeline?limit=50", 100)
        dossier = await _until_done(client, f"/v1/learners/{learner_id}/dossier", {})
        erasure = await _until_done(client, f"/v1/learners/{learner_id}/erasure", {"ground": "left-school"})
    return pages, dossier, erasure


async def _pages(client: aiohttp.ClientSession, path: str, most: int) -> list[float]:
    """Seconds of each of the first pages of a list."""
    took: list[float] = []
    cursor: str | None = ""
    while len(took) < most and cursor is not None:
        began = time.monotonic()
        async with client.get(path + (f"&cursor={cursor}" if cursor else "")) as answer:
            assert answer.status == 200, await answer.text()
            cursor = (await answer.json())["nextCursor"]
        took.append(time.monotonic() - began)
    return took


async def _until_done(client: aiohttp.ClientSession, path: str, body: Json) -> float:
    began = time.monotonic()
    async with client.post(path, json=body) as answer:
        assert answer.status == 202, await answer.text()
        location = answer.headers["Location"]
    async with asyncio.timeout(120):
        while True:
            async with client.get(location) as answer:
                if (await answer.json())["state"] == "done":
                    return time.monotonic() - began
            await asyncio.sleep(0.05)


async def batch_attempts(school: School) -> float:
    """Attempts a second, a thousand in a request, two requests in flight."""
    learners, activities = cycle(learners_of(school)), cycle(school.activities)
    bodies = [[attempt(next(learners), next(activities), right=True) for _ in range(1000)] for _ in range(BATCHES)]
    async with client_of(school) as client:

        async def send(batches: list[list[Json]]) -> None:
            for batch in batches:
                async with client.post("/v1/attempts/batch", json={"attempts": batch}) as answer:
                    results = (await answer.json())["results"]
                    assert {result["status"] for result in results} == {"created"}

        began = time.perf_counter()
        await asyncio.gather(send(bodies[::2]), send(bodies[1::2]))
        return 1000 * BATCHES / (time.perf_counter() - began)


async def cards(school: School, seconds: float = 10) -> list[float]:
    """Seconds per card, twenty a second, each for another learner."""
    learners = cycle(learners_of(school))
    await until_quiet(school)
    async with client_of(school) as client:

        async def once() -> None:
            async with client.get(f"/v1/learners/{next(learners)}/card") as answer:
                assert answer.status == 200, await answer.text()
                await answer.read()

        return await steady(once, per_second=20, seconds=seconds)


async def effective_dials(school: School, seconds: float = 10) -> list[float]:
    """Seconds to say which rule decides what, now and in the past by turns, twenty a second."""
    learners = cycle(learners_of(school))
    moments = cycle(({}, {"at": (datetime.now(UTC) - timedelta(minutes=1)).isoformat()}))
    preset = {"preset": "kunskapsskolan", "reason": "Meting"}
    async with client_of(school) as client:
        for learner_id in learners_of(school):
            async with client.post(f"/v1/learners/{learner_id}/agency/preset", json=preset) as answer:
                assert answer.status == 200, await answer.text()

        async def once() -> None:
            path = f"/v1/learners/{next(learners)}/agency/effective"
            async with client.get(path, params=next(moments)) as answer:
                assert answer.status == 200, await answer.text()
                await answer.read()

        return await steady(once, per_second=20, seconds=seconds)


async def dial_to_card(school: School, times: int = 100) -> list[float]:
    """Seconds from an acknowledged move of the dial to a card that obeys it."""
    learner_id = learners_of(school)[2]
    positions = cycle(("teacher", "learner"))
    measured = []
    async with client_of(school) as client:
        for _ in range(times):
            position = next(positions)
            move = {"dimensions": {"form": position}, "reason": "Meting"}
            async with client.put(f"/v1/learners/{learner_id}/agency", json=move) as answer:
                assert answer.status == 200, await answer.text()
            began = time.perf_counter()
            while await _form_on_card(client, learner_id) != position:
                await asyncio.sleep(0.005)
            measured.append(time.perf_counter() - began)
    return measured


async def _form_on_card(client: aiohttp.ClientSession, learner_id: str) -> str:
    async with client.get(f"/v1/learners/{learner_id}/card") as answer:
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["agency"]["dimensions"]["form"])


async def freshness(school: School, times: int = 150) -> list[float]:
    """Seconds from an acknowledged attempt to an estimate that counts it."""
    learner_id, activity = learners_of(school)[1], school.activities[0]
    measured = []
    async with client_of(school) as client:
        evidence = await evidence_of(client, learner_id)
        for _ in range(times):
            async with client.post("/v1/attempts", json=attempt(learner_id, activity, right=True)) as answer:
                assert answer.status == 201
            began = time.perf_counter()
            while (now := await evidence_of(client, learner_id)) <= evidence:
                await asyncio.sleep(0.005)
            measured.append(time.perf_counter() - began)
            evidence = now
    return measured


async def until_quiet(school: School) -> None:
    """Wait until the estimates have caught up with what was sent before."""
    async with client_of(school) as client:
        last = -1
        while (now := await evidence_of(client, learners_of(school)[-1])) != last:
            last = now
            await asyncio.sleep(2)


async def evidence_of(client: aiohttp.ClientSession, learner_id: str) -> int:
    async with client.get(f"/v1/learners/{learner_id}/mastery", params={"limit": "200"}) as answer:
        return sum(item["evidence"] for item in (await answer.json())["items"])


def memory_mb(suite: Suite) -> float:
    """Proportional set size of every process of the suite, in MB, after some seconds of rest."""
    time.sleep(5)
    assert suite.folder is not None
    roots = [psutil.Process(pid) for pid in Records(suite.folder / "processes.json").running().values()]
    family = {
        process.pid: process
        for root in roots
        for process in (root, *root.children(recursive=True), *root.parents()[:1])
    }
    return sum(process.memory_full_info().pss for process in family.values()) / 1e6
