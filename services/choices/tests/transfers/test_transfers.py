"""Many activities at once: all or nothing, what is wrong by its line, and what goes out comes in the same."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import httpx2
import pytest

from choices_service.transfers.rules import COLUMNS

Json = dict[str, Any]
MakeActivity = Callable[..., Json]
CSV, JSONL = "text/csv; charset=utf-8", "application/jsonl"
TOLD = "choices.activity.changed.v1"


async def sends(board: Any, body: str | bytes, kind: str = JSONL, query: str = "", **headers: str) -> httpx2.Response:
    sent = {"Content-Type": kind, **headers}
    path = f"/v1/activities/imports{query}"
    answer: httpx2.Response = await board.call("POST", path, "educator", content=body, headers=sent)
    return answer


def lines(*bodies: Json) -> str:
    return "".join(json.dumps(body) + "\n" for body in bodies)


def table(*bodies: Json, separator: str = ",", names: Sequence[str] = COLUMNS) -> str:
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, names, delimiter=separator)
    rows.writeheader()
    rows.writerows({name: cell(value) for name, value in body.items()} for body in bodies)
    return written.getvalue()


def cell(value: Any) -> Any:
    return "|".join(value) if isinstance(value, list) else value


async def export(board: Any, form: str) -> str:
    answer = await board.get(f"/v1/activities/export?format={form}", "educator")
    assert answer.status_code == 200
    said: str = answer.text
    return said


def without_versions(exported: str) -> list[Json]:
    return [{**json.loads(line), "version": None} for line in exported.splitlines()]


async def has_a_shelf(board: Any, *goal_ids: Any) -> None:
    a_form = await board.has_activity(goal_ids[0], kind="check", title="=1+1", materials=["a|b", "c\\d", "'s"])
    await board.has_activity(goal_ids[0], kind="check", parallelTo=a_form["activityId"], title='Zeg "hoi",\nen ga')
    await board.has_activity(*goal_ids, status="draft", links=["https://voorbeeld.nl/a,b"], title="'s Ochtends; vroeg")
    await board.has_activity(goal_ids[0], licence="CC-BY-4.0", author="-", accessibilityNotes="+ondertiteld")


@pytest.mark.parametrize(("form", "kind"), [("csv", CSV), ("jsonl", JSONL)])
async def test_what_goes_out_comes_in_the_same(
    board: Any, new_board: Any, make_case: Any, form: str, kind: str
) -> None:
    package, other = make_case("A", "B"), new_board()
    await board.imports(package)
    await other.imports(package)
    await has_a_shelf(board, *(item["identifier"] for item in package["CFPackage"]["CFItems"]))
    exported = await export(board, form)
    again = await sends(board, exported, kind)
    assert again.json() == {"dryRun": False, "rows": 4, "created": 0, "updated": 0, "unchanged": 4}
    elsewhere = await sends(other, exported, kind)
    assert elsewhere.json()["created"] == 4, elsewhere.text
    assert without_versions(await export(other, "jsonl")) == without_versions(await export(board, "jsonl"))


async def test_new_and_changed_are_made_told_and_found(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A", "B")
    old = await board.has_activity(ids["A"])
    bodies = [
        {**make_activity(ids["A"], title="Anders"), "activityId": old["activityId"]},
        make_activity(ids["B"], title="Nieuw"),
        make_activity(ids["B"], title="Nog niet", status="draft"),
    ]
    answer = await sends(board, lines(*bodies))
    assert (answer.status_code, answer.json()["created"], answer.json()["updated"]) == (200, 2, 1), answer.text
    assert [(e["title"], e["version"]) for e in await board.told(TOLD)][1:] == [("Anders", 2), ("Nieuw", 1)]
    found = (await board.get("/v1/activities?q=nieuwe")).json()["items"]
    assert [one["title"] for one in found] == ["Nieuw"]
    before = (await board.get(f"/v1/activities/{old['activityId']}/versions/1")).json()
    assert (before["title"], before["madeAt"]) == (old["title"], old["madeAt"])
    now = (await board.get(f"/v1/activities/{old['activityId']}")).json()
    assert (now["authorId"], now["madeAt"]) == (old["authorId"], old["madeAt"])


async def test_one_wrong_row_among_ten_thousand_is_named_and_nothing_is_done(
    board: Any, make_activity: MakeActivity
) -> None:
    ids = await board.has_goals("A")
    bodies = [make_activity(ids["A"], title=f"Spel {number}") for number in range(10_000)]
    bodies[4710]["minutes"] = "twintig"
    answer = await sends(board, table(*bodies), CSV, **{"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "#/4712/minutes", "code": "int_type", "detail": "Line 4712, minutes: This takes a whole number."}
    ]
    assert (await board.get("/v1/activities")).json()["items"] == []
    assert await board.told(TOLD) == []


async def test_ten_thousand_come_in_at_once(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    body = lines(*(make_activity(ids["A"], title=f"Spel {number}") for number in range(10_000)))
    answer = await sends(board, body)
    assert answer.json()["created"] == 10_000
    assert (await board.get("/v1/activities/facets?q=spel")).json()["total"] == 10_000
    assert len(await board.told(TOLD)) == 10_000


async def test_a_dry_run_says_the_same_and_changes_nothing(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    body = lines(make_activity(ids["A"]), make_activity(ids["A"], title="B"))
    tried = await sends(board, body, query="?dryRun=true")
    assert tried.json() == {"dryRun": True, "rows": 2, "created": 2, "updated": 0, "unchanged": 0}
    assert (await board.get("/v1/activities")).json()["items"] == []
    assert await board.told(TOLD) == []


async def test_sent_again_with_its_key_nothing_is_made_twice(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    body, key = lines(make_activity(ids["A"])), {"Idempotency-Key": "een"}
    first, again = [await sends(board, body, **key) for _ in range(2)]
    assert first.json() == again.json()
    assert len((await board.get("/v1/activities")).json()["items"]) == 1


async def test_who_was_overtaken_is_told_so(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    old = await board.has_activity(ids["A"])
    row = {**make_activity(ids["A"]), "activityId": old["activityId"], "version": 1}
    await sends(board, lines({**row, "title": "Eerst"}))
    late = await sends(board, lines({**row, "title": "Daarna"}))
    assert [fault["code"] for fault in late.json()["errors"]] == ["changed-meanwhile"]
    assert (await board.get(f"/v1/activities/{old['activityId']}")).json()["title"] == "Eerst"


async def test_a_dutch_spreadsheet_is_read(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    body = make_activity(ids["A"], materials=["knopen", "draad"])
    written = "\ufeff" + table(body, separator=";", names=list(body))
    assert (await sends(board, written.encode(), CSV)).json()["created"] == 1
    assert (await board.get("/v1/activities")).json()["items"][0]["materials"] == ["knopen", "draad"]


async def test_both_forms_of_a_check_may_come_in_one_file(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    a_form, b_form = "01990000-0000-7000-8000-00000000000a", "01990000-0000-7000-8000-00000000000b"
    check = make_activity(ids["A"], kind="check")
    pair = [{**check, "activityId": b_form, "parallelTo": a_form}, {**check, "activityId": a_form}]
    assert (await sends(board, lines(*pair))).json()["created"] == 2
    turned = [{**check, "activityId": b_form}, {**check, "activityId": a_form, "parallelTo": b_form}]
    assert (await sends(board, lines(*turned))).json()["updated"] == 2
    third = {**check, "parallelTo": b_form}
    refused = await sends(board, lines(third, {**check, "activityId": b_form, "kind": "project"}))
    assert {fault["code"] for fault in refused.json()["errors"]} == {"has-b-form", "no-partner"}


HEAD = "title,description,goalIds,form,medium,company,level,minutes,kind,topic"


@pytest.mark.parametrize(
    ("kind", "body", "pointer", "code"),
    [
        (CSV, "", "#", "empty"),
        (CSV, HEAD, "#", "empty"),
        (CSV, f"{HEAD},leerstijl\n", "#/1/leerstijl", "unknown-column"),
        (CSV, f"{HEAD},title\n", "#/1/title", "unknown-column"),
        (CSV, HEAD.replace(",kind", ""), "#/1/kind", "missing-column"),
        (CSV, f"{HEAD}\na,b\n", "#/2", "uneven"),
        (CSV, f'{HEAD}\n"a"b,c\n', "#/2", "no-table"),
        (CSV, f'{HEAD}\n"a,b\n', "#/2", "no-table"),
        (CSV, f"{HEAD}\n" + "a" * 200_000, "#/2", "no-table"),
        (CSV, f"{HEAD}\n\n,b,x,game,offline,pair,1,1,check,t".encode(), "#/3/title", "missing"),
        (CSV, f"{HEAD}\nB\xe9".encode("latin-1"), "#/2", "not-utf-8"),
        (JSONL, "\n\n{\n", "#/3", "no-json"),
        (JSONL, "[]\n", "#/1", "no-json"),
        (JSONL, "[" * 100_000, "#/1", "no-json"),
        (JSONL, '{"title": "a\\u0000"}', "#/1/title", "string_unicode"),
        (JSONL, "{}\n" * 200, "#/1/title", "missing"),
    ],
    ids=lambda part: str(part)[-30:].encode("unicode_escape").decode(),
)
async def test_a_file_that_is_none_is_a_clear_problem(
    board: Any, kind: str, body: str | bytes, pointer: str, code: str
) -> None:
    answer = await sends(board, body, kind)
    assert answer.status_code == 422, answer.text
    first = answer.json()["errors"][0]
    assert (first["pointer"], first["code"]) == (pointer, code)
    assert len(answer.json()["errors"]) <= 100


async def test_everything_wrong_is_named_at_once(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    old = await board.has_activity(ids["A"])
    good, key = make_activity(ids["A"]), old["activityId"]
    answer = await sends(
        board,
        lines(
            {**good, "goalIds": [str(board.group_id)]},
            {**good, "links": ["ftp://x"]},
            {**good, "activityId": key, "status": "review"},
            {**good, "activityId": "01990000-0000-7000-8000-00000000000c"},
            {**good, "activityId": "01990000-0000-7000-8000-00000000000c"},
        ),
    )
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "#/1/goalIds/0", "#/2/links/0", "#/3/status", "#/4/activityId", "#/5/activityId",
    ]  # fmt: skip
    assert answer.json()["errors"][0]["detail"] == "Regel 1, goalIds: Dit leerdoel bestaat hier niet."


async def test_other_kinds_of_file_and_callers_are_refused(board: Any) -> None:
    assert (await sends(board, "{}", "application/json")).status_code == 415
    refused = [
        await board.call("POST", "/v1/activities/imports", "learner", content="", headers={"Content-Type": CSV}),
        await board.get("/v1/activities/export"),
    ]
    assert [answer.status_code for answer in refused] == [403, 403]


async def test_a_board_exports_its_own_alone(board: Any, new_board: Any) -> None:
    ids = await board.has_goals("A")
    await board.has_activity(ids["A"])
    assert await export(new_board(), "csv") == ",".join(COLUMNS) + "\r\n"
    assert len((await export(board, "jsonl")).splitlines()) == 1
