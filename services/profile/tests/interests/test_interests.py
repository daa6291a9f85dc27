"""Interests: said by the learner, for a while, and told to others as a whole."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.errors import Invalid
from eigenwijs_shared.events.tables import outbox
from profile_service.interests.actions import interests_again
from profile_service.interests.rules import LONGEST, as_written, matched

TODAY = datetime.now(UTC).date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/interests"


async def say(school: Any, topic: str, **values: Any) -> Any:
    return await school.post(of(school), {"topic": topic, **values}, "learner", school.learners[0])


async def told(school: Any) -> list[tuple[int, list[str]]]:
    """(version, topics) of each event, oldest first."""
    async with board_transaction(school.sessions, school.board_id) as session:
        bodies = (await session.execute(select(outbox.c.body).order_by(outbox.c.seq))).scalars()
        data = [json.loads(body)["data"] for body in bodies]
    return [(one["version"], [held["topic"] for held in one["interests"]]) for one in data]


async def test_a_learner_says_what_it_likes_and_it_is_told_as_a_whole(school: Any) -> None:
    assert (await school.get(of(school), "learner", school.learners[0])).json() == {"items": [], "nextCursor": None}
    first, second = await say(school, "Vulkanen"), await say(school, "  Oma's   Fiets-2 ")
    assert (first.status_code, first.json()["until"]) == (201, day(90))
    assert (second.json()["topic"], second.json()["authorId"]) == ("Oma's Fiets-2", str(school.learners[0]))
    assert await told(school) == [(1, ["vulkanen"]), (2, ["vulkanen", "oma's fiets-2"])]
    assert await school.announced() == ["profile.interests.changed.v1"] * 2


async def test_an_educator_may_write_it_down_and_is_shown_as_the_author(school: Any) -> None:
    me = school.educators[0]
    answer = await school.post(of(school), {"topic": "Ruimte"}, "educator", me)
    assert (answer.status_code, answer.json()["authorId"]) == (201, str(me))


async def test_said_again_in_other_letters_it_is_renewed_and_not_doubled(school: Any) -> None:
    await say(school, "Straße", until=day(1))
    await say(school, "STRASSE", until=day(20))
    present = (await school.get(of(school), "learner", school.learners[0])).json()["items"]
    assert [(one["topic"], one["until"]) for one in present] == [("STRASSE", day(20))]
    past = (await school.get(f"{of(school)}?history=true", "learner", school.learners[0])).json()["items"]
    assert [one["topic"] for one in past] == ["STRASSE", "Straße"]


async def test_twelve_at_a_time_is_the_most_even_when_they_arrive_together(school: Any) -> None:
    answers = await asyncio.gather(*(say(school, f"Onderwerp {number}") for number in range(15)))
    assert sorted(answer.status_code for answer in answers) == [201] * 12 + [409] * 3
    assert [version for version, _ in await told(school)] == list(range(1, 13))
    known = (await school.get(of(school), "learner", school.learners[0])).json()["items"][0]
    assert (await say(school, known["topic"])).status_code == 201


async def test_what_is_past_its_day_is_history_and_makes_room(school: Any) -> None:
    await say(school, "Dinosaurussen")
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE interest SET until = current_date - 1"))
    assert (await school.get(of(school), "learner", school.learners[0])).json()["items"] == []
    await say(school, "Dinosaurussen")
    assert (await told(school))[-1] == (2, ["dinosaurussen"])


async def test_taken_away_it_is_history_and_told_once(school: Any) -> None:
    path = f"{of(school)}/{(await say(school, 'Paarden')).json()['interestId']}"
    headers = school.headers("learner", school.learners[0])
    gone = [(await school.client.delete(path, headers=headers)).status_code for _ in range(2)]
    assert gone == [204, 204]
    assert await told(school) == [(1, ["paarden"]), (2, [])]
    assert (await school.client.delete(f"{of(school)}/{uuid4()}", headers=headers)).status_code == 404
    past = (await school.get(f"{of(school)}?history=true", "learner", school.learners[0])).json()["items"]
    assert past[0]["endedAt"] is not None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"topic": "x" * 41}, "#/topic"),
        ({"topic": "x" * 101}, "#/topic"),
        ({"topic": "  "}, "#/topic"),
        ({"topic": "<b>"}, "#/topic"),
        ({"topic": "a@b.nl"}, "#/topic"),
        ({"topic": "a\x00"}, "#/topic"),
        ({"topic": "Zee", "until": day(-1)}, "#/until"),
        ({"topic": "Zee", "until": day(367)}, "#/until"),
        ({"topic": "Zee", "clicks": 9}, "#/clicks"),
        ({}, "#/topic"),
    ],
)
async def test_what_is_no_topic_is_422_and_told_to_nobody(school: Any, body: Any, pointer: str) -> None:
    answer = await school.post(of(school), body, "learner", school.learners[0])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert await told(school) == []


async def test_reach_and_scope_are_asked_for(school: Any) -> None:
    other, me = school.educators[1], school.learners[0]
    assert (await school.get(of(school), "educator", other)).status_code == 404
    assert (await school.post(of(school), {"topic": "Zee"}, "educator", other)).status_code == 404
    blind = school.headers("learner", me, without="aims:write")
    assert (await school.client.post(of(school), json={"topic": "Zee"}, headers=blind)).status_code == 403


async def test_it_is_told_again_to_whoever_missed_it(school: Any) -> None:
    await say(school, "Zee")
    await school.post(of(school, 1), {"topic": "Bos"})
    async with board_transaction(school.sessions, school.board_id) as session:
        first, after = await interests_again(session, None, 1)
        second, _ = await interests_again(session, after, 1)
        assert await interests_again(session, str(second[0].learner_id), 1) == ([], None)
    assert {one.interests[0].topic for one in (*first, *second)} == {"zee", "bos"}


async def test_sent_again_under_its_key_it_is_said_once(school: Any) -> None:
    headers = {**school.headers("learner", school.learners[0]), "Idempotency-Key": "k1"}
    replies = [await school.client.post(of(school), json={"topic": "Zee"}, headers=headers) for _ in range(2)]
    assert replies[0].json() == replies[1].json()
    assert len(await told(school)) == 1


def written(topic: str) -> str | None:
    try:
        return as_written(topic)
    except Invalid:
        return None


@given(st.text(max_size=60))
def test_any_text_is_a_topic_or_refused_and_what_is_kept_stays_as_it_is(topic: str) -> None:
    kept = written(topic)
    assert kept is None or (as_written(kept) == kept and 0 < len(kept) <= LONGEST)


@given(st.text(alphabet="abc ABCéÉß'-1", min_size=1, max_size=30))
def test_topics_match_whatever_their_case(topic: str) -> None:
    assert matched(matched(topic)) == matched(topic)
