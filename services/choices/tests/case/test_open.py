"""CASE 1.1 for everybody: what a board opened, in the shapes of the standard, and nothing of any other."""

import copy
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from choices_service.case.tables import case_part, case_source, open_framework
from choices_service.tables import framework, goal

Json = dict[str, Any]
BASE = "/ims/case/v1p1"
NOBODY = "00000000-0000-4000-8000-000000000000"


def bare(package: Json) -> Json:
    found: Json = package["CFPackage"]
    return found


def document(package: Json) -> str:
    found: str = bare(package)["CFDocument"]["identifier"]
    return found


def definitions() -> Json:
    def one(title: str, **more: Any) -> Json:
        identifier = str(uuid4())
        about = {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "title": title}
        return {**about, "lastChangeDateTime": "2026-11-02T08:00:00Z", **more}

    return {
        "CFConcepts": [
            one("Getal", hierarchyCode="1"),
            one("Breuk", hierarchyCode="1.1"),
            one("x", hierarchyCode="10"),
        ],
        "CFSubjects": [one("Rekenen", hierarchyCode="1")],
        "CFItemTypes": [one("Leerdoel", hierarchyCode="1", description="wat een leerling kan")],
        "CFLicenses": [one("CC BY 4.0", licenseText="Vrij te gebruiken met naamsvermelding")],
        "CFAssociationGroupings": [one("Volgorde")],
    }


async def opened(board: Any, package: Json, is_open: bool = True) -> Any:
    await board.imports(package)
    answer = await board.call("PUT", f"/v1/frameworks/{document(package)}/open", json={"open": is_open})
    assert (answer.status_code, answer.json()["open"]) == (200, is_open), answer.text
    return answer


async def read(board: Any, path: str, **more: Any) -> Any:
    """Without any token."""
    return await board.client.get(f"{BASE}/{path}", **more)


def paths_of(package: Json) -> list[str]:
    inside = bare(package)
    item, link = inside["CFItems"][0]["identifier"], inside["CFAssociations"][0]["identifier"]
    return [
        f"CFDocuments/{document(package)}", f"CFPackages/{document(package)}", f"CFItems/{item}",
        f"CFItemAssociations/{item}", f"CFAssociations/{link}",
        *(f"{kind}/{one[0]['identifier']}" for kind, one in inside.get("CFDefinitions", {}).items()),
    ]  # fmt: skip


async def test_an_opened_framework_is_read_by_anybody_in_the_shapes_of_the_standard(board: Any, make_case: Any) -> None:
    package = make_case("A", "B", precedes=[("A", "B")])
    inside = bare(package)
    inside["CFDefinitions"] = definitions()
    inside["CFItems"][0]["notes"] = None
    await opened(board, package)
    answers = [await read(board, path) for path in paths_of(package)]
    assert [answer.status_code for answer in answers] == [200] * 10
    about, whole, item, links, link, concepts, subjects, types, licence, grouping = (each.json() for each in answers)
    assert about == {**inside["CFDocument"], "CFPackageURI": about["CFPackageURI"]}
    assert about["CFPackageURI"]["uri"] == f"{BASE}/CFPackages/{document(package)}"
    without = {key: value for key, value in inside["CFItems"][0].items() if key != "notes"}
    assert whole == {**inside, "CFItems": [without, inside["CFItems"][1]]}
    assert item == {**without, "CFDocumentURI": item["CFDocumentURI"]}
    assert (links["CFItem"], len(links["CFAssociations"])) == (item, 2)
    assert link["associationType"] == "isChildOf"
    assert [each["title"] for each in concepts["CFConcepts"]] == ["Getal", "Breuk"]
    assert (len(subjects["CFSubjects"]), len(types["CFItemTypes"])) == (1, 1)
    assert (licence["title"], grouping["title"]) == ("CC BY 4.0", "Volgorde")
    listed = (await read(board, "CFDocuments?limit=10000")).json()["CFDocuments"]
    assert document(package) in [each["identifier"] for each in listed]


@pytest.mark.parametrize("state", ["never opened", "closed again"])
async def test_what_is_not_open_is_not_there(board: Any, make_case: Any, state: str) -> None:
    package = make_case("A")
    bare(package)["CFDefinitions"] = definitions()
    await opened(board, package, is_open=state == "closed again")
    await opened(board, package, is_open=False)
    answers = [await read(board, path) for path in paths_of(package)]
    assert [answer.status_code for answer in answers] == [404] * 10
    listed = (await read(board, "CFDocuments?limit=10000")).json()["CFDocuments"]
    assert document(package) not in [each["identifier"] for each in listed]


async def test_one_board_opens_nothing_of_another_that_has_the_same(new_board: Any, make_case: Any) -> None:
    one, other, package = new_board(), new_board(), make_case("A", "B", precedes=[("A", "B")])
    secret = make_case("Alleen van ons")
    items = bare(package)["CFItems"]
    await opened(one, package)
    await opened(other, package)
    await other.imports(secret)
    await other.call("PUT", f"/v1/goals/{items[1]['identifier']}/prerequisites", json={"prerequisites": []})
    whole = (await read(one, f"CFPackages/{document(package)}")).json()
    assert whole == bare(package)  # once, and as the board that opened it first has it
    assert (await read(one, f"CFItems/{bare(secret)['CFItems'][0]['identifier']}")).status_code == 404
    await one.call("PUT", f"/v1/frameworks/{document(package)}/open", json={"open": False})
    whole = (await read(one, f"CFPackages/{document(package)}")).json()
    assert "precedes" not in {link["associationType"] for link in whole["CFAssociations"]}
    listed = (await read(one, "CFDocuments?limit=10000")).json()["CFDocuments"]
    assert [each["identifier"] for each in listed].count(document(package)) == 1


