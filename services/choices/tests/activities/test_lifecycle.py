"""From draft to review, published and retired: nothing is overwritten unseen, lost, or told before its time."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from choices_service.activities.actions import activities_again
from choices_service.activities.rules import MOVES, CannotMove, check_move
from eigenwijs_shared.db import board_transaction

Json = dict[str, Any]
MakeActivity = Callable[..., Json]
NOBODY = "01990000-0000-7000-8000-000000000001"
TOLD = "choices.activity.changed.v1"
STATUSES = some.sampled_from(sorted(MOVES))


async def tag_of(board: Any, activity_id: str) -> str:
    tag: str = (await board.get(f"/v1/activities/{activity_id}", "educator")).headers["ETag"]
    return tag


async def put(board: Any, activity_id: str, body: Json, path: str = "") -> httpx2.Response:
    headers = {"If-Match": await tag_of(board, activity_id)}
    answer: httpx2.Response = await board.call(
        "PUT", f"/v1/activities/{activity_id}{path}", "educator", json=body, headers=headers
    )
    return answer


async def moves(board: Any, activity_id: str, status: str, **more: Any) -> httpx2.Response:
    return await put(board, activity_id, {"status": status, **more}, "/status")


async def test_without_a_status_it_is_published_at_once(board: Any) -> None:
    ids = await board.has_goals("A")
    made = await board.has_activity(ids["A"])
    assert (made["status"], made["active"], made["version"]) == ("published", True, 1)


async def test_a_draft_is_told_to_nobody_and_seen_by_its_makers_alone(board: Any) -> None:
    ids = await board.has_goals("A")
    draft = await board.has_activity(ids["A"], status="draft")
    path = f"/v1/activities/{draft['activityId']}"
    seen = [
        (await board.get(one, role)).status_code
        for one in (path, f"{path}/versions")
        for role in ("learner", "educator")
    ]
    assert seen == [404, 200, 404, 200]
    assert (await board.get("/v1/activities")).json()["items"] == []
    drafts = (await board.get("/v1/activities?status=draft", "educator")).json()["items"]
    assert [one["activityId"] for one in drafts] == [draft["activityId"]]
    assert (await board.get("/v1/activities?status=draft")).status_code == 403
    assert await board.told(TOLD) == []
    async with board_transaction(board.sessions, board.board_id) as session:
        assert (await activities_again(session, None, 10))[0] == []


async def test_the_whole_way_is_told_and_every_step_of_it_kept(board: Any) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"], status="draft"))["activityId"]
    await moves(board, key, "review", note="Kijk je even naar stap 2?")
    await moves(board, key, "published")
    await moves(board, key, "retired")
    assert [(event["version"], event["active"]) for event in await board.told(TOLD)] == [(3, True), (4, False)]
    versions = (await board.get(f"/v1/activities/{key}/versions", "educator")).json()["items"]
    assert [(one["version"], one["status"]) for one in versions] == [
        (4, "retired"), (3, "published"), (2, "review"), (1, "draft"),
    ]  # fmt: skip
    assert versions[2]["note"] == "Kijk je even naar stap 2?"
    seen = (await board.get(f"/v1/activities/{key}/versions")).json()["items"]
    assert [one["version"] for one in seen] == [4, 3]
    one = await board.get(f"/v1/activities/{key}/versions/2", "educator")
    assert one.json() == versions[2]
    assert (await board.get(f"/v1/activities/{key}/versions/2")).status_code == 404


async def test_an_edit_is_a_new_version_that_is_told_and_the_old_one_stays_readable(
    board: Any, make_activity: MakeActivity
) -> None:
    ids = await board.has_goals("A", "B")
    made = await board.has_activity(ids["A"])
    answer = await put(board, made["activityId"], make_activity(ids["B"], title="Markt", minutes=30))
    changed = answer.json()
    assert (changed["version"], changed["title"], changed["goalIds"]) == (2, "Markt", [str(ids["B"])])
    assert answer.headers["ETag"] == await tag_of(board, made["activityId"])
    assert (await board.told(TOLD))[-1]["title"] == "Markt"
    assert (await board.get(f"/v1/activities/{made['activityId']}/versions/1")).json() == made


async def test_versions_come_in_pages(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"]))["activityId"]
    for minutes in (11, 12, 13):
        await put(board, key, make_activity(ids["A"], minutes=minutes))
    first = (await board.get(f"/v1/activities/{key}/versions?limit=2")).json()
    second = (await board.get(f"/v1/activities/{key}/versions?limit=2&cursor={first['nextCursor']}")).json()
    found = [(one["version"], one["minutes"]) for one in (*first["items"], *second["items"])]
    assert found == [(4, 13), (3, 12), (2, 11), (1, 20)]
    assert second["nextCursor"] is None


async def test_the_same_again_is_no_new_version(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"]))["activityId"]
    again = await put(board, key, make_activity(ids["A"]))
    assert again.json()["version"] == 1
    assert (await moves(board, key, "published")).json()["version"] == 1
    assert len(await board.told(TOLD)) == 1


async def test_of_two_who_edit_at_once_one_is_refused_and_nothing_of_it_kept(
    board: Any, make_activity: MakeActivity
) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"]))["activityId"]
    headers = {"If-Match": await tag_of(board, key)}
    answers = await asyncio.gather(
        *(
            board.call(
                "PUT", f"/v1/activities/{key}", "educator", json=make_activity(ids["A"], title=title), headers=headers
            )
            for title in ("Eerst", "Daarna")
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    won = next(answer.json()["title"] for answer in answers if answer.status_code == 200)
    found = (await board.get(f"/v1/activities/{key}")).json()
    assert (found["title"], found["version"]) == (won, 2)


@pytest.mark.parametrize("path", ["", "/status"])
async def test_who_does_not_say_what_it_saw_is_refused(board: Any, make_activity: MakeActivity, path: str) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"]))["activityId"]
    body = {"": make_activity(ids["A"], title="Ander"), "/status": {"status": "retired"}}[path]
    answer = await board.call("PUT", f"/v1/activities/{key}{path}", "educator", json=body)
    assert answer.status_code == 428
    refused = await board.call("PUT", f"/v1/activities/{key}{path}", "learner", json=body)
    assert refused.status_code == 403


async def test_a_step_that_is_no_step_names_those_that_are(board: Any) -> None:
    ids = await board.has_goals("A")
    key = (await board.has_activity(ids["A"]))["activityId"]
    answer = await moves(board, key, "review")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:activity-cannot-move")
    assert "draft, retired" in answer.json()["detail"]
    assert (await board.get(f"/v1/activities/{key}")).json()["version"] == 1


@given(before=STATUSES, after=STATUSES)
def test_from_everywhere_there_is_a_way_back_to_published(before: Any, after: Any) -> None:
    assert before == "published" or "published" in MOVES[before]
    with nullcontext() if after in {before, *MOVES[before]} else pytest.raises(CannotMove):
        check_move(before, after)


async def test_a_goal_becomes_assessable_when_its_activity_is_published(board: Any, make_case: Any) -> None:
    package = make_case("Getallen", "Tellen", children=[("Tellen", "Getallen")])
    await board.imports(package)
    above = package["CFPackage"]["CFItems"][0]["identifier"]
    key = (await board.has_activity(above, status="draft"))["activityId"]
    before = (await board.get(f"/v1/goals/{above}")).json()["assessable"]
    await moves(board, key, "published")
    assert (before, (await board.get(f"/v1/goals/{above}")).json()["assessable"]) == (False, True)


async def test_an_activity_keeps_a_goal_that_was_retired_but_gets_no_new_one(
    board: Any, make_case: Any, make_activity: MakeActivity
) -> None:
    package = make_case("A", "B")
    await board.imports(package)
    present, gone = (item["identifier"] for item in package["CFPackage"]["CFItems"])
    old = await board.has_activity(gone)
    other = await board.has_activity(present)
    package["CFPackage"]["CFItems"].pop()
    package["CFPackage"]["CFAssociations"].pop()
    await board.imports(package)
    kept = await put(board, old["activityId"], make_activity(gone, title="Nieuw"))
    refused_ = await put(board, other["activityId"], make_activity(present, gone))
    assert (kept.status_code, refused_.status_code) == (200, 404)


async def test_what_was_told_can_be_told_again_also_of_what_is_gone(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    await board.has_activity(ids["A"], status="review")
    key = (await board.has_activity(ids["A"]))["activityId"]
    await moves(board, key, "draft")
    await put(board, key, make_activity(ids["A"], title="In de maak"))
    assert (await board.get(f"/v1/activities/{key}")).status_code == 404
    async with board_transaction(board.sessions, board.board_id) as session:
        again, _ = await activities_again(session, None, 10)
    assert [event.model_dump(mode="json") for event in again] == (await board.told(TOLD))[-1:]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"links": ["https://voorbeeld.nl/les", "javascript:alert(1)"]}, "#/links/1"),
        ({"links": ["https://naam:geheim@voorbeeld.nl"]}, "#/links/0"),
        ({"links": ["https://"]}, "#/links/0"),
        ({"links": ["http://[::1"]}, "#/links/0"),
        ({"links": ["https://voorbeeld.nl/een les"]}, "#/links/0"),
        ({"links": ["https://voorbeeld.nl:99999/"]}, "#/links/0"),
        ({"links": ["https://" + "a" * 70 + ".nl"]}, "#/links/0"),
        ({"licence": "CC-BY-4.0"}, "#/author"),
        ({"licence": "vrij te gebruiken"}, "#/licence"),
        ({"accessibilityNotes": " "}, "#/accessibilityNotes"),
        ({"status": "retired"}, "#/status"),
        ({"parallelTo": NOBODY}, "#/parallelTo"),
        ({"kind": "check", "parallelTo": NOBODY}, "#/parallelTo"),
    ],
    ids=lambda part: str(part)[:40],
)
async def test_what_contradicts_itself_is_named(
    board: Any, make_activity: MakeActivity, more: Json, pointer: str
) -> None:
    ids = await board.has_goals("A")
    answer = await board.call("POST", "/v1/activities", "educator", json=make_activity(ids["A"], **more))
    assert answer.status_code == 422, answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


async def test_everything_about_it_comes_back(board: Any) -> None:
    ids = await board.has_goals("A")
    more = {
        "accessibilityNotes": "Ondertiteld; te doen met een schermlezer.",
        "licence": "CC-BY-4.0",
        "author": "Stichting Rekenlust",
        "links": ["https://voorbeeld.nl/les?stap=1#deel-2", "http://münchen.example/", "https://[2001:db8::1]/"],
        "language": "en",
    }
    made = await board.has_activity(ids["A"], **more)
    assert {name: made[name] for name in more} == more


async def test_a_check_has_one_a_and_one_b_form(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A", "B")
    a_form = await board.has_activity(ids["A"], kind="check")
    b_form = await board.has_activity(ids["A"], kind="check", parallelTo=a_form["activityId"])
    assert (b_form["parallelTo"], b_form["parallelBy"]) == (a_form["activityId"], None)
    found = (await board.get(f"/v1/activities/{a_form['activityId']}")).json()
    assert (found["parallelTo"], found["parallelBy"]) == (None, b_form["activityId"])
    third = make_activity(ids["A"], kind="check", parallelTo=a_form["activityId"])
    of_b = make_activity(ids["A"], kind="check", parallelTo=b_form["activityId"])
    other = make_activity(ids["B"], kind="check", parallelTo=a_form["activityId"])
    answers = [await board.call("POST", "/v1/activities", "educator", json=body) for body in (third, of_b, other)]
    assert [answer.json()["errors"][0]["code"] for answer in answers] == ["has-b-form", "no-partner", "has-b-form"]
    broken = await put(board, a_form["activityId"], make_activity(ids["A"]))
    itself = await put(
        board, a_form["activityId"], make_activity(ids["A"], kind="check", parallelTo=a_form["activityId"])
    )
    assert [broken.json()["errors"][0]["pointer"], itself.json()["errors"][0]["pointer"]] == ["#/kind", "#/parallelTo"]


async def test_of_two_b_forms_at_once_one_is_made(board: Any, make_activity: MakeActivity) -> None:
    ids = await board.has_goals("A")
    a_form = await board.has_activity(ids["A"], kind="check")
    body = make_activity(ids["A"], kind="check", parallelTo=a_form["activityId"])
    answers = await asyncio.gather(*(board.call("POST", "/v1/activities", "educator", json=body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422]


async def test_versions_cannot_be_rewritten_by_the_application(board: Any) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(text("DELETE FROM activity_version"))


async def test_another_board_sees_no_version(new_board: Any) -> None:
    mine, other = new_board(), new_board()
    ids = await mine.has_goals("A")
    made = await mine.has_activity(ids["A"])
    paths = [f"/v1/activities/{made['activityId']}{end}" for end in ("", "/versions", "/versions/1")]
    assert [(await other.get(path, "educator")).status_code for path in paths] == [404, 404, 404]
