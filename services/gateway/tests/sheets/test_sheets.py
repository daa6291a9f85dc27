"""Choice cards on paper: fresh cards from recommend, names from profile, and without either where they do not come."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from services.gateway.tests.conftest import Upstream, served
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gateway_service.sheets.rules import names_on_paper

Headers = Callable[..., dict[str, str]]
Answer = Callable[[Request], Awaitable[Response]]
GROUP, LEARNER, CARD = str(uuid4()), str(uuid4()), str(uuid4())
PATH = f"/v1/groups/{GROUP}/choice-cards.pdf"


@pytest.fixture
async def recommend(ports: dict[str, int]) -> AsyncIterator[Upstream]:
    async with served(Upstream(ports["recommend"], cards)) as upstream:
        yield upstream


async def cards(request: Request) -> Response:
    without = {"learnerId": str(uuid4()), "cardId": None, "why": "Niets"}
    return JSONResponse({"groupId": GROUP, "items": [{"learnerId": LEARNER, "cardId": CARD, "why": None}, without]})


async def people(request: Request) -> Response:
    if request.url.path == "/v1/learners":
        name = {"given": "Noor", "family": "de Vries"}
        return JSONResponse({"items": [{"learnerId": LEARNER, "name": name}], "nextCursor": None})
    return JSONResponse({"groupId": GROUP, "title": "Groep 5a"})


async def paper(request: Request) -> Response:
    return Response(b"%PDF", media_type="application/pdf", headers={"Content-Disposition": "inline"})


async def broken(request: Request) -> Response:
    return JSONResponse({}, 500)


def noting(queries: list[str], answer: Answer) -> Answer:
    async def note(request: Request) -> Response:
        queries.append(request.url.query)
        return await answer(request)

    return note


def printed(choices: Upstream) -> list[Any]:
    """What choices was asked to print."""
    return [json.loads(body) for _, _, _, body in choices.asked]


@pytest.fixture
def all_there(profile: Upstream, choices: Upstream, recommend: Upstream) -> None:
    profile.answer, choices.answer = people, paper


@pytest.mark.usefixtures("all_there")
async def test_paper_has_names_and_fresh_cards(
    client: httpx2.AsyncClient, signed: Headers, choices: Upstream, recommend: Upstream
) -> None:
    queries: list[str] = []
    recommend.answer, choices.answer = noting(queries, cards), noting(queries, paper)
    answer = await client.get(f"{PATH}?subject=rekenen", headers={**signed("educator"), "Accept-Language": "en"})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"%PDF", "application/pdf")
    assert printed(choices) == [{"title": "Groep 5a", "names": {LEARNER: "Noor"}, "cards": {LEARNER: CARD}}]
    [(method, path, headers, _)] = recommend.asked
    assert (method, path) == ("POST", f"/v1/groups/{GROUP}/cards")
    assert (headers["accept-language"], headers["authorization"][:7]) == ("en", "Bearer ")
    assert queries == ["subject=rekenen"] * 2


async def test_without_recommend_there_is_paper_all_the_same(
    client: httpx2.AsyncClient, signed: Headers, profile: Upstream, choices: Upstream
) -> None:
    profile.answer, choices.answer = people, paper
    assert (await client.get(PATH, headers=signed("educator"))).status_code == 200
    assert printed(choices) == [{"title": "Groep 5a", "names": {LEARNER: "Noor"}, "cards": {}}]


@pytest.mark.usefixtures("all_there")
async def test_without_names_there_is_paper_all_the_same(
    client: httpx2.AsyncClient, signed: Headers, profile: Upstream, choices: Upstream
) -> None:
    profile.answer = broken
    assert (await client.get(PATH, headers=signed("educator"))).status_code == 200
    assert printed(choices) == [{"title": None, "names": {}, "cards": {LEARNER: CARD}}]


@pytest.mark.usefixtures("all_there")
async def test_who_may_not_see_names_prints_none(
    client: httpx2.AsyncClient, signed: Headers, profile: Upstream, choices: Upstream
) -> None:
    await client.get(PATH, headers=signed("learner"))
    assert (profile.asked, printed(choices)) == ([], [{"cards": {LEARNER: CARD}}])


@pytest.mark.usefixtures("all_there")
async def test_cards_whose_news_does_not_come_through_make_way_for_those_that_are_there(
    client: httpx2.AsyncClient, signed: Headers, choices: Upstream
) -> None:
    async def knows_none(request: Request) -> Response:
        asked = json.loads(await request.body())
        return JSONResponse({}, 503) if asked.get("cards") else await paper(request)

    choices.answer = knows_none
    assert (await client.get(PATH, headers=signed("educator"))).content == b"%PDF"
    assert "cards" not in printed(choices)[-1]


@pytest.mark.usefixtures("all_there")
async def test_what_choices_refuses_is_passed_on_in_its_words(
    client: httpx2.AsyncClient, signed: Headers, choices: Upstream
) -> None:
    async def refuse(request: Request) -> Response:
        return JSONResponse({"type": "x"}, 404, media_type="application/problem+json")

    choices.answer = refuse
    answer = await client.get(PATH, headers=signed("educator"))
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_without_choices_it_says_so(client: httpx2.AsyncClient, signed: Headers) -> None:
    answer = await client.get(PATH, headers=signed("educator"))
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (503, "part-away")


async def test_bad_input_and_strangers_go_no_further(client: httpx2.AsyncClient, signed: Headers) -> None:
    assert (await client.get(PATH)).status_code == 401
    assert (await client.get(PATH, headers=signed("parent"))).status_code == 403
    assert (await client.get(f"{PATH}?subject=A%20B", headers=signed("educator"))).status_code == 422
    assert (await client.get("/v1/groups/x/choice-cards.pdf", headers=signed("educator"))).status_code == 422


def learner(key: str, given: str, family: str = "Bakker") -> dict[str, Any]:
    return {"learnerId": key, "name": {"given": given, "family": family}}


def test_learners_are_called_by_their_given_names_unless_two_are_called_the_same() -> None:
    told = [learner("1", "Noor"), learner("2", "Sem"), learner("3", "sem", "de Wit"), {"learnerId": "4", "name": None}]
    assert names_on_paper(told) == {"1": "Noor", "2": "Sem Bakker", "3": "sem de Wit"}


def test_a_name_is_never_longer_than_paper_takes_nor_empty() -> None:
    said = names_on_paper([learner("1", "x" * 500), learner("2", " ", ""), learner("3", "", "Jansen")])
    assert {key: len(name) for key, name in said.items()} == {"1": 200, "3": 6}
