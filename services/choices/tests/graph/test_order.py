"""The order of goals as data, as a table that goes out and in again, and what is to be looked at in it."""

from typing import Any
from uuid import uuid4

import pytest

Json = dict[str, Any]
CSV = {"Content-Type": "text/csv"}


async def framework(board: Any, make_case: Any, *names: str, **more: Any) -> tuple[str, dict[str, str]]:
    """Its id, and the ids of its goals by name; codes are the names in small letters."""
    package = make_case(*names, **more)
    items = package["CFPackage"]["CFItems"]
    for item in items:
        item["humanCodingScheme"] = item["fullStatement"].lower()
    told = await board.imports(package)
    return told["frameworkId"], {item["fullStatement"]: item["identifier"] for item in items}


async def sends(board: Any, framework_id: str, table: str, query: str = "", role: str = "educator") -> Any:
    path = f"/v1/frameworks/{framework_id}/graph/imports{query}"
    return await board.call("POST", path, role, content=table.encode(), headers=CSV)


async def order(board: Any, framework_id: str) -> set[tuple[str, str]]:
    graph = (await board.get(f"/v1/frameworks/{framework_id}/graph")).json()
    titles = {node["goalId"]: node["title"] for node in graph["nodes"]}
    return {(titles[edge["prerequisiteId"]], titles[edge["goalId"]]) for edge in graph["edges"]}


async def test_the_graph_has_every_goal_and_every_step(board: Any, make_case: Any) -> None:
    steps = [("A", "B"), ("B", "C"), ("A", "C")]
    framework_id, ids = await framework(board, make_case, "A", "B", "C", precedes=steps)
    graph = (await board.get(f"/v1/frameworks/{framework_id}/graph")).json()
    nodes = [(node["title"], node["depth"], node["outside"]) for node in graph["nodes"]]
    assert nodes == [("A", 0, False), ("B", 1, False), ("C", 2, False)]
    edges = {(edge["prerequisiteId"], edge["goalId"], edge["implied"]) for edge in graph["edges"]}
    assert edges == {(ids["A"], ids["B"], False), (ids["B"], ids["C"], False), (ids["A"], ids["C"], True)}


async def test_a_prerequisite_of_another_framework_is_seen_as_such(board: Any, make_case: Any) -> None:
    _, ids = await framework(board, make_case, "Elders")
    framework_id, here = await framework(board, make_case, "Hier")
    await sends(board, framework_id, f"goal,prerequisite\n{here['Hier']},{ids['Elders']}\n")
    graph = (await board.get(f"/v1/frameworks/{framework_id}/graph")).json()
    assert [(node["title"], node["outside"]) for node in graph["nodes"]] == [("Hier", False), ("Elders", True)]


async def test_around_a_goal_is_what_comes_before_and_after_so_far(board: Any, make_case: Any) -> None:
    steps = [("A", "B"), ("B", "C"), ("C", "D"), ("X", "D")]
    _, ids = await framework(board, make_case, "A", "B", "C", "D", "X", "los", precedes=steps)
    whole = (await board.get(f"/v1/goals/{ids['C']}/graph")).json()["nodes"]
    near = (await board.get(f"/v1/goals/{ids['C']}/graph?distance=1")).json()["nodes"]
    assert [[node["title"] for node in nodes] for nodes in (whole, near)] == [["A", "B", "C", "D"], ["B", "C", "D"]]


async def test_a_table_goes_out_and_in_again(board: Any, new_board: Any, make_case: Any) -> None:
    package = make_case("=A", "B", "C", precedes=[("=A", "B"), ("B", "C")])
    framework_id = (await board.imports(package))["frameworkId"]
    table = await board.get(f"/v1/frameworks/{framework_id}/graph", headers={"Accept": "text/csv"})
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=A" in table.text
    again = await sends(board, framework_id, table.text, "?whole=true")
    assert (again.status_code, again.json()["goals"], again.json()["unchanged"]) == (201, 0, 2)
    other = new_board()
    package["CFPackage"]["CFAssociations"] = package["CFPackage"]["CFAssociations"][:3]
    await other.imports(package)
    told = (await sends(other, framework_id, table.text, role="board-admin")).json()
    assert (told["goals"], told["added"], told["removed"]) == (2, 2, 0)
    assert await order(other, framework_id) == await order(board, framework_id)


TABLES = [
    "goal,prerequisite\nb,a\n",
    "\ufeffGoal;Prerequisite;notitie\r\nb;a;van mij\r\n\r\n",
    'prerequisite,goal\n"a"," b "',
]


@pytest.mark.parametrize("table", TABLES, ids=["plain", "spreadsheet", "quoted"])
async def test_tables_as_people_make_them_are_read(board: Any, make_case: Any, table: str) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B")
    assert (await sends(board, framework_id, table)).status_code == 201
    assert await order(board, framework_id) == {("A", "B")}


async def test_json_does_the_same(board: Any, make_case: Any) -> None:
    framework_id, ids = await framework(board, make_case, "A", "B")
    body = {"prerequisites": [{"goal": ids["B"], "prerequisite": "a"}]}
    answer = await board.call("POST", f"/v1/frameworks/{framework_id}/graph/imports", "educator", json=body)
    assert answer.status_code == 201
    assert await order(board, framework_id) == {("A", "B")}


