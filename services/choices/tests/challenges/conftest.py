"""A learner with a question about volcanoes, on a board that has goals for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

Json = dict[str, Any]
QUESTION = "Waarom barst een vulkaan uit?"
VOLCANO, GRAPH, FRACTION = "Vulkanen en aardbevingen verklaren", "Een grafiek tekenen", "Rekenen met breuken"


def in_days(days: int) -> str:
    """A day as the API has it, from today."""
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - a day of the school, days away


@dataclass
class Asking:
    """What the learner and its coach do with challenges."""

    board: Any
    goals: dict[str, UUID]

    async def asks(self, role: str = "learner", **said: Any) -> Json:
        body = {"title": QUESTION, "make": "Een vulkaan die het doet", **said}
        answer = await self.board.call("POST", "/v1/challenges", role, json=body)
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    async def has(self, challenge: Json, role: str = "learner") -> Json:
        answer = await self.board.get(f"/v1/challenges/{challenge['challengeId']}", role)
        assert answer.status_code == 200, answer.text
        return {**answer.json(), "etag": answer.headers["ETag"]}

    async def does(self, method: str, challenge: Json, path: str = "", role: str = "learner", **body: Any) -> Any:
        """Changes it as whoever saw its newest version."""
        seen = await self.board.get(f"/v1/challenges/{challenge['challengeId']}", role)
        headers = {"If-Match": seen.headers.get("ETag", "*")}
        where = f"/v1/challenges/{challenge['challengeId']}{path}"
        return await self.board.call(method, where, role, json=body, headers=headers)

    async def maps(self, challenge: Json, *names: str, role: str = "learner") -> Any:
        ids = [str(self.goals[name]) for name in names]
        return await self.does("PUT", challenge, "/mapping", role, goalIds=ids)

    async def confirmed(self, *names: str) -> Json:
        """A challenge whose goals the coach has confirmed."""
        challenge = await self.asks()
        answer = await self.maps(challenge, *names, role="educator")
        assert answer.status_code == 200, answer.text
        return challenge


@pytest.fixture
async def asking(board: Any) -> Asking:
    return Asking(board, await board.has_goals(VOLCANO, GRAPH, FRACTION))
