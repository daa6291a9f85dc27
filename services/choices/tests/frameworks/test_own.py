"""A framework of the board's own: draft, review, published, retired; nothing of it is seen before its time."""

from typing import Any
from uuid import UUID, uuid4

import pytest

Json = dict[str, Any]


async def made(board: Any, **more: Any) -> Json:
    body = {"title": "Ons leerplan", "creator": "De Regenboog", "subject": "Rekenen en wiskunde", **more}
    answer = await board.call("POST", "/v1/frameworks", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def goal(board: Any, framework: Json, title: str, **more: Any) -> Json:
    body = {"frameworkId": framework["frameworkId"], "title": title, "levels": ["groep-6", "groep-5"], **more}
    answer = await board.call("POST", "/v1/goals", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def step(board: Any, framework: Json, *statuses: str) -> Any:
    path = f"/v1/frameworks/{framework['frameworkId']}"
    answer = await board.get(path, "board-admin")
    for status in statuses:
        headers = {"If-Match": answer.headers["ETag"]}
        answer = await board.call("PUT", f"{path}/status", json={"status": status}, headers=headers)
    return answer


async def test_a_draft_is_seen_by_who_keeps_the_catalogue_alone(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "Ik kan tellen")
    paths = [f"/v1/frameworks/{framework['frameworkId']}", f"/v1/goals/{one['goalId']}"]
    paths += [f"{paths[0]}/package", f"{paths[1]}/versions", f"{paths[0]}/graph", f"{paths[1]}/graph"]
    paths += [f"{paths[0]}/graph/check"]
    assert {(await board.get(path)).status_code for path in paths} == {404}
    assert {(await board.get(path, "educator")).status_code for path in paths} == {200}
    for path in ("/v1/frameworks", "/v1/goals", "/v1/goals?all=true"):
        assert (await board.get(path)).json()["items"] == []
    assert [item["title"] for item in (await board.get("/v1/goals?all=true", "educator")).json()["items"]] == [
        "Ik kan tellen"
    ]


async def test_published_its_goals_are_in_use_and_retired_they_are_not(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "Ik kan tellen")
    assert one["active"] is False
    published = await step(board, framework, "review", "published")
    assert (published.status_code, published.json()["status"], published.json()["version"]) == (200, "published", 3)
    [seen] = (await board.get("/v1/goals")).json()["items"]
    assert (seen["goalId"], seen["subject"], seen["levels"]) == (
        one["goalId"], "rekenen-en-wiskunde", ["groep-5", "groep-6"],
    )  # fmt: skip
    await step(board, framework, "retired")
    assert (await board.get("/v1/goals")).json()["items"] == []
    assert (await board.get(f"/v1/goals/{one['goalId']}")).json()["active"] is False
    await step(board, framework, "published")
    told = [event["active"] for event in await board.told("choices.goal.changed.v1")]
    assert told == [False, True, False, True]


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [([], "published"), ([], "retired"), (["review"], "retired"), (["review", "published"], "draft")],
)
async def test_a_step_that_is_not_the_next_one_is_refused(board: Any, steps: list[str], wrong: str) -> None:
    framework = await made(board)
    await goal(board, framework, "A")
    answer = await step(board, framework, *steps, wrong)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("wrong-step")


async def test_review_may_send_it_back(board: Any) -> None:
    framework = await made(board)
    assert (await step(board, framework, "review", "draft")).json()["status"] == "draft"


async def test_without_goals_there_is_nothing_to_publish(board: Any) -> None:
    framework = await made(board)
    answer = await step(board, framework, "review", "published")
    assert answer.json()["type"].endswith("nothing-to-publish")


@pytest.mark.parametrize(("header", "status"), [({}, 428), ({"If-Match": '"oud"'}, 412), ({"If-Match": "*"}, 200)])
@pytest.mark.parametrize("what", ["", "/status", "/replaces", "goal", "goal/replaces"])
async def test_an_edit_says_which_version_it_saw(board: Any, what: str, header: Json, status: int) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    bodies: Json = {
        "": {"title": "B", "creator": "C"},
        "/status": {"status": "review"},
        "/replaces": {"frameworkIds": []},
        "goal": {"title": "B"},
        "goal/replaces": {"goalIds": []},
    }
    path = f"/v1/frameworks/{framework['frameworkId']}{what}"
    path = f"/v1/goals/{one['goalId']}{what.removeprefix('goal')}" if what.startswith("goal") else path
    answer = await board.call("PUT", path, json=bodies[what], headers=header)
    assert answer.status_code == status, answer.text


async def test_a_version_that_was_superseded_while_editing_is_refused(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    path = f"/v1/goals/{one['goalId']}"
    seen = {"If-Match": (await board.get(path, "board-admin")).headers["ETag"]}
    first = await board.call("PUT", path, json={"title": "B"}, headers=seen)
    second = await board.call("PUT", path, json={"title": "C"}, headers=seen)
    assert (first.status_code, second.status_code) == (200, 412)
    assert (await board.get(path, "board-admin")).json()["title"] == "B"


async def test_every_version_of_a_goal_can_be_read(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    path = f"/v1/goals/{one['goalId']}"
    for title in ("B", "C"):
        await board.call("PUT", path, json={"title": title}, headers={"If-Match": "*"})
    versions = (await board.get(f"{path}/versions?limit=2", "educator")).json()
    assert [(each["version"], each["content"]["title"]) for each in versions["items"]] == [(3, "C"), (2, "B")]
    rest = (await board.get(f"{path}/versions?limit=2&cursor={versions['nextCursor']}", "educator")).json()
    assert [each["content"]["title"] for each in rest["items"]] == ["A"]
    assert rest["nextCursor"] is None


async def test_a_retired_goal_is_out_of_use_and_stays_to_be_read(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    await goal(board, framework, "B")
    await step(board, framework, "review", "published")
    path = f"/v1/goals/{one['goalId']}"
    answer = await board.call("PUT", path, json={"title": "A", "retired": True}, headers={"If-Match": "*"})
    assert answer.json()["active"] is False
    assert [each["title"] for each in (await board.get("/v1/goals")).json()["items"]] == ["B"]
    assert (await board.get(path)).json()["title"] == "A"


async def test_a_goal_under_another_groups_it(board: Any) -> None:
    framework = await made(board)
    above = await goal(board, framework, "Getallen")
    await goal(board, framework, "Tellen", parentId=above["goalId"])
    await step(board, framework, "review", "published")
    assert (await board.get(f"/v1/goals/{above['goalId']}", "educator")).json()["assessable"] is False


async def test_a_goal_under_itself_is_refused_by_name(board: Any) -> None:
    framework = await made(board)
    above = await goal(board, framework, "Boven")
    below = await goal(board, framework, "Onder", parentId=above["goalId"])
    body = {"title": "Boven", "parentId": below["goalId"]}
    path = f"/v1/goals/{above['goalId']}"
    answer = await board.call("PUT", path, json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "parent-cycle")
    assert {each["title"] for each in answer.json()["cycle"]} == {"Boven", "Onder"}
    body = {"title": "Boven", "parentId": above["goalId"]}
    answer = await board.call("PUT", path, json=body, headers={"If-Match": "*"})
    assert answer.json()["errors"][0]["pointer"] == "#/parentId"


async def test_a_parent_that_is_not_there_is_named(board: Any) -> None:
    framework = await made(board)
    body = {"frameworkId": framework["frameworkId"], "title": "A", "parentId": str(uuid4())}
    answer = await board.call("POST", "/v1/goals", json=body)
    assert answer.json()["errors"][0]["pointer"] == "#/parentId"
    assert (await board.get("/v1/goals?all=true", "educator")).json()["items"] == []


async def test_what_another_published_is_not_rewritten(board: Any, make_case: Any) -> None:
    package = make_case("A")
    told = await board.imports(package)
    one = package["CFPackage"]["CFItems"][0]["identifier"]
    body = {"frameworkId": told["frameworkId"], "title": "B"}
    answers = [
        await board.call("POST", "/v1/goals", json=body),
        await board.call("PUT", f"/v1/goals/{one}", json={"title": "B"}, headers={"If-Match": "*"}),
        await board.call(
            "PUT", f"/v1/frameworks/{told['frameworkId']}", json={"title": "B", "creator": "C"},
            headers={"If-Match": "*"},
        ),
    ]  # fmt: skip
    assert [answer.json()["type"].rpartition(":")[2] for answer in answers] == ["not-own-framework"] * 3


async def test_an_imported_framework_can_go_out_of_use_and_come_back(board: Any, make_case: Any) -> None:
    package = make_case("A", "B")
    told = await board.imports(package)
    await step(board, told, "retired")
    assert (await board.get("/v1/goals")).json()["items"] == []
    assert (await board.imports(package))["unchanged"] == 2
    assert (await board.get("/v1/goals")).json()["items"] == []
    await step(board, told, "published")
    assert len((await board.get("/v1/goals")).json()["items"]) == 2


async def test_an_own_framework_goes_out_and_in_again_here_and_elsewhere(board: Any, new_board: Any) -> None:
    framework = await made(board, description="Voor de hele school")
    above = await goal(board, framework, "Getallen", code="G", shortTitle="Getallen")
    one = await goal(board, framework, "Tellen", parentId=above["goalId"])
    two = await goal(board, framework, "Optellen", parentId=above["goalId"], subject="Muziek")
    await board.call("PUT", f"/v1/goals/{two['goalId']}/prerequisites", json={"prerequisites": [one["goalId"]]})
    await step(board, framework, "review", "published")
    path = f"/v1/frameworks/{framework['frameworkId']}"
    out = (await board.get(f"{path}/package")).json()
    assert out["CFDocument"]["adoptionStatus"] == "Adopted"
    again = await board.imports(out)
    assert (again["unchanged"], again["updated"], again["retired"]) == (3, 0, 0)
    assert (await board.get(path)).json()["own"] is True
    other = new_board()
    await other.imports(out)
    shown = [(await each.get("/v1/goals")).json()["items"] for each in (board, other)]
    kept = ("goalId", "parentId", "subject", "title", "shortTitle", "code", "levels", "assessable", "prerequisiteIds")
    here, there = ([{key: each[key] for key in kept} for each in items] for items in shown)
    assert here == there
    assert (await other.get(f"{path}/package")).json() == out


async def test_ids_are_such_as_case_1_1_takes(board: Any) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    assert [UUID(found).version for found in (framework["frameworkId"], one["goalId"])] == [4, 4]


async def test_made_twice_with_the_same_key_it_is_made_once(board: Any) -> None:
    body, headers = {"title": "A", "creator": "B"}, {"Idempotency-Key": "een"}
    answers = [await board.call("POST", "/v1/frameworks", json=body, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await board.get("/v1/frameworks", "board-admin")).json()["items"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {}, {"title": " ", "creator": "B"}, {"title": "A" * 301, "creator": "B"}, {"title": "A", "creator": "nul\x00"},
        {"title": "A", "creator": "B", "language": "Nederlands"}, {"title": "A", "creator": "B", "status": "published"},
    ],
)  # fmt: skip
async def test_another_body_is_refused(board: Any, body: Json) -> None:
    assert (await board.call("POST", "/v1/frameworks", json=body)).status_code == 422


@pytest.mark.parametrize("role", ["learner", "educator"])
async def test_only_the_board_writes_frameworks(board: Any, role: str) -> None:
    framework = await made(board)
    one = await goal(board, framework, "A")
    paths = [
        ("POST", "/v1/frameworks"), ("PUT", f"/v1/frameworks/{framework['frameworkId']}"),
        ("PUT", f"/v1/frameworks/{framework['frameworkId']}/status"),
        ("PUT", f"/v1/frameworks/{framework['frameworkId']}/open"),
        ("PUT", f"/v1/frameworks/{framework['frameworkId']}/replaces"),
        ("GET", f"/v1/frameworks/{framework['frameworkId']}/renewed-goals"),
        ("POST", "/v1/goals"), ("PUT", f"/v1/goals/{one['goalId']}"), ("PUT", f"/v1/goals/{one['goalId']}/replaces"),
    ]  # fmt: skip
    assert {(await board.call(method, path, role, json={})).status_code for method, path in paths} == {403}
