"""A calendar is fetched by its own token, which opens nothing else and can be taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from choices_service.calendars.ical import Entry, calendar
from eigenwijs_shared.contracts.profile import EducatorChanged, LearnerChanged, ParentChanged
from eigenwijs_shared.db import board_transaction

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def made(board: Any, role: Any = "learner") -> Any:
    answer = await board.call("POST", f"/v1/learners/{board.learner_id}/calendars", role)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def fetch(board: Any, path: str, **headers: str) -> httpx2.Response:
    """As a calendar does: without signing in."""
    answer: httpx2.Response = await board.client.get(path, headers=headers)
    return answer


def unfolded(body: str) -> list[str]:
    return body.replace("\r\n ", "").split("\r\n")


@pytest.fixture
async def planned(board: Any) -> Any:
    """A draft with one task on next Monday, in a group that works from nine to ten."""
    monday = datetime.now(UTC).date() + timedelta(days=7 - datetime.now(UTC).weekday())
    ids = await board.has_goals("Tellen")
    slots = [{"weekday": day, "starts": "09:00", "ends": "10:00"} for day in (1, 2, 3)]
    path = f"/v1/groups/{board.group_id}/timetable"
    await board.call("PUT", path, "educator", json={"slots": slots}, headers={"If-Match": '"0"'})
    idea = {"title": "Molen; met vriend, en\\of zus", "goalIds": [str(ids["Tellen"])], "minutes": 45}
    body = {
        "learnerId": str(board.learner_id), "startsOn": str(monday),
        "tasks": [{"ownIdea": idea, "plannedOn": [str(monday)]}],
    }  # fmt: skip
    answer = await board.call("POST", "/v1/contracts", "learner", json=body)
    assert answer.status_code == 201, answer.text
    return monday, answer.json()


async def test_a_calendar_shows_the_week_to_who_has_its_address(board: Any, planned: Any) -> None:
    monday, contract = planned
    answer = await fetch(board, (await made(board))["path"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    lines = unfolded(answer.text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert f"UID:{contract['tasks'][0]['taskId']}-1@eigenwijs" in lines
    assert r"SUMMARY:Molen\; met vriend\, en\\of zus (45 min)" in lines
    start = next(line for line in lines if line.startswith("DTSTART:"))
    assert start[8:16] == f"{monday:%Y%m%d}"
    assert "DTSTART" in start
    assert start[17:21] in {"0700", "0800"}  # nine o'clock at school, in summer or in winter


async def test_what_has_not_changed_is_not_sent_again(board: Any, planned: Any) -> None:
    path = (await made(board))["path"]
    tag = (await fetch(board, path)).headers["etag"]
    assert (await fetch(board, path, **{"If-None-Match": tag})).status_code == 304


async def test_a_token_that_was_revoked_opens_nothing(board: Any, planned: Any) -> None:
    calendar_made = await made(board)
    path = f"/v1/learners/{board.learner_id}/calendars"
    assert [one["calendarId"] for one in (await board.get(path)).json()["items"]] == [calendar_made["calendarId"]]
    assert (await board.call("DELETE", f"{path}/{calendar_made['calendarId']}", "educator")).status_code == 204
    answer = await fetch(board, calendar_made["path"])
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-calendar")
    assert (await board.get(path)).json() == {"items": []}
    assert (await board.call("DELETE", f"{path}/{calendar_made['calendarId']}", "educator")).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "é", "%00", "a" * 201, "' OR 1=1 --"])
async def test_a_token_that_is_not_ours_opens_nothing(board: Any, planned: Any, token: str) -> None:
    await made(board)
    answer = await board.client.get("/v1/contracts/calendar.ics", params={"token": token})
    assert answer.status_code in {404, 422}
    assert (await board.client.get(f"/v1/contracts/calendar.ics?token={token}")).status_code in {404, 422}


async def test_the_token_itself_is_nowhere(board: Any) -> None:
    token = (await made(board))["path"].split("token=")[1]
    async with board_transaction(board.sessions, board.board_id) as session:
        rows = (await session.execute(text("SELECT c::text FROM contract_calendar c"))).scalars().all()
        assert len(rows) == 1
        assert token not in rows[0]
        assert (
            await session.scalar(text("SELECT count(*) FROM outbox WHERE body LIKE '%' || :t || '%'"), {"t": token})
            == 0
        )


async def test_a_token_opens_the_calendar_and_nothing_else(board: Any) -> None:
    token = (await made(board))["path"].split("token=")[1]
    headers = {"Authorization": f"Bearer {token}"}
    path = f"/v1/contracts?learnerId={board.learner_id}"
    assert (await fetch(board, path, **headers)).status_code == 401
    assert (await fetch(board, f"{path}&token={token}")).status_code == 401


async def test_a_calendar_ends_when_its_maker_does_not_reach_the_learner_any_more(board: Any, planned: Any) -> None:
    of_educator, of_learner = await made(board, "educator"), await made(board)
    await board.hears(EducatorChanged(educator_id=board.educator_id, version=10**6, active=True, group_ids=[uuid4()]))
    assert (await fetch(board, of_educator["path"])).status_code == 404
    assert (await fetch(board, of_learner["path"])).status_code == 200
    gone = LearnerChanged(
        learner_id=board.learner_id, version=10**6, active=False, grades=[], school_ids=[], group_ids=[]
    )
    await board.hears(gone)
    assert (await fetch(board, of_learner["path"])).status_code == 404


async def test_a_parent_has_the_calendar_of_its_child(board: Any, planned: Any) -> None:
    parent = uuid4()
    await board.hears(ParentChanged(parent_id=parent, version=1, active=True, learner_ids=[board.learner_id]))
    token = board.keys.token("parent", board.board_id, parent)
    path = f"/v1/learners/{board.learner_id}/calendars"
    answer = await board.client.post(path, headers={"Authorization": f"Bearer {token}"})
    assert (await fetch(board, answer.json()["path"])).status_code == 200
    await board.hears(ParentChanged(parent_id=parent, version=2, active=True, learner_ids=[]))
    assert (await fetch(board, answer.json()["path"])).status_code == 404


async def test_ten_calendars_are_enough(board: Any) -> None:
    [await made(board) for _ in range(10)]
    answer = await board.call("POST", f"/v1/learners/{board.learner_id}/calendars", "learner")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:too-many-calendars")


@given(st.text(max_size=200))
def test_any_title_is_good_text_in_short_lines(title: str) -> None:
    entry = Entry(UUID(int=1), 1, title.encode(errors="replace").decode(), date(2026, 11, 23), 20, NOON, 3)
    body = calendar("Weektaak", [entry])
    assert max(len(line.encode()) for line in body.split("\r\n")) <= 75
    lines = unfolded(body)
    assert len(lines) == 19
    [summary] = [line for line in lines if line.startswith("SUMMARY:")]
    assert summary.endswith(" (20 min)")
    assert not any(ord(one) < 0x20 and one != "\t" for one in "".join(lines))
