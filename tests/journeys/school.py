"""A board with the demo's roster, curriculum and activities, made through the public door, and people who sign in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2

from demo.door import Door
from demo.files import ACTIVITIES, OWN_FRAMEWORK, SLO_FRAMEWORK, read_json, read_json_lines
from demo.roster import accounts, make_roster
from tests.journeys.suite import Suite

PASSWORD = "een lang wachtwoord 42"
Json = dict[str, Any]


@dataclass
class School:
    """What a test knows of its board."""

    suite: Suite
    door: Door
    board_id: str
    learners: dict[str, Json] = field(default_factory=dict)
    educators: dict[str, Json] = field(default_factory=dict)
    activities: list[str] = field(default_factory=list)
    clients: list[httpx2.AsyncClient] = field(default_factory=list)

    async def account(self, role: str, user_id: str | None) -> str:
        """A new account; its username."""
        username = f"{role}-{uuid4()}@test"
        body = {"username": username, "password": PASSWORD, "role": role, **({"userId": user_id} if user_id else {})}
        await self.door.post("/v1/accounts", body, until_known=True)
        return username

    async def sign_in(self, role: str, user_id: str | None = None) -> httpx2.AsyncClient:
        """A client with that person's token."""
        username = await self.account(role, user_id)
        client = httpx2.AsyncClient(base_url=self.suite.url, timeout=30)
        self.clients.append(client)
        form = {"grant_type": "password", "username": username, "password": PASSWORD}
        granted = await client.post("/v1/auth/token", data=form)
        assert granted.status_code == 200, granted.text
        client.headers["Authorization"] = f"Bearer {granted.json()['access_token']}"
        return client

    async def learner_and_educator(self, number: int = 0) -> tuple[str, str]:
        """A learner (one of six, so that journeys on one board keep apart), and the educator of its group."""
        known = [account for account in accounts(2026) if account.role == "learner"]
        learner = self.learners[known[number].sourced_id or ""]
        educator = next(
            person for person in self.educators.values() if set(person["groupIds"]) & set(learner["groupIds"])
        )
        return learner["learnerId"], educator["educatorId"]


def attempt(learner_id: str, activity_id: str, *, right: bool) -> Json:
    result = {"scoreScaled": float(right), "success": right, "completion": True, "durationSeconds": 60}
    return {
        "attemptId": str(uuid4()),
        "learnerId": learner_id,
        "activityId": activity_id,
        "result": result,
        "occurredAt": datetime.now(UTC).isoformat(),
    }


@asynccontextmanager
async def entered(suite: Suite, made: Json) -> AsyncIterator[School]:
    """A board that exists, from the answer that made it."""
    client = made["client"]
    async with Door(suite.url, client["clientId"], client["clientSecret"]) as door:
        await door.sign_in()
        school = School(suite, door, made["boardId"])
        await _learn(school)
        try:
            yield school
        finally:
            for other in school.clients:
                await other.aclose()


async def make_board(suite: Suite) -> Json:
    """A new board with the demo's people, curriculum and activities; the answer that made it."""
    async with Door(suite.url, suite.system_id, suite.system_secret) as system:
        await system.sign_in()
        made = (await system.post("/v1/boards", {"name": f"Bestuur {uuid4()}"})).json()
    client = made["client"]
    async with Door(suite.url, client["clientId"], client["clientSecret"]) as door:
        await door.sign_in()
        await _fill(door)
    answer: Json = made
    return answer


@asynccontextmanager
async def new_school(suite: Suite) -> AsyncIterator[School]:
    """A board of its own, where nothing was done yet."""
    async with entered(suite, await make_board(suite)) as school:
        yield school


async def import_roster(door: Door, package: bytes) -> Json:
    """Send a package and wait for its outcome."""
    accepted = await door.post("/v1/roster/imports", package)
    assert accepted.status_code == 202
    async with asyncio.timeout(60):
        while True:
            outcome: Json = (await door.get(accepted.headers["Location"])).json()
            if outcome["state"] != "running":
                return outcome
            await asyncio.sleep(0.1)


async def _fill(door: Door) -> None:
    outcome = await import_roster(door, make_roster(2026))
    assert outcome["state"] == "applied", outcome
    for path in (SLO_FRAMEWORK, OWN_FRAMEWORK):
        await door.post("/v1/frameworks/imports", read_json(path))
    bodies = [dict(body) for body in read_json_lines(ACTIVITIES) if "parallelToKey" not in body]
    for first in range(0, len(bodies), 8):
        some = [
            {key: value for key, value in body.items() if key != "activityKey"} for body in bodies[first : first + 8]
        ]
        await asyncio.gather(*(door.post("/v1/activities", body) for body in some))


async def _learn(school: School) -> None:
    door = school.door
    school.activities = [item["activityId"] async for item in door.pages("/v1/activities")]
    school.learners = {person["sourcedId"]: person async for person in door.pages("/v1/learners")}
    school.educators = {person["sourcedId"]: person async for person in door.pages("/v1/educators")}
