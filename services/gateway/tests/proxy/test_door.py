"""Requests through the gateway to small real servers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

Headers = Callable[..., dict[str, str]]
CARD = "/v1/learners/0198c0de-0000-7000-8000-000000000000/card"


async def test_a_request_goes_on_with_what_the_service_needs_and_nothing_else(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    sent = {
        **signed(),
        "Idempotency-Key": "k",
        "If-Match": '"1"',
        "Accept-Language": "en",
        "traceparent": f"00-{trace}-b7ad6b7169203331-01",
        "X-Forwarded-For": "1.2.3.4",
        "X-Internal-Board": "x",
        "Cookie": "a=b",
        "Connection": "keep-alive, x-secret",
        "TE": "trailers",
    }
    await client.post("/v1/attempts?a=%2F&b=%C3%A9&c=+", json={"a": 1}, headers=sent)
    method, path, headers, body = profile.asked[0]
    assert (method, path, body) == ("POST", "/v1/attempts", b'{"a":1}')
    assert set(headers) == {
        "host", "accept", "accept-language", "authorization", "content-type", "content-length", "idempotency-key",
        "if-match", "traceparent",
    }  # fmt: skip
    assert trace in headers["traceparent"]


async def test_the_query_goes_on_letter_by_letter(client: httpx2.AsyncClient, signed: Headers, profile: Any) -> None:
    answer = await client.get("/v1/learners?a=%2F&b=%C3%A9&c=+&d=%2520&cursor=WyJ4Il0", headers=signed())
    assert answer.json()["query"] == "a=%2F&b=%C3%A9&c=+&d=%2520&cursor=WyJ4Il0"


async def test_the_answer_comes_back_as_it_is(client: httpx2.AsyncClient, signed: Headers, profile: Any) -> None:
    async def answer(request: Request) -> Response:
        headers = {
            "ETag": '"v1"',
            "Link": '</v1/learners?cursor=x>; rel="next"',
            "Location": "/v1/x",
            "Keep-Alive": "5",
        }
        return JSONResponse({"type": "urn:x", "status": 409}, 409, headers, "application/problem+json")

    profile.answer = answer
    got = await client.get("/v1/learners", headers=signed())
    assert (got.status_code, got.json(), got.headers["etag"]) == (409, {"type": "urn:x", "status": 409}, '"v1"')
    assert got.headers["content-type"] == "application/problem+json"
    assert (got.headers["location"], "keep-alive" in got.headers) == ("/v1/x", False)


async def test_an_entity_tag_of_the_service_holds_at_the_door(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    async def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == '"v1"':
            return Response(status_code=304, headers={"ETag": '"v1"'})
        return JSONResponse({}, headers={"ETag": '"v1"'})

    profile.answer = answer
    got = await client.get("/v1/learners", headers={**signed(), "If-None-Match": '"v1"'})
    assert (got.status_code, got.content) == (304, b"")


@pytest.mark.parametrize("path", ["/v1/me", CARD, "/v1/goals"])
async def test_without_a_token_nothing_goes_on(
    client: httpx2.AsyncClient, profile: Any, choices: Any, path: str
) -> None:
    none = await client.get(path)
    wrong = await client.get(path, headers={"Authorization": "Bearer a.b.c"})
    assert [none.status_code, wrong.status_code] == [401, 401]
    assert profile.asked + choices.asked == []


async def test_an_expired_token_does_not_go_on(client: httpx2.AsyncClient, signed: Headers, profile: Any) -> None:
    assert (await client.get("/v1/me", headers=signed(lives_s=-1))).status_code == 401
    assert profile.asked == []


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/learners%2f..%2fme", "/v1//me", "/v1/learners/%2e%2e/me", "/v1/me/", "/v2/me"]
)
async def test_unknown_paths_and_tricks_are_404_and_reach_nobody(
    client: httpx2.AsyncClient, signed: Headers, profile: Any, choices: Any, path: str
) -> None:
    answer = await client.get(httpx2.URL(f"http://test{path}"), headers=signed())
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert profile.asked + choices.asked == []


async def test_what_a_standard_has_open_takes_no_token_and_nothing_else_gets_through_there(
    client: httpx2.AsyncClient, choices: Any
) -> None:
    answer = await client.get("/ims/case/v1p1/CFDocuments?limit=5")
    assert (answer.status_code, answer.json()) == (200, {"path": "/ims/case/v1p1/CFDocuments", "query": "limit=5"})
    assert (await client.post("/ims/case/v1p1/CFDocuments", json={})).status_code == 404
    assert (await client.get("/v1/goals")).status_code == 401
    assert len(choices.asked) == 1


async def test_our_own_paths_say_which_methods_they_take(client: httpx2.AsyncClient, signed: Headers) -> None:
    assert (await client.patch("/v1/accounts", headers=signed())).status_code == 405


async def test_a_service_that_is_away_is_503_in_words_that_name_it(client: httpx2.AsyncClient, signed: Headers) -> None:
    answer = await client.post("/v1/cards", json={}, headers=signed())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "aanbevelingen" in answer.json()["detail"]


async def test_a_card_comes_from_the_catalogue_while_recommend_is_away(
    client: httpx2.AsyncClient, signed: Headers, choices: Any
) -> None:
    answer = await client.get(f"{CARD}?subject=nederlands", headers=signed())
    assert answer.json() == {"path": CARD, "query": "subject=nederlands"}
    assert len(choices.asked) == 1


@pytest.mark.parametrize("trouble", ["fails", "sleeps"])
async def test_a_card_comes_from_the_catalogue_when_recommend_fails_or_is_slow(
    client: httpx2.AsyncClient, signed: Headers, profile: Any, choices: Any, app: Any, trouble: str
) -> None:
    async def answer(request: Request) -> Response:
        await asyncio.sleep(0.6 if trouble == "sleeps" else 0)
        return Response(status_code=500)

    profile.answer = answer
    app.state.upstreams._bases["recommend"] = profile.url
    assert (await client.get(CARD, headers=signed())).status_code == 200
    assert (len(profile.asked), len(choices.asked)) == (1, 1)


async def test_what_recommend_refuses_is_no_reason_for_a_stand_in(
    client: httpx2.AsyncClient, signed: Headers, profile: Any, choices: Any, app: Any
) -> None:
    async def answer(request: Request) -> Response:
        return JSONResponse({"status": 404}, 404)

    profile.answer = answer
    app.state.upstreams._bases["recommend"] = profile.url
    assert (await client.get(CARD, headers=signed())).status_code == 404
    assert choices.asked == []


async def test_a_large_body_streams_and_too_large_a_one_is_413(
    client: httpx2.AsyncClient, signed: Headers, profile: Any
) -> None:
    async def sized(request: Request) -> Response:
        return JSONResponse({"size": len(profile.asked[-1][3])})

    async def pieces(count: int) -> AsyncIterator[bytes]:
        for _ in range(count):
            yield b"z" * 1_000_000

    profile.answer = sized
    said = await client.post("/v1/roster/imports", content=b"z" * 5_000_000, headers=signed())
    unsaid = await client.post("/v1/roster/imports", content=pieces(5), headers=signed())
    much = await client.post("/v1/roster/imports", content=b"z" * 64_000_001, headers=signed())
    creeping = await client.post("/v1/roster/imports", content=pieces(65), headers=signed())
    json = await client.post("/v1/attempts", content=pieces(3), headers=signed())
    assert (said.json(), unsaid.json()) == ({"size": 5_000_000}, {"size": 5_000_000})
    assert [much.status_code, creeping.status_code, json.status_code] == [413, 413, 413]


async def test_a_large_answer_streams(client: httpx2.AsyncClient, signed: Headers, profile: Any) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"a" * 1_000_000

    async def answer(request: Request) -> Response:
        return StreamingResponse(pieces(), media_type="text/plain")

    profile.answer = answer
    assert len((await client.get("/v1/learners", headers=signed())).content) == 5_000_000


async def test_a_request_whose_answer_never_came_is_not_sent_again(
    client: httpx2.AsyncClient, signed: Headers, app: Any
) -> None:
    asked = 0

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        app.state.upstreams._bases["profile"] = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        posted = await client.post("/v1/attempts", json={}, headers=signed())
        read = await client.get("/v1/me", headers=signed())
    assert (posted.status_code, read.status_code) == (504, 503)
    assert posted.json()["type"].endswith("no-answer")
    assert asked <= 3  # the GET may be tried on a second connection


async def test_an_answer_that_breaks_off_at_once_is_a_problem(
    client: httpx2.AsyncClient, signed: Headers, app: Any
) -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(half, "127.0.0.1", 0) as server:
        app.state.upstreams._bases["profile"] = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        assert (await client.get("/v1/me", headers=signed())).status_code == 503


async def test_a_calendar_passes_without_signing_in_and_nothing_beside_it(
    client: httpx2.AsyncClient, choices: Any
) -> None:
    calendar = "/v1/contracts/calendar.ics?token=x"
    assert (await client.get(calendar)).status_code == 200
    others = [
        await client.get("/v1/contracts?token=x"),
        await client.post(calendar),
        await client.get("/v1/contracts/calendar.ics/x?token=x"),
        await client.get("/v1/groups/x/contracts?token=x"),
    ]
    assert {answer.status_code for answer in others} == {401}
    assert [(method, path) for method, path, *_ in choices.asked] == [("GET", "/v1/contracts/calendar.ics")]
