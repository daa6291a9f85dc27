"""Electives through the public door: an educator offers, a class ranks, places are tried and published, all read it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.journeys.school import Json, School

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]

PERIOD, ROBOTS, COOKING = (str(uuid4()) for _ in range(3))


def offer(group_id: str, most: int, closes_at: datetime) -> Json:
    """Robots with few places, and cooking for all the others."""
    now = datetime.now(UTC)
    session: Json = {"periodId": PERIOD, "least": 2}
    return {
        "title": "Keuzemodules",
        "groupIds": [group_id],
        "opensAt": (now - timedelta(days=2)).isoformat(),
        "closesAt": closes_at.isoformat(),
        "periods": [
            {
                "periodId": PERIOD,
                "title": "Blok 1",
                "startsOn": str((now + timedelta(days=9)).date()),
                "endsOn": str((now + timedelta(days=40)).date()),
            }
        ],
        "modules": [
            {"moduleId": ROBOTS, "title": "Robots", "sessions": [{**session, "most": most}]},
            {"moduleId": COOKING, "title": "Koken", "sessions": [{**session, "most": 30}]},
        ],
    }


async def until_known(client: httpx2.AsyncClient, body: Json) -> Json:
    """A fresh roster reaches choices by events."""
    async with asyncio.timeout(30):
        while True:
            answer = await client.post("/v1/electives", json=body)
            if answer.status_code == 201:
                made: Json = answer.json()
                return made
            assert answer.status_code == 404, answer.text
            await asyncio.sleep(0.2)


async def ranked(client: httpx2.AsyncClient, path: str, learner_id: str) -> int:
    wishes = {"periods": [{"periodId": PERIOD, "moduleIds": [ROBOTS, COOKING]}]}
    return (await client.put(f"{path}/preferences/{learner_id}", json=wishes)).status_code


async def test_a_class_chooses_and_everybody_reads_what_became_of_it(school: School) -> None:
    learner_id, educator_id = await school.learner_and_educator(0)
    educator, learner = await school.sign_in("educator", educator_id), await school.sign_in("learner", learner_id)
    taught = next(one["groupIds"] for one in school.educators.values() if one["educatorId"] == educator_id)
    everybody: list[Any] = list(school.learners.values())
    mine = next(one["groupIds"] for one in everybody if one["learnerId"] == learner_id)
    group_id = next(one for one in taught if one in mine)
    classmates = [one["learnerId"] for one in everybody if group_id in one["groupIds"]]
    closes = datetime.now(UTC) + timedelta(days=2)

    made = await until_known(educator, offer(group_id, 3, closes))
    path = f"/v1/electives/{made['electiveId']}"
    assert await ranked(learner, path, learner_id) == 200
    others = [await ranked(educator, path, one) for one in classmates if one != learner_id]
    assert set(others) == {200}

    tried = (await educator.post(f"{path}/allocation?dryRun=true", json={})).json()
    seen = await educator.get(path)
    closing = offer(group_id, 3, datetime.now(UTC) - timedelta(seconds=1))
    closed = await educator.put(path, json=closing, headers={"If-Match": seen.headers["ETag"]})
    assert closed.status_code == 200, closed.text
    published = await educator.post(f"{path}/allocation", json={})
    again = await educator.post(f"{path}/allocation", json={})
    assert (published.status_code, again.status_code) == (201, 409)
    assert published.json()["periods"] == tried["periods"]
    assert [one["placed"] for one in published.json()["modules"]] == [3, len(classmates) - 3]

    place = (await learner.get(f"{path}/places/{learner_id}")).json()["places"][0]
    assert (place["wish"], place["module"]["title"], len(place["whys"])) in {(1, "Robots", 0), (2, "Koken", 1)}
    classmate = next(one for one in classmates if one != learner_id)
    assert (await learner.get(f"{path}/places/{classmate}")).status_code == 404
