"""The front page and the health of all."""

from typing import Any

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response


async def ready(request: Request) -> Response:
    return JSONResponse({"ready": True})


async def test_health_of_all_tells_who_is_away(client: httpx2.AsyncClient, profile: Any, choices: Any) -> None:
    profile.answer = choices.answer = ready
    health = (await client.get("/health")).json()
    assert health["ready"] is False
    assert {one["service"]: one["ready"] for one in health["services"]} == {
        "gateway": True, "profile": True, "choices": True, "recommend": False,
    }  # fmt: skip


async def test_many_who_ask_cost_the_services_one_question(client: httpx2.AsyncClient, profile: Any) -> None:
    for _ in range(5):
        await client.get("/")
    assert len(profile.asked) == 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("text/html,*/*", "text/html"), ("application/json", "application/json"), ("*/*", "text/plain")],
)
async def test_the_front_page_speaks_to_browsers_programs_and_terminals(
    client: httpx2.AsyncClient, accept: str, kind: str
) -> None:
    page = await client.get("/", headers={"Accept": accept})
    assert page.headers["content-type"].startswith(kind)
    assert "/docs" in page.text
    assert "op hun eigen wijze" in page.text


async def test_the_front_page_is_english_for_who_prefers_it(client: httpx2.AsyncClient) -> None:
    assert "at their own pace" in (await client.get("/", headers={"Accept-Language": "en"})).text
