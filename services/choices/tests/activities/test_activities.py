"""Activities: made once, found by what they are."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

Json = dict[str, Any]
MakeActivity = Callable[..., Json]


async def test_an_activity_is_made_and_told(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("Tellen")
    body = make_activity(ids["Tellen"], materials=["knopen"])
    answer = await board.call("POST", "/v1/activities", "educator", json=body)
    assert answer.status_code == 201
    made = answer.json()
    assert {key: made[key] for key in body} == body
    assert (made["language"], made["subjects"], made["version"]) == ("nl", ["rekenen-en-wiskunde"], 1)
    assert made["authorId"] == str(board.educator_id)
    found = await board.get(answer.headers["Location"])
    assert found.json() == made
    told = (await board.told("choices.activity.changed.v1"))[-1]
    assert (told["activityId"], told["goalIds"], told["form"]) == (made["activityId"], body["goalIds"], "game")


async def test_the_same_key_makes_one_activity(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("Tellen")
    more = {"json": make_activity(ids["Tellen"]), "headers": {"Idempotency-Key": "sleutel"}}
    first, again = [await board.call("POST", "/v1/activities", "educator", **more) for _ in range(2)]
    assert first.json() == again.json()
    assert first.headers["Location"] == again.headers["Location"]
    other = {**more, "json": make_activity(ids["Tellen"], title="Iets anders")}
    assert (await board.call("POST", "/v1/activities", "educator", **other)).status_code == 422
    assert len((await board.get("/v1/activities")).json()["items"]) == 1


async def test_a_goal_above_others_becomes_assessable_with_its_first_activity(
    board: Any, make_case: Callable[..., Json]
) -> None:
    package = make_case("Getallen", "Tellen", children=[("Tellen", "Getallen")])
    await board.imports(package)
    above = UUID(package["CFPackage"]["CFItems"][0]["identifier"])
    assert (await board.get(f"/v1/goals/{above}")).json()["assessable"] is False
    await asyncio.gather(board.has_activity(above), board.has_activity(above))
    found = (await board.get(f"/v1/goals/{above}")).json()
    assert (found["assessable"], found["version"]) == (True, 2)
    assert (await board.imports(package))["unchanged"] == 2


async def test_unknown_and_retired_goals_are_named_by_their_place(
    board: Any, make_case: Callable[..., Json], make_activity: MakeActivity
) -> None:
    package = make_case("A", "B")
    await board.imports(package)
    present, gone = (item["identifier"] for item in package["CFPackage"]["CFItems"])
    package["CFPackage"]["CFItems"].pop()
    package["CFPackage"]["CFAssociations"].pop()
    await board.imports(package)
    body = make_activity(present, gone, uuid4())
    answer = await board.call("POST", "/v1/activities", "educator", json=body)
    assert answer.status_code == 404
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/goalIds/1", "#/goalIds/2"]
    assert (await board.get("/v1/activities")).json()["items"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "  "),
        ("title", "x" * 201),
        ("title", "nul\x00"),
        ("title", 3),
        ("description", None),
        ("goalIds", []),
        ("goalIds", ["x"]),
        ("goalIds", [str(UUID(int=1))] * 11),
        ("form", "slapen"),
        ("medium", "papier"),
        ("company", "alleen"),
        ("level", 0),
        ("level", 6),
        ("level", 2.5),
        ("level", True),
        ("level", "2"),
        ("level", 10**400),
        ("minutes", 0),
        ("minutes", 601),
        ("minutes", -5),
        ("kind", "toets"),
        ("topic", "x" * 61),
        ("materials", "knopen"),
        ("materials", ["x"] * 31),
        ("language", "Nederlands"),
        ("leerstijl", "beelddenker"),
    ],
    ids=lambda part: str(part)[:20].encode("unicode_escape").decode(),
)
async def test_a_field_that_is_wrong_is_named(board: Any, make_activity: MakeActivity, field: str, value: Any) -> None:
    ids = await board.has_goals("A")
    body = make_activity(ids["A"], **{field: value})
    answer = await board.call("POST", "/v1/activities", "educator", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(f"#/{field}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("form=game", ["Winkeltje"]),
        ("medium=screen", ["Filmpje"]),
        ("company=pair", ["Winkeltje", "Filmpje"]),
        ("kind=check", ["Filmpje"]),
        ("subject=rekenen-en-wiskunde", ["Winkeltje", "Filmpje"]),
        ("subject=muziek", []),
        ("q=winkel", ["Winkeltje"]),
        ("q=%25", []),
        (f"goal={UUID(int=1)}", []),
        ("form=game&kind=check", []),
    ],
    ids=lambda part: str(part).split("-")[0][:30],
)
async def test_the_catalogue_is_searched(board: Any, query: str, found: list[str]) -> None:
    ids = await board.has_goals("Tellen")
    await board.has_activity(ids["Tellen"], title="Winkeltje", description="Koop")
    await board.has_activity(
        ids["Tellen"], title="Filmpje", description="Kijk", form="reading", medium="screen", kind="check"
    )
    assert [each["title"] for each in (await board.get(f"/v1/activities?{query}")).json()["items"]] == found


async def test_activities_of_a_goal_come_in_pages(board: Any) -> None:
    ids = await board.has_goals("A", "B")
    await board.has_activity(ids["B"])
    made = [(await board.has_activity(ids["A"], ids["B"]))["activityId"] for _ in range(3)]
    first = (await board.get(f"/v1/activities?goal={ids['A']}&limit=2")).json()
    second = (await board.get(f"/v1/activities?goal={ids['A']}&limit=2&cursor={first['nextCursor']}")).json()
    assert [each["activityId"] for each in (*first["items"], *second["items"])] == made
    assert second["nextCursor"] is None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?form=slapen", 422),
        ("?medium=papier", 422),
        ("?company=niemand", 422),
        ("?kind=toets", 422),
        ("?goal=x", 422),
        ("?q=%00", 422),
        ("?cursor=x", 422),
        (f"/{UUID(int=1)}", 404),
        ("/x", 422),
    ],
)
async def test_a_question_that_makes_no_sense_is_a_problem(board: Any, query: str, status: int) -> None:
    answer = await board.get(f"/v1/activities{query}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_a_learner_may_not_add_to_the_catalogue(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    assert (await board.call("POST", "/v1/activities", "learner", json=make_activity(ids["A"]))).status_code == 403


async def test_goals_of_another_board_are_unknown(new_board: Any, make_activity: MakeActivity) -> None:
    ids = await new_board().has_goals("A")
    answer = await new_board().call("POST", "/v1/activities", "educator", json=make_activity(ids["A"]))
    assert answer.status_code == 404
