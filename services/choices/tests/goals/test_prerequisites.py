"""The board sets the order of goals, and never one that goes round."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

Json = dict[str, Any]


async def put(board: Any, goal_id: UUID, *wanted: UUID, role: str = "educator", **headers: str) -> httpx2.Response:
    body = {"prerequisites": [str(each) for each in wanted]}
    path = f"/v1/goals/{goal_id}/prerequisites"
    answer: httpx2.Response = await board.call("PUT", path, role, json=body, headers=headers)
    return answer


async def test_the_list_replaces_what_was_there(board: Any) -> None:
    ids = await board.has_goals("A", "B", "C", precedes=[("A", "C")])
    answer = await put(board, ids["C"], ids["B"])
    assert answer.status_code == 200
    assert [goal["title"] for goal in answer.json()["prerequisites"]] == ["B"]
    last = (await board.told("choices.goal.changed.v1"))[-1]
    assert (last["goalId"], last["version"], last["prerequisiteIds"]) == (str(ids["C"]), 2, [str(ids["B"])])


async def test_the_same_list_again_announces_nothing(board: Any) -> None:
    ids = await board.has_goals("A", "B", precedes=[("A", "B")])
    told = await board.told("choices.goal.changed.v1")
    assert (await put(board, ids["B"], ids["A"], ids["A"])).json()["version"] == 1
    assert await board.told("choices.goal.changed.v1") == told


async def test_an_import_leaves_the_order_of_the_board_alone(board: Any, make_case: Callable[..., Json]) -> None:
    package = make_case("A", "B", "C", precedes=[("A", "C")])
    await board.imports(package)
    a, b, c = (UUID(item["identifier"]) for item in package["CFPackage"]["CFItems"])
    await put(board, c, b)
    assert (await board.imports(package))["unchanged"] == 3
    assert (await board.get(f"/v1/goals/{c}")).json()["prerequisiteIds"] == [str(b)]
    assert (await put(board, c)).json()["prerequisiteIds"] == []
    assert (await board.get(f"/v1/goals/{a}")).json()["dependents"] == []


async def test_a_cycle_is_refused_with_its_goals(board: Any) -> None:
    ids = await board.has_goals("Aap", "Noot", "Mies", precedes=[("Aap", "Noot"), ("Noot", "Mies")])
    answer = await put(board, ids["Aap"], ids["Mies"])
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"] == "urn:eigenwijs:problem:prerequisite-cycle"
    assert {goal["goalId"] for goal in problem["cycle"]} == {str(goal_id) for goal_id in ids.values()}
    assert "“Noot” → “Mies”" in problem["detail"]
    assert (await board.get(f"/v1/goals/{ids['Aap']}")).json()["prerequisites"] == []


async def test_two_changes_at_once_never_make_a_cycle_together(board: Any) -> None:
    ids = await board.has_goals(*(f"doel {number}" for number in range(6)))
    goals = list(ids.values())
    ring = zip(goals, [*goals[1:], goals[0]], strict=True)
    answers = await asyncio.gather(*(put(board, after, before) for before, after in ring))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [409]


@pytest.mark.parametrize(
    ("tag", "status"), [("*", 200), ('"oud"', 412), ('W/"oud"', 412), ("", 412)], ids=["any", "old", "weak", "empty"]
)
async def test_a_change_may_ask_for_the_version_it_was_made_on(board: Any, tag: str, status: int) -> None:
    ids = await board.has_goals("A", "B")
    assert (await put(board, ids["B"], ids["A"], **{"If-Match": tag})).status_code == status


async def test_the_tag_of_the_present_version_is_good_once(board: Any) -> None:
    ids = await board.has_goals("A", "B", "C")
    tag = (await board.get(f"/v1/goals/{ids['B']}")).headers["ETag"]
    first = await put(board, ids["B"], ids["A"], **{"If-Match": tag})
    assert first.status_code == 200
    assert (await put(board, ids["B"], ids["C"], **{"If-Match": tag})).status_code == 412
    assert (await put(board, ids["B"], ids["C"], **{"If-Match": first.headers["ETag"]})).status_code == 200


async def test_what_cannot_come_before_is_named_by_its_place(board: Any) -> None:
    ids = await board.has_goals("A", "B")
    answer = await put(board, ids["A"], ids["B"], uuid4(), ids["A"])
    assert answer.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("#/prerequisites/1", "unknown-goal"),
        ("#/prerequisites/2", "self-reference"),
    ]


async def test_an_unknown_goal_has_no_order(board: Any) -> None:
    assert (await put(board, uuid4())).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"prerequisites": ["x"]}, {"prerequisites": None}, {"prerequisites": [], "meer": 1}, [], "x"]
)
async def test_another_body_is_refused(board: Any, body: Any) -> None:
    ids = await board.has_goals("A")
    answer = await board.call("PUT", f"/v1/goals/{ids['A']}/prerequisites", "educator", json=body)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("scopes", "status"),
    [(["catalogue:write"], 200), (["frameworks:write"], 200), (["catalogue:read"], 403), ([], 403)],
)
async def test_whoever_keeps_frameworks_or_catalogue_may(board: Any, scopes: list[str], status: int) -> None:
    ids = await board.has_goals("A")
    path = f"/v1/goals/{ids['A']}/prerequisites"
    answer = await board.call("PUT", path, "educator", json={"prerequisites": []}, scopes=scopes)
    assert answer.status_code == status
