"""Three answers a week at most, from whom likes to, for whom the learner lets see it."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from eigenwijs_shared.db import board_transaction
from profile_service.motivation.rules import next_at, week_of
from profile_service.motivation.tables import motivation

SAID = {"autonomy": 4, "competence": 2, "relatedness": 5}


def path_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/motivation"


async def earlier(school: Any, week: date, *, shared: bool) -> None:
    async with board_transaction(school.sessions, school.board_id) as session:
        of = {"board_id": school.board_id, "learner_id": school.learners[0], "week": week, "shared": shared}
        await session.execute(insert(motivation).values(**of, **SAID, reported_at=datetime.now(UTC)))


async def test_a_learner_says_how_it_goes_and_nobody_else_hears(school: Any) -> None:
    me = school.learners[0]
    made = await school.post(path_of(school), SAID, "learner", me)
    assert (made.status_code, made.json()["competence"], made.json()["shared"]) == (201, 2, False)
    assert (await school.get(path_of(school), "learner", me)).json()["items"] == [made.json()]
    assert (await school.get(path_of(school), "educator", school.educators[0])).json()["items"] == []
    assert (await school.get(path_of(school), "board-admin")).json()["items"] == []
    assert await school.announced() == []


async def test_an_educator_sees_what_the_learner_shared(school: Any) -> None:
    await school.post(path_of(school), {**SAID, "shared": True}, "learner", school.learners[0])
    shown = await school.get(path_of(school), "educator", school.educators[0])
    assert [item["autonomy"] for item in shown.json()["items"]] == [4]


async def test_a_second_report_in_a_week_is_refused_with_when_the_next_may_come(school: Any) -> None:
    sending = [school.post(path_of(school), SAID, "learner", school.learners[0]) for _ in range(6)]
    answers = sorted(await asyncio.gather(*sending), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [201, *[409] * 5]
    refused = answers[1].json()
    assert refused["type"] == "urn:eigenwijs:problem:reported-this-week"
    assert datetime.fromisoformat(refused["nextAt"]) > datetime.now(UTC)
    assert datetime.fromisoformat(refused["nextAt"]).weekday() == 0


async def test_a_repeated_request_with_its_key_gets_the_first_reply(school: Any) -> None:
    headers = {**school.headers("learner", school.learners[0]), "Idempotency-Key": str(uuid4())}
    answers = [await school.client.post(path_of(school), json=SAID, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_pages_go_back_week_by_week(school: Any) -> None:
    weeks = [date(2026, 3, day) for day in (2, 9, 16)]
    await asyncio.gather(*(earlier(school, week, shared=True) for week in weeks))
    first = (await school.get(f"{path_of(school)}?limit=2", "learner", school.learners[0])).json()
    second = (await school.get(f"{path_of(school)}?limit=2&cursor={first['nextCursor']}")).json()
    assert [item["week"] for item in first["items"] + second["items"]] == ["2026-03-16", "2026-03-09", "2026-03-02"]
    assert second["nextCursor"] is None


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "W10"])
async def test_a_cursor_that_is_not_ours_is_422(school: Any, cursor: str) -> None:
    assert (await school.get(f"{path_of(school)}?cursor={cursor}")).status_code == 422


@pytest.mark.parametrize("role", ["educator", "board-admin", "sis"])
async def test_nobody_reports_for_a_learner(school: Any, role: str) -> None:
    assert (await school.post(path_of(school), SAID, role, school.educators[0])).status_code == 403


async def test_another_learner_is_not_there(school: Any) -> None:
    assert (await school.post(path_of(school, 1), SAID, "learner", school.learners[0])).status_code == 404
    assert (await school.get(path_of(school, 1), "learner", school.learners[0])).status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"autonomy": 0}, "#/autonomy"),
        ({"competence": 6}, "#/competence"),
        ({"relatedness": 2.5}, "#/relatedness"),
        ({"relatedness": None}, "#/relatedness"),
        ({"shared": "ja"}, "#/shared"),
        ({"mood": 1}, "#/mood"),
    ],
)
async def test_bad_input_names_the_place(school: Any, change: Any, pointer: str) -> None:
    answer = await school.post(path_of(school), {**SAID, **change}, "learner", school.learners[0])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_the_items_are_three_in_two_languages_with_their_source(school: Any) -> None:
    shown = (await school.get("/v1/motivation/items", "learner", school.learners[0])).json()
    assert [item["need"] for item in shown["items"]] == ["autonomy", "competence", "relatedness"]
    assert {*shown["items"][0]["text"]} == {"nl", "en"}
    assert (len(shown["answers"]), shown["optional"], "10.1007/s11031-014-9450-1" in shown["source"]) == (5, True, True)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-03-01T22:59:59+00:00", date(2026, 2, 23)),
        ("2026-03-01T23:00:00+00:00", date(2026, 3, 2)),
        ("2026-06-07T22:00:00+00:00", date(2026, 6, 8)),
        ("2026-12-31T12:00:00+00:00", date(2026, 12, 28)),
        ("2027-01-03T22:59:00+00:00", date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday_in_the_netherlands(now: str, week: date) -> None:
    assert week_of(datetime.fromisoformat(now)) == week


def test_the_next_week_begins_at_midnight_when_the_clock_was_turned() -> None:
    assert next_at(date(2026, 3, 23)).isoformat() == "2026-03-30T00:00:00+02:00"
    assert next_at(date(2026, 10, 19)).isoformat() == "2026-10-26T00:00:00+01:00"
