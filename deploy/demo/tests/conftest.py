"""A stand-in for the suite at the transport: it keeps what it is sent, and can break a connection or lag behind."""

import base64
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import NAMESPACE_OID, uuid5

import httpx2
import pytest

from demo.loader import load
from demo.people import EDUCATORS, GROUPS, learners, parents

Json = dict[str, Any]
SECRETS = {"system": "s3cret", "sis": "b0ard"}


class Suite(httpx2.AsyncBaseTransport):
    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.made: dict[str, dict[str, Json]] = {"boards": {}, "activities": {}, "accounts": {}, "frameworks": {}}
        self.attempts: dict[str, Json] = {}
        self.dials: dict[str, Json] = {}
        self.posted: dict[str, Json] = {}  # by key and path: what is neither of the four kinds made nor an attempt
        self.put: dict[str, Json] = {}  # by path
        self.breaks_at: int | None = None  # the number of the request after which the connection breaks
        self.in_flight = 0  # requests for activities that meet an earlier one with their key
        self.lagging = 0  # batches that still meet an activity nobody has heard of

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        path = request.url.path
        self.requests[f"{request.method} {path}"] += 1
        reply = self._answer(request, path.removeprefix("/v1/"), body)
        if self.breaks_at == self.requests.total():
            raise ConnectionResetError  # the work was done; the caller never hears of it
        return reply

    def _answer(self, request: httpx2.Request, path: str, body: bytes) -> httpx2.Response:
        match (request.method, path.split("/")):
            case ("POST", ["auth", "token"]):
                return self._token(request, body)
            case ("POST", ["roster", "imports"]):
                return httpx2.Response(202, headers={"Location": "/v1/roster/imports/1"})
            case ("GET", ["roster", "imports", "1"]):
                asked = self.requests["GET /v1/roster/imports/1"]
                return httpx2.Response(200, json={"state": "running" if asked == 1 else "applied"})
            case ("POST", ["boards"]):
                client = {"clientId": "sis", "clientSecret": SECRETS["sis"]}
                return self._make(request, "boards", {"boardId": "b1", "name": "Demo", "client": client})
            case ("POST", ["frameworks", "imports"]):
                return self._make(request, "frameworks", {})
            case ("POST", ["activities"]) if self.in_flight:
                self.in_flight -= 1
                return httpx2.Response(409, headers={"Retry-After": "1"})
            case ("POST", ["activities"]):
                title = json.loads(body)["title"]
                return self._make(request, "activities", {"activityId": _id(title), **json.loads(body)})
            case ("POST", ["accounts"]):
                return self._make(request, "accounts", json.loads(body))
            case ("POST", ["attempts", "batch"]):
                return self._batch(json.loads(body)["attempts"])
            case ("GET", [("groups" | "learners" | "educators" | "parents") as kind]):
                return self._page(kind, int(request.url.params.get("cursor", 0)))
            case ("GET", [_, _, "agency"]):
                return httpx2.Response(200, json={}, headers={"ETag": '"1"'})
            case ("PUT", [_, of, "agency"]) if request.headers["If-Match"] == '"1"':
                self.dials[of] = json.loads(body)
                return httpx2.Response(200, json={})
        return self._of_choices(request, path, body)

    def _of_choices(self, request: httpx2.Request, path: str, body: bytes) -> httpx2.Response:
        """Challenges, electives, weeks and assignments: kept by key, or by path under the version that was read."""
        if path.split("/")[0] not in {"challenges", "electives", "contracts", "assignments", "groups"}:
            return httpx2.Response(404, json={"status": 404})
        if request.method == "PUT" and request.headers["If-Match"] == '"1"':
            self.put[path] = json.loads(body)
        if request.method == "POST":
            self.posted.setdefault(request.headers["Idempotency-Key"], {"path": path, **json.loads(body)})
        names = ("challengeId", "electiveId", "contractId")
        made = dict.fromkeys(names, request.headers.get("Idempotency-Key"))
        return httpx2.Response(200, json={**made, "revision": 1}, headers={"ETag": '"1"'})

    def _token(self, request: httpx2.Request, body: bytes) -> httpx2.Response:
        if parse_qs(body.decode())["grant_type"] == ["password"]:
            return httpx2.Response(401)
        client, secret = base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode().split(":")
        granted = {"access_token": client, "expires_in": 3600, "scope": "learners:read roster:write"}
        return httpx2.Response(200, json=granted) if SECRETS[client] == secret else httpx2.Response(401)

    def _make(self, request: httpx2.Request, kind: str, made: Json) -> httpx2.Response:
        return httpx2.Response(201, json=self.made[kind].setdefault(request.headers["Idempotency-Key"], made))

    def _batch(self, attempts: list[Json]) -> httpx2.Response:
        unheard = {attempts[0]["activityId"]} if self.lagging else set()
        self.lagging -= bool(self.lagging)
        known = {a["attemptId"]: a for a in attempts if a["activityId"] not in unheard}
        self.attempts |= known
        problem = {"status": "rejected", "problem": {"status": 404}}
        told = [{"attemptId": a["attemptId"], "status": "created"} for a in known.values()]
        told += [{"attemptId": a["attemptId"], **problem} for a in attempts if a["activityId"] in unheard]
        return httpx2.Response(200, json={"results": told})

    def _page(self, kind: str, first: int) -> httpx2.Response:
        name = kind.removesuffix("s") + "Id"
        sourced = {
            "groups": [group.sourced_id for group in GROUPS],
            "educators": [educator.sourced_id for educator in EDUCATORS],
            "learners": [learner.sourced_id for learner in learners(2026)],
            "parents": [parent.sourced_id for parent in parents(2026)],
        }[kind]
        items = [{name: _id(one), "sourcedId": one, "groupIds": []} for one in sourced[first : first + 100]]
        more = str(first + 100) if first + 100 < len(sourced) else None
        return httpx2.Response(200, json={"items": items, "nextCursor": more})


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


@pytest.fixture
def suite() -> Suite:
    return Suite()


@pytest.fixture
def load_demo(suite: Suite, tmp_path: Path) -> Callable[[], Awaitable[Json]]:
    """Load into the stand-in on Wednesday 25 November 2026, with the same state folder each time."""

    async def run() -> Json:
        return await load(
            "http://suite",
            "system",
            SECRETS["system"],
            tmp_path,
            progress=lambda _: None,
            today=date(2026, 11, 25),
            transport=suite,
        )

    return run
