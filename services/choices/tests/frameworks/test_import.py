"""A CASE package goes in whole or not at all."""

import asyncio
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

Json = dict[str, Any]
MakeCase = Callable[..., Json]
SHARED_CASE = Path(__file__).parents[5] / "shared" / "data" / "case"


async def test_a_package_becomes_goals_with_structure_and_order(board: Any, make_case: MakeCase) -> None:
    package = make_case(
        "Getallen", "Tellen", "Optellen", children=[("Tellen", "Getallen"), ("Optellen", "Getallen")],
        precedes=[("Tellen", "Optellen")],
    )  # fmt: skip
    told = await board.imports(package)
    assert {key: told[key] for key in ("goals", "prerequisites", "created", "updated", "unchanged", "retired")} == {
        "goals": 3, "prerequisites": 1, "created": 3, "updated": 0, "unchanged": 0, "retired": 0,
    }  # fmt: skip
    goals = {goal["title"]: goal for goal in (await board.get("/v1/goals")).json()["items"]}
    assert list(goals) == ["Getallen", "Tellen", "Optellen"]
    assert goals["Tellen"]["parentId"] == goals["Getallen"]["goalId"]
    assert goals["Getallen"]["parentId"] is None
    assert [goals[name]["assessable"] for name in goals] == [False, True, True]
    assert goals["Optellen"]["prerequisiteIds"] == [goals["Tellen"]["goalId"]]
    assert goals["Optellen"]["subject"] == "rekenen-en-wiskunde"
    assert goals["Optellen"]["levels"] == ["groep-5"]


async def test_a_bare_package_is_the_same_as_a_wrapped_one(board: Any, make_case: MakeCase) -> None:
    package = make_case("Tellen")
    await board.imports(package["CFPackage"])
    again = await board.imports(package)
    assert again["unchanged"] == 1


async def test_importing_again_changes_and_announces_nothing(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B", "C", precedes=[("A", "B"), ("B", "C")])
    await board.imports(package)
    told = await board.told("choices.goal.changed.v1")
    again = await board.imports(package)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert await board.told("choices.goal.changed.v1") == told
    assert [goal["version"] for goal in told] == [1, 1, 1]


async def test_a_changed_item_is_one_new_version(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    await board.imports(package)
    package["CFPackage"]["CFItems"][0]["fullStatement"] = "A, maar beter"
    again = await board.imports(package)
    assert (again["updated"], again["unchanged"]) == (1, 1)
    last = (await board.told("choices.goal.changed.v1"))[-1]
    assert (last["title"], last["version"]) == ("A, maar beter", 2)


async def test_a_goal_that_is_gone_from_the_package_is_retired(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    await board.imports(package)
    gone = package["CFPackage"]["CFItems"].pop()["identifier"]
    package["CFPackage"]["CFAssociations"].pop()
    assert (await board.imports(package))["retired"] == 1
    assert [goal["title"] for goal in (await board.get("/v1/goals")).json()["items"]] == ["A"]
    assert (await board.get(f"/v1/goals/{gone}")).json()["active"] is False


async def test_goals_may_hang_under_a_framework_imported_before(board: Any, make_case: MakeCase) -> None:
    first, second = make_case("Kerndoel"), make_case("Leerdoel")
    above = first["CFPackage"]["CFItems"][0]["identifier"]
    second["CFPackage"]["CFAssociations"][0]["destinationNodeURI"]["identifier"] = above
    await board.imports(first)
    await board.imports(second)
    assert (await board.get(f"/v1/goals/{above}")).json()["assessable"] is False
    assert (await board.imports(first))["unchanged"] == 1


async def test_a_goal_may_be_in_two_frameworks(board: Any, make_case: MakeCase) -> None:
    whole = make_case("A", "B")
    part = copy.deepcopy(whole)
    document = str(uuid4())
    part["CFPackage"]["CFDocument"]["identifier"] = document
    part["CFPackage"]["CFItems"].pop()
    part["CFPackage"]["CFAssociations"] = []
    await board.imports(whole)
    assert (await board.imports(part))["unchanged"] == 1
    goals = (await board.get(f"/v1/goals?framework={document}")).json()["items"]
    assert [goal["title"] for goal in goals] == ["A"]


async def test_a_subject_that_changes_takes_its_activities_along(board: Any, make_case: MakeCase) -> None:
    package = make_case("A")
    await board.imports(package)
    made = await board.has_activity(package["CFPackage"]["CFItems"][0]["identifier"])
    package["CFPackage"]["CFDocument"]["subject"] = ["Burgerschap"]
    await board.imports(package)
    last = (await board.told("choices.activity.changed.v1"))[-1]
    assert (last["activityId"], last["subjects"], last["version"]) == (made["activityId"], ["burgerschap"], 2)


async def test_level_words_that_are_not_ours_are_named(board: Any, make_case: MakeCase) -> None:
    told = await board.imports(make_case("A", levels=["groep-5", "KG", "12"]))
    assert told["ignoredLevels"] == ["12", "KG"]


async def test_the_slo_package_of_the_field_is_taken_in(board: Any) -> None:
    if not SHARED_CASE.is_dir():
        pytest.skip(f"{SHARED_CASE} is not here, so no package of the field was imported")
    package = json.loads(next(SHARED_CASE.glob("*.json")).read_text())
    told = await board.imports(package)
    assert (told["goals"], told["created"]) == (19, 19)
    framework = (await board.get(f"/v1/frameworks/{told['frameworkId']}")).json()
    assert (framework["title"], framework["goals"]) == ("Kerndoelen burgerschap", 19)


async def test_an_import_with_the_same_key_is_done_once(board: Any, make_case: MakeCase) -> None:
    package = make_case("A")
    headers = {"Idempotency-Key": "een"}
    first = await board.call("POST", "/v1/frameworks/imports", json=package, headers=headers)
    again = await board.call("POST", "/v1/frameworks/imports", json=package, headers=headers)
    assert first.json() == again.json()
    assert again.headers["Location"] == f"/v1/frameworks/{package['CFPackage']['CFDocument']['identifier']}"


async def test_two_imports_at_once_are_as_one_after_the_other(board: Any, make_case: MakeCase) -> None:
    package = make_case(*(f"doel {number}" for number in range(40)))
    told = await asyncio.gather(board.imports(package), board.imports(package))
    assert sorted(each["created"] for each in told) == [0, 40]


async def test_one_package_may_live_in_two_boards(new_board: Any, make_case: MakeCase) -> None:
    package, one, other = make_case("A"), new_board(), new_board()
    await one.imports(package)
    assert (await other.get("/v1/goals")).json()["items"] == []
    assert (await other.imports(package))["created"] == 1
