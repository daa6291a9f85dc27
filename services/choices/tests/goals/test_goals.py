"""Goals can be found, one by one and by search."""

from typing import Any
from uuid import UUID

import pytest


async def test_a_goal_tells_what_comes_before_and_after_it(board: Any) -> None:
    ids = await board.has_goals("A", "B", "C", precedes=[("A", "B"), ("B", "C")])
    found = (await board.get(f"/v1/goals/{ids['B']}")).json()
    assert found["prerequisites"] == [{"goalId": str(ids["A"]), "title": "A"}]
    assert found["dependents"] == [{"goalId": str(ids["C"]), "title": "C"}]


async def test_goals_come_in_pages_in_the_order_of_their_framework(board: Any) -> None:
    names = [f"doel {number}" for number in range(7)]
    await board.has_goals(*names)
    first = await board.get("/v1/goals?limit=3")
    second = await board.get(f"/v1/goals?limit=3&cursor={first.json()['nextCursor']}")
    third = await board.get(second.headers["Link"].partition("<")[2].partition(">")[0])
    pages = [[goal["title"] for goal in page.json()["items"]] for page in (first, second, third)]
    assert pages == [names[:3], names[3:6], names[6:]]
    assert third.json()["nextCursor"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject=burgerschap", ["Stemmen 100%"]),
        ("subject=muziek", []),
        ("level=vo-1", ["Stemmen 100%"]),
        ("level=groep-5", ["Tellen", "Optellen"]),
        ("q=TELLEN", ["Tellen", "Optellen"]),
        ("q=%25", ["Stemmen 100%"]),
        ("q=_", []),
        ("q=opt&subject=rekenen-en-wiskunde", ["Optellen"]),
    ],
)
async def test_a_search_finds_what_it_says(board: Any, query: str, found: list[str]) -> None:
    await board.has_goals("Tellen", "Optellen")
    await board.has_goals("Stemmen 100%", subject="Burgerschap", levels=["vo-1"])
    goals = (await board.get(f"/v1/goals?{query}")).json()["items"]
    assert [goal["title"] for goal in goals] == found


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/v1/goals/{UUID(int=1)}", 404),
        ("/v1/goals/niets", 422),
        ("/v1/goals?level=groep-9", 422),
        ("/v1/goals?framework=x", 422),
        ("/v1/goals?subject=Niet%20Zo", 422),
        ("/v1/goals?q=%00", 422),
        ("/v1/goals?q=", 422),
        (f"/v1/goals?q={'x' * 201}", 422),
        ("/v1/goals?limit=veel", 422),
        ("/v1/goals?cursor=onzin", 422),
        ("/v1/goals?cursor=WyJ4Il0", 422),
        (f"/v1/frameworks/{UUID(int=1)}", 404),
        ("/v1/frameworks?cursor=WyJ4Il0", 422),
    ],
)
async def test_a_question_that_makes_no_sense_is_a_problem(board: Any, path: str, status: int) -> None:
    answer = await board.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_a_cursor_of_a_goal_that_is_not_here_gives_an_empty_page(board: Any) -> None:
    await board.has_goals("A")
    page = await board.get("/v1/goals?cursor=WyIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ")
    assert page.json() == {"items": [], "nextCursor": None}


async def test_frameworks_come_in_pages(board: Any) -> None:
    await board.has_goals("A")
    await board.has_goals("B")
    first = (await board.get("/v1/frameworks?limit=1")).json()
    second = (await board.get(f"/v1/frameworks?limit=1&cursor={first['nextCursor']}")).json()
    assert second["nextCursor"] is None
    assert first["items"] != second["items"]


async def test_what_did_not_change_is_not_sent_again(board: Any) -> None:
    ids = await board.has_goals("A")
    tag = (await board.get(f"/v1/goals/{ids['A']}")).headers["ETag"]
    again = await board.get(f"/v1/goals/{ids['A']}", headers={"If-None-Match": tag})
    assert again.status_code == 304
