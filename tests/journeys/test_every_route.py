"""Every route of the one OpenAPI document, through the public door: nobody gets in, or reaches what is not theirs."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.journeys.sample import sample
from tests.journeys.school import Json, School

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(180)]

Route = tuple[str, str, str]
"""Method, path and the scope that it takes; without one any token is enough."""
PERIOD = str(uuid4())
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/v1/learners/{learner_id}/erasure"): {"ground": "request-by-parent"},
    ("POST", "/v1/learners/{learner_id}/evidence"): {
        "evidenceId": str(uuid4()),
        "kind": "observation",
        "goalIds": [str(uuid4())],
        "level": 3,
        "form": "game",
        "scoreScaled": 0.5,
        "occurredAt": "2026-01-05T09:00:00Z",
    },
    ("PUT", "/v1/goals/{goal_id}/prerequisites"): {"prerequisites": []},
    ("POST", "/v1/contracts/{contract_id}/replan"): {"because": "early-finish"},
    ("POST", "/v1/groups/{group_id}/choices"): {"rows": [{"learnerId": str(uuid4()), "activityId": str(uuid4())}]},
    ("PUT", "/v1/electives/{elective_id}"): {
        "title": "Keuzemodules",
        "groupIds": [str(uuid4())],
        "opensAt": "2026-01-05T09:00:00Z",
        "closesAt": "2026-01-12T09:00:00Z",
        "periods": [{"periodId": PERIOD, "title": "Blok 1", "startsOn": "2026-02-02", "endsOn": "2026-03-27"}],
        "modules": [
            {"moduleId": str(uuid4()), "title": "Robots", "sessions": [{"periodId": PERIOD, "least": 1, "most": 9}]}
        ],
    },
    ("PUT", "/v1/electives/{elective_id}/modules/{module_id}/places"): {"periodId": PERIOD, "most": 9},
}
"""Where more than the schema says must be right before anybody looks whose it is; elsewhere its least does."""
SHARED_NAMES = {"/v1/board/exports/{dataset}": "the name of a dataset is nobody's: every board has its own"}
EITHER = {"catalogue:write": {"frameworks:write"}}
"""Scopes that may stand in: whoever keeps the frameworks puts their goals in order too."""
LEARNERS_ONLY = {"motivation:write": "no system holds it, so none can be without just that"}


@pytest.fixture
async def document(school: School) -> Json:
    found: Json = (await school.door.get("/openapi.json")).json()
    return found


@pytest.fixture
def routes(document: Json) -> list[Route]:
    return [
        (method.upper(), path, " ".join(operation["security"][1]["clientCredentials"]))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation["security"]
    ]


@pytest.fixture
async def client(school: School) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=school.suite.url, timeout=30) as client:
        yield client


@pytest.fixture
async def ids(school: School, document: Json) -> Json:
    """What exists on the board, by the name that paths have for it; the last learner and the group it is in."""
    learner = list(school.learners.values())[-1]
    paths = {
        "goal_id": ("/v1/goals", "goalId"),
        "framework_id": ("/v1/frameworks", "frameworkId"),
        "import_id": ("/v1/roster/imports", "importId"),
        "client_id": ("/v1/clients", "clientId"),
    }
    firsts = {name: (await school.door.get(path)).json()["items"][0][key] for name, (path, key) in paths.items()}
    of_learner = {"learner_id": learner["learnerId"], "group_id": learner["groupIds"][0]}
    return {
        **firsts,
        **of_learner,
        "document": document,
        "version": "1",
        "activity_id": school.activities[0],
        "username": await school.account("board-admin", None),
    }


async def token(client: httpx2.AsyncClient, system: Json, scopes: Iterable[str] = ()) -> str:
    form = {"grant_type": "client_credentials", "scope": " ".join(scopes)}
    granted = await client.post("/v1/auth/token", data=form, auth=(system["clientId"], system["clientSecret"]))
    assert granted.status_code == 200, granted.text
    found: str = granted.json()["access_token"]
    return found


async def status(client: httpx2.AsyncClient, route: Route, ids: Json, token: str = "") -> int:
    """What this route answers; where it wants a parameter that we know nothing for, to an id that does not exist."""
    method, path, _ = route
    operation, parts = ids["document"]["paths"][path][method.lower()], ids["document"]["components"]["schemas"]
    headers = {"If-Match": "*", **({"Authorization": f"Bearer {token}"} if token else {})}
    body = {} if method in {"GET", "DELETE"} else {"json": BODIES.get((method, path)) or _body(operation, parts)}
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query" and one.get("required")]
    query = {one["name"]: sample(one["schema"], parts) for one in asked}
    filled = re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1]) or str(uuid4()), path)
    return (await client.request(method, filled, headers=headers, params=query, **body)).status_code


def _body(operation: Json, parts: Json) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return sample(content["schema"], parts) if content else {}


async def test_without_a_token_no_route_that_takes_one_answers(
    client: httpx2.AsyncClient, routes: list[Route], ids: Json
) -> None:
    answers = {route: await status(client, route, ids, wrong) for route in routes for wrong in ("", "abc.def.ghi")}
    assert len(answers) > 90
    assert {route for route, answer in answers.items() if answer != 401} == set()


async def test_without_its_scope_no_route_answers(
    school: School, board: Json, client: httpx2.AsyncClient, routes: list[Route], ids: Json
) -> None:
    system, scoped = board["client"], [route for route in routes if route[2] and route[2] not in LEARNERS_ONLY]
    held = set((await school.door.get("/v1/clients")).json()["items"][0]["scopes"])
    kept = {scope: held - {scope} - EITHER.get(scope, set()) for *_, scope in scoped}
    rests = {scope: await token(client, system, scopes) for scope, scopes in kept.items()}
    answers = {route: await status(client, route, ids, rests[route[2]]) for route in scoped}
    assert {(route, answer) for route, answer in answers.items() if answer != 403} == set()


async def test_what_is_of_one_board_is_nowhere_for_another(
    school: School, client: httpx2.AsyncClient, routes: list[Route], ids: Json
) -> None:
    suite = school.suite
    system = await token(client, {"clientId": suite.system_id, "clientSecret": suite.system_secret})
    made = await client.post("/v1/boards", json={"name": "Buren"}, headers={"Authorization": f"Bearer {system}"})
    neighbours = await token(client, made.json()["client"])
    theirs = [route for route in routes if "{" in route[1] and route[1] not in SHARED_NAMES]
    asked = [route for route in theirs if route[2] not in LEARNERS_ONLY]
    answers = {route: await status(client, route, ids, neighbours) for route in asked}
    assert len(answers) > 50
    assert {(route, answer) for route, answer in answers.items() if answer != 404} == set()
    assert (await school.door.get(f"/v1/learners/{ids['learner_id']}")).status_code == 200


@pytest.mark.parametrize("role", ["learner", "parent", "educator"])
async def test_who_has_a_learner_or_group_out_of_reach_gets_nothing_of_it(
    school: School, client: httpx2.AsyncClient, routes: list[Route], ids: Json, role: str
) -> None:
    person = {"learner": _a_learner, "parent": _a_parent, "educator": _an_educator}[role]
    signed_in = await school.sign_in(role, await person(school, ids))
    bearer = signed_in.headers["Authorization"].removeprefix("Bearer ")
    about = [route for route in routes if "{learner_id}" in route[1] or "{group_id}" in route[1]]
    answers = await asyncio.gather(*(status(client, route, ids, bearer) for route in about))
    assert len(answers) > 40
    assert {pair for pair in zip(about, answers, strict=True) if pair[1] not in {403, 404}} == set()
    assert 404 in answers


async def _a_learner(school: School, ids: Json) -> Any:
    return next(one["learnerId"] for one in school.learners.values() if ids["group_id"] not in one["groupIds"])


async def _a_parent(school: School, ids: Json) -> Any:
    people = [person async for person in school.door.pages("/v1/parents")]
    return next(one["parentId"] for one in people if ids["learner_id"] not in one["learnerIds"])


async def _an_educator(school: School, ids: Json) -> Any:
    return next(one["educatorId"] for one in school.educators.values() if ids["group_id"] not in one["groupIds"])
