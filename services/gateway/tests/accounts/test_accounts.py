"""Local accounts: for people of the roster, one username for all boards."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx2
import pytest

Headers = Callable[..., dict[str, str]]
Make = Callable[..., Awaitable[Any]]
PASSWORD = "een-lang-wachtwoord"


def body(**other: object) -> dict[str, object]:
    return {"username": f"u{uuid4().hex}", "password": PASSWORD, "role": "board-admin", **other}


async def test_a_board_admin_needs_no_person_and_gets_a_pseudonym(client: httpx2.AsyncClient, signed: Headers) -> None:
    answer = await client.post("/v1/accounts", json=body(), headers=signed())
    assert answer.status_code == 201
    assert set(answer.json()) == {"username", "role", "userId"}


async def test_a_name_is_taken_for_every_board(client: httpx2.AsyncClient, signed: Headers) -> None:
    wanted = body()
    first = await client.post("/v1/accounts", json=wanted, headers=signed())
    again = await client.post("/v1/accounts", json=wanted, headers=signed())
    elsewhere = await client.post("/v1/accounts", json=wanted, headers=signed(of_board=uuid4()))
    assert [first.status_code, again.status_code, elsewhere.status_code] == [201, 409, 409]
    assert again.json()["type"].endswith("username-taken")


@pytest.mark.parametrize(
    "username", ["anna\uff0fdemo", "anna\uff05demo", "anna\u2100demo", "\ufdfa" * 10, "\u00df" * 100]
)
async def test_a_name_whose_normal_form_could_not_be_deleted_again_is_refused(
    client: httpx2.AsyncClient, signed: Headers, username: str
) -> None:
    answer = await client.post("/v1/accounts", json=body(username=username), headers=signed())
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/username")


async def test_the_same_request_with_its_key_gets_the_same_answer(client: httpx2.AsyncClient, signed: Headers) -> None:
    wanted, headers = body(), {**signed(), "Idempotency-Key": uuid4().hex}
    first = await client.post("/v1/accounts", json=wanted, headers=headers)
    again = await client.post("/v1/accounts", json=wanted, headers=headers)
    other = await client.post("/v1/accounts", json={**wanted, "password": "another password"}, headers=headers)
    assert [first.status_code, again.status_code, other.status_code] == [201, 201, 422]
    assert first.json() == again.json()


async def test_a_person_that_is_heard_of_meanwhile_gets_an_account(
    client: httpx2.AsyncClient, signed: Headers, hear_of_learner: Make
) -> None:
    learner_id = uuid4()
    wanted = body(role="learner", userId=str(learner_id))
    asking = asyncio.create_task(client.post("/v1/accounts", json=wanted, headers=signed()))
    await asyncio.sleep(0.2)
    await hear_of_learner(learner_id=learner_id)
    assert (await asking).status_code == 201


@pytest.mark.parametrize("role", ["learner", "educator"])
async def test_nobody_of_that_kind_at_this_board_is_404(
    client: httpx2.AsyncClient, signed: Headers, hear_of_learner: Make, role: str
) -> None:
    learner_id = await hear_of_learner()
    of_board = uuid4() if role == "learner" else None
    wanted = body(role=role, userId=str(learner_id))
    answer = await client.post("/v1/accounts", json=wanted, headers=signed(of_board=of_board))
    assert (answer.status_code, answer.json()["type"].rsplit(":")[-1]) == (404, "unknown-person")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"role": "learner"}, "#/userId"),
        ({"role": "system"}, "#/role"),
        ({"password": "tekort"}, "#/password"),
        ({"username": "met spatie"}, "#/username"),
        ({"username": "a/b"}, "#/username"),
        ({"extra": 1}, "#/extra"),
    ],
)
async def test_bad_input_names_the_place(
    client: httpx2.AsyncClient, signed: Headers, wrong: dict[str, object], pointer: str
) -> None:
    answer = await client.post("/v1/accounts", json=body(**wrong), headers=signed())
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_board_sees_and_ends_only_its_own_accounts(client: httpx2.AsyncClient, signed: Headers) -> None:
    username = (await client.post("/v1/accounts", json=body(), headers=signed())).json()["username"]
    elsewhere = signed(of_board=uuid4())
    assert [one["username"] for one in (await client.get("/v1/accounts", headers=signed())).json()["items"]] == [
        username
    ]
    assert (await client.get("/v1/accounts", headers=elsewhere)).json()["items"] == []
    assert (await client.delete(f"/v1/accounts/{username}", headers=elsewhere)).status_code == 404
    assert (await client.delete(f"/v1/accounts/{username}", headers=signed())).status_code == 204
    assert (await client.delete(f"/v1/accounts/{username}", headers=signed())).status_code == 404


async def test_learners_and_educators_make_no_accounts(client: httpx2.AsyncClient, signed: Headers) -> None:
    answers = [await client.post("/v1/accounts", json=body(), headers=signed(role)) for role in ("learner", "educator")]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert (await client.get("/v1/accounts")).status_code == 401


async def test_accounts_come_in_pages(client: httpx2.AsyncClient, signed: Headers) -> None:
    names = [(await client.post("/v1/accounts", json=body(), headers=signed())).json()["username"] for _ in range(3)]
    first = (await client.get("/v1/accounts?limit=2", headers=signed())).json()
    second = (await client.get(f"/v1/accounts?limit=2&cursor={first['nextCursor']}", headers=signed())).json()
    assert [one["username"] for one in first["items"] + second["items"]] == sorted(names)
    assert second["nextCursor"] is None
