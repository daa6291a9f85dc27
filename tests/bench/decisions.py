"""How soon a learner's card honours what an educator decided."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import aiohttp

from tests.bench.loads import client_of, learners_of
from tests.journeys.school import Json, School


async def assigned_to_card(school: School, times: int = 100) -> list[float]:
    """Seconds from a pinned activity to a card that has it first; each is ended again before the next."""
    learner_id = learners_of(school)[2]
    until = str(datetime.now(UTC).date() + timedelta(days=7))
    decision = {"kind": "pin", "learnerId": learner_id, "reason": "Meting", "until": until}
    measured = []
    async with client_of(school) as client:
        activity_id = (await _options(client, learner_id))[-1]["activityId"]
        for _ in range(times):
            async with client.post("/v1/assignments", json={**decision, "activityId": activity_id}) as answer:
                assert answer.status == 201, await answer.text()
                location = answer.headers["Location"]
            began = time.perf_counter()
            while (await _options(client, learner_id))[0]["assigned"] is None:
                await asyncio.sleep(0.005)
            measured.append(time.perf_counter() - began)
            async with client.delete(location) as answer:
                assert answer.status == 204, await answer.text()
            while any(option["assigned"] for option in await _options(client, learner_id)):
                await asyncio.sleep(0.005)
    return measured


async def _options(client: aiohttp.ClientSession, learner_id: str) -> list[Json]:
    async with client.get(f"/v1/learners/{learner_id}/card") as answer:
        assert answer.status == 200, await answer.text()
        options: list[Json] = (await answer.json())["options"]
        return options
