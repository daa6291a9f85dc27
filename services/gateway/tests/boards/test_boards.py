"""A new board is made by profile, and gets its first client here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Headers = Callable[..., dict[str, str]]


class Boards:
    """Profile's side: the same board for the same Idempotency-Key."""

    def __init__(self) -> None:
        self.made: dict[str, UUID] = {}

    async def __call__(self, request: Request) -> Response:
        key = request.headers.get("idempotency-key") or uuid4().hex
        return JSONResponse({"boardId": str(self.made.setdefault(key, uuid4())), "name": "Stichting De Brug"}, 201)


async def test_the_first_client_of_a_new_board_may_do_what_its_sis_may(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    profile.answer = Boards()
    made = await client.post("/v1/boards", json={"name": "Stichting De Brug"}, headers=signed("system"))
    basic = httpx2.BasicAuth(made.json()["client"]["clientId"], made.json()["client"]["clientSecret"])
    token = await client.post("/v1/auth/token", data={"grant_type": "client_credentials"}, auth=basic)
    assert (made.status_code, token.status_code) == (201, 200)
    assert {"roster:write", "accounts:write", "frameworks:write"} <= set(token.json()["scope"].split())


async def test_a_repeated_request_gets_the_same_board_and_client(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    profile.answer = Boards()
    headers = {**signed("system"), "Idempotency-Key": uuid4().hex}
    first = await client.post("/v1/boards", json={"name": "De Brug"}, headers=headers)
    again = await client.post("/v1/boards", json={"name": "De Brug"}, headers=headers)
    assert first.json() == again.json()


async def test_without_a_key_each_request_makes_a_board(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    profile.answer = Boards()
    first = await client.post("/v1/boards", json={"name": "De Brug"}, headers=signed("system"))
    again = await client.post("/v1/boards", json={"name": "De Brug"}, headers=signed("system"))
    assert first.json()["client"]["clientId"] != again.json()["client"]["clientId"]


async def test_what_profile_refuses_is_passed_on_in_its_words(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    async def refuse(request: Request) -> Response:
        return JSONResponse({"type": "x", "status": 409}, 409, media_type="application/problem+json")

    profile.answer = refuse
    answer = await client.post("/v1/boards", json={"name": "De Brug"}, headers=signed("system"))
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")


async def test_only_the_system_makes_boards(client: httpx2.AsyncClient, signed: Headers) -> None:
    assert (await client.post("/v1/boards", json={"name": "De Brug"}, headers=signed("sis"))).status_code == 403
    assert (await client.post("/v1/boards", json={"name": ""}, headers=signed("system"))).status_code == 422