async def test_a_whole_table_takes_away_what_is_not_in_it_and_another_adds(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B", "C", precedes=[("A", "B")])
    await sends(board, framework_id, "goal,prerequisite\nc,b\n")
    assert await order(board, framework_id) == {("A", "B"), ("B", "C")}
    told = (await sends(board, framework_id, "goal,prerequisite\nc,a\n", "?whole=true")).json()
    assert (told["added"], told["removed"]) == (1, 2)
    assert await order(board, framework_id) == {("A", "C")}
    events = {event["title"]: event for event in await board.told("choices.goal.changed.v1")}
    assert (events["B"]["prerequisiteIds"], events["C"]["version"]) == ([], 3)


async def test_a_dry_run_says_the_same_and_changes_nothing(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B")
    table = "goal,prerequisite\nb,a\n"
    dry = (await sends(board, framework_id, table, "?dryRun=true")).json()
    assert await order(board, framework_id) == set()
    assert len(await board.told("choices.goal.changed.v1")) == 2
    assert {**dry, "dryRun": False} == (await sends(board, framework_id, table)).json()


async def test_one_wrong_row_among_ten_thousand_is_named_and_nothing_goes_in(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B")
    rows = ["b,a"] * 10_000
    rows[6788] = "b,bestaat niet"
    answer = await sends(board, framework_id, "\n".join(["goal,prerequisite", *rows]))
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("line/6790/prerequisite", "unknown-goal")
    assert "Rij 6790" in fault["detail"]
    assert "bestaat niet" in fault["detail"]
    assert await order(board, framework_id) == set()


async def test_each_kind_of_wrong_row_is_named(board: Any, make_case: Any) -> None:
    _, elsewhere = await framework(board, make_case, "Elders")
    framework_id, ids = await framework(board, make_case, "A", "B", "b")
    table = f"goal,prerequisite\nb,a\na,a\n{elsewhere['Elders']},a\na,\n{uuid4()},a\n{ids['A']},{'x' * 400}\n"
    answer = await sends(board, framework_id, table)
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("line/2/goal", "ambiguous-code"),
        ("line/3/prerequisite", "self-reference"),
        ("line/4/goal", "not-in-framework"),
        ("line/5/prerequisite", "cell"),
        ("line/6/goal", "unknown-goal"),
        ("line/7/prerequisite", "cell"),
    ]


async def test_a_cycle_is_refused_with_the_rows_that_make_it(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B", "C", precedes=[("A", "B")])
    answer = await sends(board, framework_id, "goal,prerequisite\nc,b\na,c\n")
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "prerequisite-cycle")
    assert {goal["title"] for goal in answer.json()["cycle"]} == {"A", "B", "C"}
    pointers = sorted(fault["pointer"] for fault in answer.json()["errors"])
    assert pointers == ["line/2/prerequisite", "line/3/prerequisite"]
    assert await order(board, framework_id) == {("A", "B")}


BODIES: list[tuple[bytes, str, int]] = [
    (b"", "text/csv", 422),
    (b"a,b\n1,2", "text/csv", 422),
    (b'goal,prerequisite\n"a', "text/csv", 422),
    (b"goal,prerequisite\n\xff,b", "text/csv", 422),
    (b"goal,prerequisite\na\x00,b", "text/csv", 422),
    (b"{", "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b"[]", "application/json", 422),
    (b'{"prerequisites": [{"goal": 1, "prerequisite": "a"}]}', "application/json", 422),
    (b"x", "text/plain", 415),
]


@pytest.mark.parametrize(("content", "kind", "status"), BODIES, ids=range(len(BODIES)))
async def test_a_body_that_is_no_table_is_refused(
    board: Any, make_case: Any, content: bytes, kind: str, status: int
) -> None:
    framework_id, _ = await framework(board, make_case, "A")
    path = f"/v1/frameworks/{framework_id}/graph/imports"
    answer = await board.call("POST", path, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


async def test_the_check_names_what_to_look_at(board: Any, make_case: Any) -> None:
    package = make_case("A", "B", "Los", "Vroeg", "Laat", precedes=[("A", "B"), ("Laat", "Vroeg")])
    items = {item["fullStatement"]: item for item in package["CFPackage"]["CFItems"]}
    items["Laat"]["educationLevel"], items["Vroeg"]["educationLevel"] = ["vo-3"], ["groep-5", "groep-6"]
    unknown = str(uuid4())
    link = {**package["CFPackage"]["CFAssociations"][0], "identifier": str(uuid4()), "associationType": "isRelatedTo"}
    link["destinationNodeURI"] = {"title": "-", "identifier": unknown, "uri": "-"}
    package["CFPackage"]["CFAssociations"].append(link)
    framework_id = (await board.imports(package))["frameworkId"]
    found = (await board.get(f"/v1/frameworks/{framework_id}/graph/check")).json()
    assert (found["clean"], found["goals"], found["steps"], found["cycles"]) == (False, 5, 2, [])
    assert [goal["title"] for goal in found["orphans"]] == ["Los"]
    assert [(step["prerequisite"]["title"], step["goal"]["title"]) for step in found["backward"]] == [("Laat", "Vroeg")]
    assert [(each["associationType"], each["unknownId"]) for each in found["dangling"]] == [("isRelatedTo", unknown)]


async def test_a_sound_order_is_clean(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A", "B", precedes=[("A", "B")])
    assert (await board.get(f"/v1/frameworks/{framework_id}/graph/check")).json()["clean"] is True


async def test_nothing_of_it_is_there_for_another_board(board: Any, new_board: Any, make_case: Any) -> None:
    framework_id, ids = await framework(board, make_case, "A")
    other = new_board()
    paths = (f"frameworks/{framework_id}/graph", f"goals/{ids['A']}/graph", f"frameworks/{framework_id}/graph/check")
    assert [(await other.get(f"/v1/{path}", "board-admin")).status_code for path in paths] == [404] * 3
    assert (await sends(other, framework_id, "goal,prerequisite\n", role="board-admin")).status_code == 404


async def test_a_learner_changes_no_order(board: Any, make_case: Any) -> None:
    framework_id, _ = await framework(board, make_case, "A")
    assert (await sends(board, framework_id, "goal,prerequisite\n", role="learner")).status_code == 403
