"""Needs: words from a closed vocabulary, with who set them and until when; a diagnosis is never kept."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from eigenwijs_shared.contracts.needs import DUTCH, ENGLISH, NEEDS
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import outbox
from profile_service.needs.actions import needs_again
from profile_service.needs.rules import meant_by

TODAY = datetime.now(UTC).date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/needs"


async def put(school: Any, need: str, **values: Any) -> Any:
    return await school.post(of(school), {"need": need, **values}, "educator", school.educators[0])


async def told(school: Any) -> list[tuple[int, list[Any]]]:
    """(version, needs) of each event, oldest first."""
    async with board_transaction(school.sessions, school.board_id) as session:
        bodies = (await session.execute(select(outbox.c.body).order_by(outbox.c.seq))).scalars()
        data = [json.loads(body)["data"] for body in bodies]
    return [(one["version"], [(held["need"], held["until"]) for held in one["needs"]]) for one in data]


async def test_the_vocabulary_says_in_two_languages_what_each_is_and_does(school: Any) -> None:
    shown = (await school.get("/v1/needs?limit=200", "learner", school.learners[0])).json()["items"]
    assert [one["need"] for one in shown] == list(NEEDS)
    assert shown[0]["name"] == {"nl": "extra tijd", "en": "extra time"}
    assert all(one["inCards"]["nl"] and one["inCards"]["en"] for one in shown)
    assert set(DUTCH) == set(ENGLISH) == set(NEEDS)


async def test_the_vocabulary_comes_in_pages_too(school: Any) -> None:
    first = (await school.get("/v1/needs?limit=10", "parent", uuid4())).json()
    rest = (await school.get(f"/v1/needs?limit=10&cursor={first['nextCursor']}", "parent", uuid4())).json()
    assert [one["need"] for one in first["items"] + rest["items"]] == list(NEEDS)
    assert rest["nextCursor"] is None


async def test_a_need_says_who_set_it_and_until_when_and_is_told_as_a_whole(school: Any) -> None:
    made = await put(school, "extra-time")
    await put(school, "read-aloud", until=day(30))
    assert (made.status_code, made.json()["authorId"], made.json()["until"]) == (201, str(school.educators[0]), None)
    assert await told(school) == [
        (1, [("extra-time", None)]),
        (2, [("extra-time", None), ("read-aloud", day(30))]),
    ]
    shown = (await school.get(of(school), "learner", school.learners[0])).json()["items"]
    assert [one["need"] for one in shown] == ["read-aloud", "extra-time"]


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("dyslexie", "voorleesfunctie (read-aloud)"),
        ("Heeft ADHD volgens de huisarts", "korte opdrachten (short-tasks)"),
        ("ASS", "veranderingen vooraf horen (announced-changes)"),
        ("Extra tijd", "extra tijd (extra-time)"),
        ("iets anders " * 100, "extra tijd (extra-time)"),
        ("", "extra tijd (extra-time)"),
    ],
)
async def test_a_diagnosis_or_free_text_is_refused_with_what_fits_and_kept_nowhere(
    school: Any, written: str, fits: str
) -> None:
    answer = await put(school, written)
    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["pointer"]) == (422, "#/need")
    assert fault["detail"].startswith("Geen diagnose en geen vrije tekst: kies wat helpt, bijvoorbeeld")
    assert fits in fault["detail"]
    assert await told(school) == []
    assert (await school.get(f"{of(school)}?history=true", "educator", school.educators[0])).json()["items"] == []


async def test_the_hint_is_there_in_english_too(school: Any) -> None:
    headers = {**school.headers("educator", school.educators[0]), "Accept-Language": "en"}
    answer = await school.client.post(of(school), json={"need": "dyslexia"}, headers=headers)
    assert "choose what helps, such as read aloud (read-aloud)" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"need": "extra-time", "reason": "dyslexie"}, "#/reason"),
        ({"need": "extra-time", "until": day(-1)}, "#/until"),
        ({"need": "extra-time", "until": "ooit"}, "#/until"),
        ({"need": "extra-time", "until": "9999-12-31"}, "#/until"),
        ({"need": 1}, "#/need"),
        ({}, "#/need"),
    ],
)
async def test_what_is_no_need_is_422_and_told_to_nobody(school: Any, body: Any, pointer: str) -> None:
    answer = await school.post(of(school), body, "educator", school.educators[0])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert await told(school) == []


async def test_set_again_it_takes_the_place_of_the_earlier_one(school: Any) -> None:
    await put(school, "keyboard")
    await put(school, "keyboard", until=day(5))
    assert (await told(school))[-1] == (2, [("keyboard", day(5))])
    past = (await school.get(f"{of(school)}?history=true", "learner", school.learners[0])).json()["items"]
    assert [(one["until"], one["endedAt"] is None) for one in past] == [(day(5), True), (None, False)]


async def test_ended_it_is_history_with_who_ended_it_and_told_once(school: Any) -> None:
    path = f"{of(school)}/{(await put(school, 'quiet-place')).json()['needId']}"
    headers = school.headers("educator", school.educators[0])
    gone = [(await school.client.delete(path, headers=headers)).status_code for _ in range(2)]
    assert gone == [204, 204]
    assert await told(school) == [(1, [("quiet-place", None)]), (2, [])]
    assert (await school.get(of(school), "learner", school.learners[0])).json()["items"] == []
    past = (await school.get(f"{of(school)}?history=true", "learner", school.learners[0])).json()["items"]
    assert past[0]["endedById"] == str(school.educators[0])
    assert (await school.client.delete(f"{of(school)}/{uuid4()}", headers=headers)).status_code == 404


async def test_a_need_past_its_day_is_not_present_any_more(school: Any) -> None:
    await put(school, "large-print", until=day(0))
    assert len((await school.get(of(school), "learner", school.learners[0])).json()["items"]) == 1
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE held_need SET until = current_date - 1"))
    assert (await school.get(of(school), "learner", school.learners[0])).json()["items"] == []
    await put(school, "keyboard")
    assert (await told(school))[-1] == (2, [("keyboard", None)])


async def test_learners_read_and_do_not_write(school: Any) -> None:
    me = school.learners[0]
    assert (await school.post(of(school), {"need": "keyboard"}, "learner", me)).status_code == 403
    assert (await school.get(of(school), "learner", me)).status_code == 200
    assert (await school.get(of(school, 1), "learner", me)).status_code == 404
    assert (await school.get(of(school), "educator", school.educators[1])).status_code == 404
    assert (await school.post(of(school, 1), {"need": "keyboard"}, "educator", school.educators[0])).status_code == 404
    blind = school.headers("educator", school.educators[0], without="needs:read")
    assert (await school.client.get("/v1/needs", headers=blind)).status_code == 403


async def test_needs_set_at_once_get_versions_without_gaps(school: Any) -> None:
    await asyncio.gather(*(put(school, need) for need in NEEDS))
    events = await told(school)
    assert [version for version, _ in events] == list(range(1, len(NEEDS) + 1))
    assert {need for need, _ in events[-1][1]} == set(NEEDS)


async def test_it_is_told_again_to_whoever_missed_it(school: Any) -> None:
    await put(school, "keyboard")
    async with board_transaction(school.sessions, school.board_id) as session:
        again, after = await needs_again(session, None, 500)
    assert [(one.version, one.needs[0].need) for one in again] == [(1, "keyboard")]
    assert (again[0].learner_id, after) == (school.learners[0], None)


async def test_sent_again_under_its_key_it_is_set_once(school: Any) -> None:
    headers = {**school.headers("educator", school.educators[0]), "Idempotency-Key": "k1"}
    replies = [await school.client.post(of(school), json={"need": "keyboard"}, headers=headers) for _ in range(2)]
    assert replies[0].json() == replies[1].json()
    assert len(await told(school)) == 1


@given(st.text(max_size=100))
def test_whatever_is_written_gets_a_hint_with_words_that_we_have(written: str) -> None:
    fitting = meant_by(written)
    assert fitting
    assert set(fitting) <= set(NEEDS)
