"""Which goals a learner aims for is told to who makes cards: never its words, and nothing that it keeps to itself."""

import json
from typing import Any

from services.profile.tests.aims.test_aims import change, know_goal, made
from sqlalchemy import delete, select

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import outbox
from profile_service.aims.telling import aims_again
from profile_service.tables import said_version


async def told(school: Any) -> list[list[str]]:
    """The goals of each event, oldest first; their versions count on from one."""
    async with board_transaction(school.sessions, school.board_id) as session:
        bodies = (await session.execute(select(outbox.c.body).order_by(outbox.c.seq))).scalars()
        events = [json.loads(body)["data"] for body in bodies]
    assert [one["version"] for one in events] == list(range(1, len(events) + 1))
    return [one["goalIds"] for one in events]


async def test_the_goals_of_open_aims_are_told_as_a_whole_and_nothing_of_their_words(school: Any) -> None:
    first, second = sorted([await know_goal(school), await know_goal(school)])
    await made(school, goalIds=[second], title="Geheim plan")
    path = await made(school, goalIds=[first])
    await change(school, path, {"state": "reached"})
    assert await told(school) == [[second], [first, second], [second]]
    async with board_transaction(school.sessions, school.board_id) as session:
        assert "Geheim" not in "".join((await session.execute(select(outbox.c.body))).scalars())


async def test_what_a_learner_keeps_from_its_educators_leads_to_nothing(school: Any) -> None:
    goal_id = await know_goal(school)
    path = await made(school, goalIds=[goal_id], visibleTo=[])
    await change(school, path, {"visibleTo": ["coach"]})
    await change(school, path, {"visibleTo": ["parents"]})
    assert await told(school) == [[], [goal_id], []]


async def test_an_aim_without_goals_or_a_change_of_words_is_told_to_nobody(school: Any) -> None:
    path = await made(school)
    await change(school, path, {"title": "Anders"})
    with_goals = await made(school, goalIds=[await know_goal(school)])
    await change(school, with_goals, {"title": "Ook anders"})
    assert len(await told(school)) == 1


async def test_who_missed_it_is_told_again_also_of_aims_from_before_they_were_told(school: Any) -> None:
    goal_id = await know_goal(school)
    await made(school, goalIds=[goal_id])
    async with board_transaction(school.sessions, school.board_id) as session:
        [again], after = await aims_again(session, None, 10)
        await session.execute(delete(said_version))
        [older], _ = await aims_again(session, None, 10)
    assert (again.version, [str(one) for one in again.goal_ids], after) == (1, [goal_id], None)
    assert (older.version, older.goal_ids) == (0, again.goal_ids)
