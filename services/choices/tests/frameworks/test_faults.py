"""What is wrong with a package is named by its place, and nothing of it goes in."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

Json = dict[str, Any]
MakeCase = Callable[..., Json]
GONE = object()
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def spoil(package: Json, place: str, value: Any) -> None:
    """Put this value at that place of the package, or take away what is there."""
    *path, last = place.split("/")
    where: Any = package["CFPackage"]
    for step in path:
        where = where[int(step)] if step.isdigit() else where[step]
    if value is GONE:
        del where[last]
    else:
        where[last] = value


async def refusal(board: Any, package: Json) -> list[str]:
    """The places that the answer names; they lie in CFPackage."""
    # Not json=…: half a surrogate pair cannot be sent as UTF-8, but it can be escaped.
    content = json.dumps(package)
    headers = {"Content-Type": "application/json"}
    answer = await board.call("POST", "/v1/frameworks/imports", content=content, headers=headers)
    assert answer.status_code == 422, answer.text
    return [fault["pointer"].removeprefix("#/CFPackage/") for fault in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("CFDocument", GONE),
        ("CFDocument/creator", GONE),
        ("CFDocument/title", GONE),
        ("CFDocument/lastChangeDateTime", "gisteren"),
        ("CFItems", GONE),
        ("CFItems", {}),
        ("CFItems", []),
        ("CFItems/1/identifier", "A1.2"),
        ("CFItems/0/identifier", GONE),
        ("CFItems/0/uri", GONE),
        ("CFItems/0/lastChangeDateTime", GONE),
        ("CFItems/0/fullStatement", GONE),
        ("CFItems/0/fullStatement", 12),
        ("CFItems/0/fullStatement", "nul \x00"),
        ("CFItems/0/fullStatement", "half \ud800"),
        ("CFItems/0/fullStatement", "   "),
        ("CFItems/0/fullStatement", "x" * 4001),
        ("CFItems/0/educationLevel", "groep-5"),
        ("CFAssociations/0/associationType", GONE),
        ("CFAssociations/0/associationType", "volgt"),
        ("CFAssociations/0/originNodeURI", GONE),
        ("CFAssociations/0/originNodeURI/identifier", UNKNOWN),
        ("CFAssociations/2/destinationNodeURI/identifier", UNKNOWN),
    ],
    ids=lambda part: "gone" if part is GONE else str(part)[:50].encode("ascii", "backslashreplace").decode(),
)
async def test_what_is_wrong_is_named_by_its_place_and_nothing_changes(
    board: Any, make_case: MakeCase, place: str, value: Any
) -> None:
    package = make_case("A", "B", precedes=[("A", "B")])
    spoil(package, place, value)
    assert place in await refusal(board, package)
    assert (await board.get("/v1/frameworks")).json()["items"] == []
    assert await board.told("choices.goal.changed.v1") == []


async def test_one_identifier_with_two_contents_is_refused(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    items = package["CFPackage"]["CFItems"]
    items.append({**items[0], "fullStatement": "Iets anders"})
    assert await refusal(board, package) == ["CFItems/2/identifier"]


async def test_one_item_said_twice_alike_is_one_goal(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    package["CFPackage"]["CFItems"].append(package["CFPackage"]["CFItems"][0])
    assert (await board.imports(package))["goals"] == 2


async def test_an_item_of_another_framework_in_other_words_is_refused(board: Any, make_case: MakeCase) -> None:
    package = make_case("A")
    await board.imports(package)
    package["CFPackage"]["CFDocument"]["identifier"] = str(uuid4())
    package["CFPackage"]["CFAssociations"] = []
    package["CFPackage"]["CFItems"][0]["fullStatement"] = "Een heel andere A"
    assert await refusal(board, package) == ["CFItems/0/identifier"]


async def test_an_item_under_itself_is_refused(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    link = package["CFPackage"]["CFAssociations"][0]
    link["destinationNodeURI"] = link["originNodeURI"]
    assert await refusal(board, package) == ["CFAssociations/0/destinationNodeURI/identifier"]


async def test_an_item_with_the_identifier_of_the_document_is_refused(board: Any, make_case: MakeCase) -> None:
    package = make_case("A", "B")
    package["CFPackage"]["CFItems"][1]["identifier"] = package["CFPackage"]["CFDocument"]["identifier"]
    assert "CFItems/1/identifier" in await refusal(board, package)


async def test_an_exact_match_in_the_wide_world_is_no_fault(board: Any, make_case: MakeCase) -> None:
    package = make_case("A")
    match = {**package["CFPackage"]["CFAssociations"][0], "identifier": str(uuid4()), "associationType": "exactMatchOf"}
    match["destinationNodeURI"] = {"title": "elders", "identifier": UNKNOWN, "uri": "https://example.org/x"}
    package["CFPackage"]["CFAssociations"].append(match)
    assert (await board.imports(package))["goals"] == 1


async def test_the_place_in_a_bare_package_is_the_place_in_the_body(board: Any, make_case: MakeCase) -> None:
    package = make_case("A")["CFPackage"]
    package["CFItems"][0]["identifier"] = "A"
    answer = await board.call("POST", "/v1/frameworks/imports", json=package)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/CFItems/0/identifier"]


async def test_a_cycle_is_refused_with_the_names_of_its_goals(board: Any, make_case: MakeCase) -> None:
    package = make_case("Aap", "Noot", "Mies", precedes=[("Aap", "Noot"), ("Noot", "Mies"), ("Mies", "Aap")])
    answer = await board.call("POST", "/v1/frameworks/imports", json=package)
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["type"].endswith("prerequisite-cycle")
    assert {goal["title"] for goal in problem["cycle"]} == {"Aap", "Noot", "Mies"}
    assert re.search("“Aap” → “Noot” → “Mies”|“Noot” → “Mies” → “Aap”", problem["detail"])
    assert [fault["pointer"] for fault in problem["errors"]] == [
        f"#/CFPackage/CFAssociations/{place}" for place in (3, 4, 5)
    ]
    assert (await board.get("/v1/goals")).json()["items"] == []


async def test_a_structure_that_goes_round_is_refused(board: Any, make_case: MakeCase) -> None:
    package = make_case("Aap", "Noot", children=[("Aap", "Noot"), ("Noot", "Aap")])
    answer = await board.call("POST", "/v1/frameworks/imports", json=package)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("parent-cycle")
    assert len(answer.json()["errors"]) == 2


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"{}", "text/csv", 415),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'{"CFPackage": 3}', "application/json", 422),
        (b" " * 16_000_001, "application/json", 413),
    ],
)
async def test_a_body_that_is_no_package_is_refused(board: Any, content: bytes, kind: str, status: int) -> None:
    answer = await board.call("POST", "/v1/frameworks/imports", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_an_educator_may_not_import(board: Any, make_case: MakeCase) -> None:
    answer = await board.call("POST", "/v1/frameworks/imports", "educator", json=make_case("A"))
    assert answer.status_code == 403
