"""A board's own systems."""

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import select

from eigenwijs_shared.db import Sessions, board_transaction
from gateway_service.tables import client as client_table

Headers = Callable[..., dict[str, str]]
SIS = {"role": "sis"}


async def token_of(client: httpx2.AsyncClient, made: dict[str, str]) -> httpx2.Response:
    basic = httpx2.BasicAuth(made["clientId"], made["clientSecret"])
    return await client.post("/v1/auth/token", data={"grant_type": "client_credentials"}, auth=basic)


async def test_a_new_client_gets_tokens_until_it_is_revoked(client: httpx2.AsyncClient, signed: Headers) -> None:
    made = (await client.post("/v1/clients", json=SIS, headers=signed())).json()
    before = await token_of(client, made)
    gone = await client.delete(f"/v1/clients/{made['clientId']}", headers=signed())
    after = await token_of(client, made)
    assert [before.status_code, gone.status_code, after.status_code] == [200, 204, 401]
    assert "roster:write" in before.json()["scope"]


async def test_a_client_with_fewer_scopes_never_gets_more(client: httpx2.AsyncClient, signed: Headers) -> None:
    asked = {**SIS, "scopes": ["attempts:write"]}
    made = (await client.post("/v1/clients", json=asked, headers=signed())).json()
    assert (await token_of(client, made)).json()["scope"] == "attempts:write"


async def test_nobody_gives_away_a_scope_that_is_not_theirs(client: httpx2.AsyncClient, signed: Headers) -> None:
    asked = {**SIS, "scopes": ["attempts:write", "boards:write"]}
    answer = await client.post("/v1/clients", json=asked, headers=signed())
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/scopes/1")


async def test_a_lost_answer_can_be_had_again_with_its_key(client: httpx2.AsyncClient, signed: Headers) -> None:
    headers = {**signed(), "Idempotency-Key": "one"}
    first = await client.post("/v1/clients", json=SIS, headers=headers)
    again = await client.post("/v1/clients", json=SIS, headers=headers)
    other = await client.post("/v1/clients", json={**SIS, "scopes": ["cards:read"]}, headers=headers)
    elsewhere = await client.post("/v1/clients", json=SIS, headers={**headers, **signed(of_board=uuid4())})
    assert (first.json(), other.status_code) == (again.json(), 422)
    assert elsewhere.json()["clientSecret"] != first.json()["clientSecret"]


async def test_a_revoked_client_does_not_come_back_by_its_key(client: httpx2.AsyncClient, signed: Headers) -> None:
    headers = {**signed(), "Idempotency-Key": "two"}
    made = (await client.post("/v1/clients", json=SIS, headers=headers)).json()
    await client.delete(f"/v1/clients/{made['clientId']}", headers=signed())
    assert (await client.post("/v1/clients", json=SIS, headers=headers)).status_code == 422


async def test_secrets_are_stored_nowhere_and_listed_never(
    client: httpx2.AsyncClient, signed: Headers, sessions: Sessions, board_id: UUID
) -> None:
    made = (await client.post("/v1/clients", json=SIS, headers={**signed(), "Idempotency-Key": "three"})).json()
    listed = await client.get("/v1/clients", headers=signed())
    async with board_transaction(sessions, board_id) as session:
        rows = (await session.execute(select(client_table))).all()
    assert made["clientId"] in listed.text
    assert made["clientSecret"] not in listed.text + str(rows)


async def test_another_boards_clients_are_out_of_sight(client: httpx2.AsyncClient, signed: Headers) -> None:
    made = (await client.post("/v1/clients", json=SIS, headers=signed())).json()
    elsewhere = signed(of_board=uuid4())
    assert (await client.get("/v1/clients", headers=elsewhere)).json()["items"] == []
    assert (await client.delete(f"/v1/clients/{made['clientId']}", headers=elsewhere)).status_code == 404
