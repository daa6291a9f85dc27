"""What went in comes out, with all that we do not use ourselves; and going in again it changes nothing."""

import copy
import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Json = dict[str, Any]
SHARED_CASE = Path(__file__).parents[5] / "shared" / "data" / "case"
DEMO = Path(__file__).parents[4] / "deploy" / "demo" / "demo" / "data" / "frameworks"
PACKAGES = [*sorted(DEMO.glob("*.json")), *(sorted(SHARED_CASE.glob("*.json")) if SHARED_CASE.is_dir() else [])]


def bare(package: Json) -> Json:
    found: Json = package.get("CFPackage", package)
    return found


async def exported(board: Any, package: Json, role: str = "learner") -> Json:
    answer = await board.get(f"/v1/frameworks/{bare(package)['CFDocument']['identifier']}/package", role)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def goals_of(board: Any) -> list[Json]:
    return [
        {key: value for key, value in goal.items() if key != "version"}
        for goal in (await board.get("/v1/goals?limit=200")).json()["items"]
    ]


async def test_the_packages_of_the_field_come_out_as_they_went_in(new_board: Any) -> None:
    board = new_board()
    for path in reversed(PACKAGES):  # the kerndoelen before what hangs under them
        await board.imports(json.loads(path.read_text()))
    for path in PACKAGES:
        package = json.loads(path.read_text())
        assert await exported(board, package) == bare(package)


async def test_importing_what_was_exported_changes_nothing_here_and_gives_the_same_elsewhere(
    board: Any, new_board: Any, make_case: Any
) -> None:
    package = make_case("A", "B", "C", "D", precedes=[("A", "B"), ("B", "C")], children=[("B", "A"), ("C", "A")])
    await board.imports(package)
    out = await exported(board, package)
    again = await board.imports(out)
    assert (again["created"], again["updated"], again["retired"], again["unchanged"]) == (0, 0, 0, 4)
    other = new_board()
    await other.imports(out)
    assert await goals_of(other) == await goals_of(board)
    assert await exported(other, package) == out


UNUSED = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text("abcXYZ_~/é", min_size=1), inside, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=st.lists(UNUSED, min_size=5, max_size=5), wrapped=st.booleans())
async def test_whatever_a_package_carries_beside_what_we_use_comes_back(
    board: Any, make_case: Any, members: list[Any], wrapped: bool
) -> None:
    package = bare(make_case("A", "B", precedes=[("A", "B")]))
    places = (package, package["CFDocument"], package["CFItems"][1], package["CFAssociations"][0])
    for place, member in zip(places, members, strict=False):
        place["extensions"] = member
    package["CFAssociations"][2]["originNodeURI"]["targetType"] = members[4]
    await board.imports({"CFPackage": package} if wrapped else package)
    assert await exported(board, package) == package


@pytest.mark.parametrize("place", ["CFDocument", "CFItems/0", "CFAssociations/0", ""])
async def test_what_cannot_be_stored_is_named_wherever_it_stands(board: Any, make_case: Any, place: str) -> None:
    package = bare(make_case("A"))
    where: Any = package
    for step in filter(None, place.split("/")):
        where = where[int(step)] if step.isdigit() else where[step]
    where["notes"] = {"a/b": ["goed", "nul \x00"]}
    content = json.dumps(package)
    answer = await board.call(
        "POST", "/v1/frameworks/imports", content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    expected = "/".join(filter(None, ["#", place, "notes/a~1b/1"]))
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [expected]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
async def test_what_is_no_number_of_json_is_malformed(board: Any, make_case: Any, number: str) -> None:
    content = json.dumps({**bare(make_case("A")), "extensions": "HERE"}).replace('"HERE"', number)
    answer = await board.call(
        "POST", "/v1/frameworks/imports", content=content, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400


async def test_an_order_that_the_board_set_is_in_what_comes_out(board: Any, new_board: Any, make_case: Any) -> None:
    package = make_case("A", "B", "C", precedes=[("A", "C")])
    await board.imports(package)
    ids = {item["fullStatement"]: item["identifier"] for item in bare(package)["CFItems"]}
    path = f"/v1/goals/{ids['C']}/prerequisites"
    answer = await board.call("PUT", path, json={"prerequisites": [ids["B"]]})
    assert answer.status_code == 200
    out = await exported(board, package)
    said = [
        (link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"])
        for link in out["CFAssociations"]
        if link["associationType"] == "precedes"
    ]
    assert said == [(ids["B"], ids["C"])]
    assert (await board.imports(out))["unchanged"] == 3
    other = new_board()
    await other.imports(out)
    assert (await other.get(f"/v1/goals/{ids['C']}")).json()["prerequisiteIds"] == [ids["B"]]


async def test_the_publishers_next_edition_does_not_undo_the_boards_order(board: Any, make_case: Any) -> None:
    package = make_case("A", "B", precedes=[("A", "B")])
    await board.imports(package)
    ids = [item["identifier"] for item in bare(package)["CFItems"]]
    await board.call("PUT", f"/v1/goals/{ids[1]}/prerequisites", json={"prerequisites": []})
    newer = copy.deepcopy(package)
    bare(newer)["CFDocument"]["version"] = "2"
    await board.imports(newer)
    out = await exported(board, package)
    assert "precedes" not in {link["associationType"] for link in out["CFAssociations"]}
    framework = (await board.get(f"/v1/frameworks/{bare(package)['CFDocument']['identifier']}")).json()
    assert (framework["edition"], framework["version"]) == ("2", 2)


async def test_an_unknown_framework_has_no_package(board: Any) -> None:
    assert (await board.get(f"/v1/frameworks/{uuid4()}/package")).status_code == 404


async def test_another_board_does_not_get_it(board: Any, new_board: Any, make_case: Any) -> None:
    package = make_case("A")
    await board.imports(package)
    path = f"/v1/frameworks/{bare(package)['CFDocument']['identifier']}/package"
    assert (await new_board().get(path, "board-admin")).status_code == 404


async def test_an_item_that_ended_is_out_of_use(board: Any, make_case: Any) -> None:
    package = make_case("A", "B")
    bare(package)["CFItems"][0]["statusEndDate"] = "2020-07-31"
    bare(package)["CFItems"][1]["statusEndDate"] = "vroeger"
    await board.imports(package)
    assert [goal["title"] for goal in await goals_of(board)] == ["B"]
    assert UUID(bare(package)["CFItems"][0]["identifier"])
