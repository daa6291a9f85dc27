"""POST /v1/auth/token, as RFC 6749 says."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from gateway_service.settings import Settings

Make = Callable[..., Awaitable[Any]]
SYSTEM = httpx2.BasicAuth("system", "system-secret-of-this-test")
CLIENT = {"grant_type": "client_credentials"}
TOKEN = "/v1/auth/token"
PASSWORD = "een-lang-wachtwoord"


async def sign_in(client: httpx2.AsyncClient, username: str, password: str = PASSWORD) -> httpx2.Response:
    return await client.post(TOKEN, data={"grant_type": "password", "username": username, "password": password})


async def test_the_system_client_gets_a_token_that_is_not_kept_anywhere(client: httpx2.AsyncClient) -> None:
    answer = await client.post(TOKEN, data=CLIENT, auth=SYSTEM)
    token = answer.json()
    assert (token["token_type"], token["expires_in"], token["scope"]) == ("Bearer", 900, "boards:write")
    assert answer.headers["cache-control"] == "no-store"


async def test_the_secret_may_come_in_the_body(client: httpx2.AsyncClient) -> None:
    form = {**CLIENT, "client_id": "system", "client_secret": "system-secret-of-this-test"}
    assert (await client.post(TOKEN, data=form)).status_code == 200


async def test_the_secret_by_basic_and_in_the_body_is_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.post(TOKEN, data={**CLIENT, "client_secret": "x"}, auth=SYSTEM)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Basic",
        "Basic ***",
        "Basic " + base64.b64encode(b"no-colon").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        "Basic " + base64.b64encode(b"system:wrong").decode(),
        "Basic " + base64.b64encode(b"nobody:wrong").decode(),
        "Basic " + base64.b64encode(b"no%00body:wrong").decode(),
        "Basic " + base64.b64encode(b"system:%ed%a0%80").decode(),
    ],
)
async def test_whoever_is_no_client_hears_so_in_the_same_words(client: httpx2.AsyncClient, authorization: str) -> None:
    answer = await client.post(TOKEN, data=CLIENT, headers={"Authorization": authorization})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        (b"", "invalid_request"),
        (b"grant_type=", "invalid_request"),
        (b"grant_type=client_credentials&grant_type=password", "invalid_request"),
        (b"grant_type=%ff", "invalid_request"),
        (b"&".join(b"a%d=1" % number for number in range(99)), "invalid_request"),
        (b"grant_type=password", "invalid_request"),
        (b"grant_type=authorization_code", "unsupported_grant_type"),
        (b"grant_type=client_credentials&scope=roster:write", "invalid_scope"),
        (b"grant_type=client_credentials&scope=+", "invalid_scope"),
    ],
)
async def test_a_wrong_form_is_refused_in_oauths_words(client: httpx2.AsyncClient, form: bytes, error: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.post(TOKEN, content=form, headers=headers, auth=SYSTEM)
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert answer.json()["error_description"].isascii()


async def test_json_is_no_form(client: httpx2.AsyncClient) -> None:
    assert (await client.post(TOKEN, json=CLIENT, auth=SYSTEM)).json()["error"] == "invalid_request"


async def test_a_person_signs_in_and_may_ask_for_less(
    client: httpx2.AsyncClient, hear_of_learner: Make, make_account: Make
) -> None:
    username = await make_account(await hear_of_learner())
    form = {"grant_type": "password", "username": username.upper(), "password": PASSWORD}
    assert "cards:read" in (await client.post(TOKEN, data=form)).json()["scope"].split()
    assert (await client.post(TOKEN, data={**form, "scope": "cards:read"})).json()["scope"] == "cards:read"


async def test_wrong_password_and_unknown_name_get_the_same_answer(
    client: httpx2.AsyncClient, hear_of_learner: Make, make_account: Make
) -> None:
    username = await make_account(await hear_of_learner())
    wrong, unknown = await sign_in(client, username, "something else"), await sign_in(client, f"x{username}")
    assert (wrong.status_code, wrong.json()) == (400, unknown.json())
    assert wrong.json()["error"] == "invalid_grant"


async def test_an_account_ends_with_its_person_and_comes_back_with_it(
    client: httpx2.AsyncClient, hear_of_learner: Make, make_account: Make
) -> None:
    learner_id = await hear_of_learner()
    username = await make_account(learner_id)
    await hear_of_learner(learner_id=learner_id, active=False, version=2)
    gone = await sign_in(client, username)
    await hear_of_learner(learner_id=learner_id, active=True, version=3)
    assert (gone.status_code, (await sign_in(client, username)).status_code) == (400, 200)


async def test_who_keeps_failing_waits_even_with_the_right_password(
    client: httpx2.AsyncClient, hear_of_learner: Make, make_account: Make
) -> None:
    username = await make_account(await hear_of_learner())
    answers = await asyncio.gather(*(sign_in(client, username, "wrong") for _ in range(8)))
    late = await sign_in(client, username)
    assert sorted(answer.status_code for answer in answers) == [400] * 5 + [429] * 3
    assert (late.status_code, int(late.headers["retry-after"]) > 0) == (429, True)
    assert (await sign_in(client, f"other-{username}")).status_code == 400


def test_passwords_are_off_unless_switched_on() -> None:
    assert Settings.model_fields["password_grant"].default is False


async def test_a_name_too_long_for_anybody_is_refused_and_not_remembered(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    answer = await sign_in(client, "u" * 100_000)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert max(map(len, app.state.sign_in.by_username._tries), default=0) < 100_000