async def test_associations_of_a_framework_that_is_not_open_are_not_told_with_an_item(
    board: Any, make_case: Any
) -> None:
    package, closed = make_case("Kerndoel"), make_case("Leerdoel")
    above = bare(package)["CFItems"][0]["identifier"]
    bare(closed)["CFAssociations"][0]["destinationNodeURI"]["identifier"] = above
    await opened(board, package)
    await board.imports(closed)
    found = (await read(board, f"CFItemAssociations/{above}")).json()["CFAssociations"]
    assert [link["identifier"] for link in found] == [bare(package)["CFAssociations"][0]["identifier"]]


async def test_the_open_door_shows_no_table_but_these(board: Any, make_case: Any) -> None:
    await opened(board, make_case("Open"))
    await board.imports(make_case("Dicht"))
    async with board.sessions() as session, session.begin():
        await session.execute(text("SELECT set_config('app.open_door', 'on', true)"))
        rows = {table.name: (await session.execute(table.select())).all() for table in (framework, goal)}
        opens = {row.framework_id for row in await session.execute(open_framework.select())}
        parts = {
            row.framework_id for table in (case_part, case_source) for row in await session.execute(table.select())
        }
    assert rows == {"framework": [], "goal": []}
    assert parts <= opens


async def test_what_is_seen_already_is_not_sent_again(board: Any, make_case: Any) -> None:
    package = make_case("A")
    await opened(board, package)
    first = await read(board, f"CFPackages/{document(package)}")
    again = await read(board, f"CFPackages/{document(package)}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, no-cache"
    newer = copy.deepcopy(package)
    bare(newer)["CFItems"][0]["fullStatement"] = "B"
    await board.imports(newer)
    third = await read(board, f"CFPackages/{document(package)}", headers={"If-None-Match": first.headers["ETag"]})
    assert (third.status_code, third.json()["CFItems"][0]["fullStatement"]) == (200, "B")


@pytest.mark.parametrize(
    ("path", "status", "minor"),
    [
        (f"CFItems/{NOBODY}", 404, "unknownobject"),
        (f"CFConcepts/{NOBODY}", 404, "unknownobject"),
        ("CFItems/geen-uuid", 404, "invalid_uuid"),
        ("CFPackages/1", 404, "invalid_uuid"),
        ("CFTovenarij/x/y", 404, "unknownobject"),
        ("CFItems", 404, "unknownobject"),
        ("CFDocuments?limit=-1", 400, "invalid_selection_field"),
        ("CFDocuments?offset=x", 400, "invalid_selection_field"),
        ("CFDocuments?orderBy=omhoog", 400, "invalid_selection_field"),
        ("CFDocuments?sort=kleur", 400, "invalid_sort_field"),
        ("CFDocuments?fields=title,kleur", 400, "invalid_selection_field"),
        ("CFDocuments?filter=title='x'", 400, "invalid_selection_field"),
    ],
)
async def test_errors_are_told_in_the_words_of_the_standard(board: Any, path: str, status: int, minor: str) -> None:
    answer = await read(board, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
    told = answer.json()
    assert (told["imsx_codeMajor"], told["imsx_severity"]) == ("failure", "error")
    assert told["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == minor


async def test_documents_come_in_pages_in_the_order_that_is_asked(board: Any, make_case: Any) -> None:
    packages = [make_case("A") for _ in range(3)]
    for place, package in enumerate(packages):
        bare(package)["CFDocument"]["title"] = f"{uuid4().hex} {place}"
        await opened(board, package)
    answer = await read(board, "CFDocuments?sort=title&orderBy=desc&limit=2&fields=title,identifier")
    titles = [each["title"] for each in answer.json()["CFDocuments"]]
    assert titles == sorted(titles, reverse=True)
    assert {key for each in answer.json()["CFDocuments"] for key in each} == {"title", "identifier"}
    assert int(answer.headers["X-Total-Count"]) >= 3
    assert 'rel="next"' in answer.headers["Link"]
    assert "offset=2" in answer.headers["Link"]


async def test_a_draft_cannot_be_opened(board: Any) -> None:
    made = await board.call("POST", "/v1/frameworks", json={"title": "A", "creator": "B"})
    path = f"/v1/frameworks/{made.json()['frameworkId']}/open"
    answer = await board.call("PUT", path, json={"open": True})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "not-published")


async def test_an_educator_opens_nothing(board: Any, make_case: Any) -> None:
    package = make_case("A")
    await board.imports(package)
    path = f"/v1/frameworks/{document(package)}/open"
    assert (await board.call("PUT", path, "educator", json={"open": True})).status_code == 403
