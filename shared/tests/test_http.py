"""What every HTTP surface does alike, on an application with three routes."""

import base64
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import Field
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Invalid
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.http import create_api
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.models import In, Number, Out, PastTime, Text, Whole
from eigenwijs_shared.paging import Page, PageAsked, decode_cursor
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.testing import TestKeys, bearer, serving


class NoteIn(In):
    title: Annotated[Text, Field(max_length=20)]
    score: Annotated[Number, Field(ge=0, le=1)] = 0.5
    count: Whole = 1
    at: PastTime | None = None


class NoteOut(Out):
    title: str


async def write_note(session: AsyncSession, note: NoteIn) -> NoteOut:
    await session.execute(insert(board).values(board_id=session.info["board_id"], name=note.title))
    return NoteOut(title=note.title)


def application(settings: ServiceSettings) -> FastAPI:
    app = create_api(settings, title="Test", description="Test", limits={"/large": 3_000_000})

    @app.post("/notes", dependencies=[needs("catalogue:write")])
    async def post_note(note: NoteIn, session: Session, once: OncePerKey) -> Response:
        return await once.reply(201, partial(write_note, session, note))

    @app.get("/notes", dependencies=[needs("catalogue:read")])
    async def get_notes(session: Session, paging: PageAsked) -> Page[NoteOut]:
        rows = (await session.execute(select(board).order_by(board.c.board_id))).all()
        notes = [NoteOut(title=row.name) for row in rows for _ in range(3)]
        return paging.page(notes[: paging.limit + 1], ["a"])

    @app.post("/broken", dependencies=[needs("catalogue:read")])
    async def break_something(session: Session) -> NoteOut:
        await session.execute(insert(board).values(board_id=session.info["board_id"], name="half"))
        raise ZeroDivisionError

    return app


@pytest.fixture
async def client(settings: ServiceSettings, keys: TestKeys, board_id: UUID) -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(application(settings)) as client:
        client.headers.update(bearer(keys.token("educator", board_id)))
        yield client


async def test_without_a_token_the_answer_is_401_and_says_how(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/notes", headers={"Authorization": ""})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
async def test_a_token_that_is_not_ours_is_refused(client: httpx2.AsyncClient, token: str) -> None:
    assert (await client.get("/notes", headers=bearer(token))).status_code == 401


async def test_an_expired_token_is_refused(client: httpx2.AsyncClient, keys: TestKeys, board_id: UUID) -> None:
    expired = keys.token("educator", board_id, lives_s=-5)
    assert (await client.get("/notes", headers=bearer(expired))).status_code == 401


async def test_a_missing_scope_is_403(client: httpx2.AsyncClient, keys: TestKeys, board_id: UUID) -> None:
    answer = await client.post("/notes", json={"title": "a"}, headers=bearer(keys.token("learner", board_id)))
    assert answer.status_code == 403
    assert "catalogue:write" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"title": 1}', "#/title"),
        (b'{"title": "a\\u0000b"}', "#/title"),
        (b'{"title": "\\ud800"}', "#/title"),
        (b'{"title": "a", "score": NaN}', "#/score"),
        (b'{"title": "a", "score": 1e999}', "#/score"),
        (b'{"title": "a", "score": "0.5"}', "#/score"),
        (b'{"title": "a", "count": false}', "#/count"),
        (b'{"title": "a", "count": 1.5}', "#/count"),
        (b'{"title": "a", "at": 1700000000}', "#/at"),
        (b'{"title": "a", "at": "2026-01-01T00:00:00"}', "#/at"),
        (b'{"title": "a", "at": "9999-12-31T23:59:59-12:00"}', "#/at"),
        (b'{"title": "a", "at": "0001-01-01T00:00:00Z"}', "#/at"),
        (b'{"title": "a", "at": "2999-01-01T00:00:00Z"}', "#/at"),
        (b'{"title": "a", "other": 1}', "#/other"),
        (b'{"title": "a", "\\ud800": 1}', "#"),
        (b"[]", "#"),
        (b"{}", "#/title"),
    ],
)
async def test_bad_input_names_the_place(client: httpx2.AsyncClient, body: bytes, pointer: str) -> None:
    answer = await client.post("/notes", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await client.get("/notes")).json()["items"] == []


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(client: httpx2.AsyncClient, body: bytes) -> None:
    answer = await client.post("/notes", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_of_another_kind_is_415(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/notes", content=b'{"title":"a"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


async def test_a_body_over_the_limit_is_413_with_and_without_a_length(client: httpx2.AsyncClient) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    said = await client.post("/notes", content=b" " * 2_000_001, headers={"Content-Type": "application/json"})
    streamed = await client.post("/notes", content=stream(), headers={"Content-Type": "application/json"})
    assert (said.status_code, streamed.status_code) == (413, 413)


async def test_unknown_paths_and_methods_are_problems(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/nowhere")).json()["status"] == 404
    wrong = await client.delete("/notes")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "POST") or wrong.status_code == 405


async def test_an_error_inside_rolls_back_and_tells_nothing(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/broken")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert (await client.get("/notes")).json()["items"] == []


async def test_the_same_answer_is_304_for_who_has_it(client: httpx2.AsyncClient) -> None:
    tag = (await client.get("/notes")).headers["etag"]
    again = await client.get("/notes", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_repeated_post_with_its_key_gets_the_stored_reply(client: httpx2.AsyncClient) -> None:
    key = {"Idempotency-Key": "k1"}
    first = await client.post("/notes", json={"title": "a"}, headers=key)
    again = await client.post("/notes", json={"title": "a"}, headers=key)
    other = await client.post("/notes", json={"title": "b"}, headers=key)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_pages_link_to_the_next_and_refuse_a_cursor_that_is_not_ours(client: httpx2.AsyncClient) -> None:
    await client.post("/notes", json={"title": "a"})
    page = await client.get("/notes", params={"limit": 1})
    assert page.json()["nextCursor"] in page.headers["link"]
    assert (await client.get("/notes", params={"limit": -5})).status_code == 200
    assert (await client.get("/notes", params={"cursor": "!!"})).status_code == 422


@pytest.mark.parametrize("key", [b'["\\ud800"]', b'["\\u0000"]', b"[1]", b"{}", b"[" * 700])
def test_a_cursor_that_holds_what_no_row_can_is_refused(key: bytes) -> None:
    with pytest.raises(Invalid):
        decode_cursor(base64.urlsafe_b64encode(key).decode().rstrip("="))


async def test_health_tells_how_database_and_nats_are(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/health/live", headers={"Authorization": ""})).json() == {"status": "ok"}
    ready = await client.get("/health/ready", headers={"Authorization": ""})
    assert (ready.status_code, ready.json()["database"]) == (200, True)


async def test_a_trace_goes_on_and_is_named_in_problems(client: httpx2.AsyncClient) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    answer = await client.get("/nowhere", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert answer.json()["traceId"] == trace
    assert trace in answer.headers["traceparent"]
