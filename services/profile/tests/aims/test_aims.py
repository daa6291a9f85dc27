"""Aims: in the learner's own words, shown to whom the learner chose, and never deleted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import ProgrammingError

from eigenwijs_shared.contracts.choices import GoalChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer
from profile_service import tables
from profile_service.reactions import on_goals

AIM = {"title": "Ik wil een eigen spel maken", "text": "Over de zee."}
TODAY = datetime.now(UTC).date()
YESTERDAY, LATER = (TODAY - timedelta(days=1)).isoformat(), (TODAY + timedelta(days=60)).isoformat()


def aims_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/aims"


async def made(school: Any, **values: Any) -> str:
    """The path of a new aim of the first learner, by itself."""
    answer = await school.post(aims_of(school), {**AIM, **values}, "learner", school.learners[0])
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{aims_of(school)}/{answer.json()['aimId']}"
    return str(answer.headers["location"])


async def patch(school: Any, path: str, body: Any, role: Any = "learner", subject: Any = None, **headers: str) -> Any:
    who = school.headers(role, subject or school.learners[0])
    return await school.client.patch(path, json=body, headers={**who, **headers})


async def change(school: Any, path: str, body: Any, role: Any = "learner", subject: Any = None) -> Any:
    """A PATCH by somebody who fetched it right before."""
    seen = await school.get(path, role, subject or school.learners[0])
    return await patch(school, path, body, role, subject, **{"If-Match": seen.headers["etag"]})


async def know_goal(school: Any, **values: Any) -> str:
    goal = {
        "goal_id": uuid4(),
        "version": 1,
        "active": True,
        "subject": "nederlands",
        "title": "Verhalen lezen",
        **values,
    }
    async with board_transaction(school.sessions, values.get("board_id", school.board_id)) as session:
        await session.execute(insert(tables.goal).values({"board_id": school.board_id, **goal}))
    return str(goal["goal_id"])


async def test_a_learner_writes_an_aim_in_its_own_words(school: Any) -> None:
    shown = (await school.get(await made(school, horizon=LATER), "learner", school.learners[0])).json()
    assert (shown["title"], shown["text"], shown["horizon"]) == (AIM["title"], AIM["text"], LATER)
    assert (shown["state"], shown["ambition"], shown["steps"]) == ("open", "as-advised", [])
    assert (shown["authorId"], shown["visibleTo"]) == (str(school.learners[0]), ["coach"])
    assert await school.announced() == []


async def test_what_an_educator_writes_on_behalf_says_who_wrote_it(school: Any) -> None:
    me = school.educators[0]
    answer = await school.post(aims_of(school), AIM, "educator", me)
    assert (answer.status_code, answer.json()["authorId"]) == (201, str(me))
    assert (await school.get(aims_of(school), "learner", school.learners[0])).json()["items"] == [answer.json()]


async def test_nobody_out_of_reach_reads_or_writes(school: Any) -> None:
    other = school.educators[1]
    path = await made(school)
    assert (await school.get(aims_of(school), "educator", other)).status_code == 404
    assert (await school.post(aims_of(school), AIM, "educator", other)).status_code == 404
    assert (await school.get(path, "learner", school.learners[1])).status_code == 404
    theirs = path.replace(str(school.learners[0]), str(school.learners[1]))
    assert (await school.get(theirs, "learner", school.learners[1])).status_code == 404
    stranger = bearer(school.keys.token("board-admin", uuid4()))
    assert (await school.client.get(path, headers=stranger)).status_code == 404


async def test_without_the_scope_it_is_403(school: Any) -> None:
    reads = school.headers("learner", school.learners[0], without="aims:read")
    writes = school.headers("learner", school.learners[0], without="aims:write")
    assert (await school.client.get(aims_of(school), headers=reads)).status_code == 403
    assert (await school.client.post(aims_of(school), json=AIM, headers=writes)).status_code == 403


async def test_an_aim_that_is_not_shown_to_the_coach_is_not_there_for_an_educator(school: Any) -> None:
    path, me = await made(school, visibleTo=[]), school.educators[0]
    assert (await school.get(aims_of(school), "educator", me)).json() == {"items": [], "nextCursor": None}
    answers = [
        await school.get(path, "educator", me),
        await school.get(f"{path}/reflections", "educator", me),
        await school.post(f"{path}/steps", {"title": "Stap"}, "educator", me),
        await school.post(f"{path}/reflections", {"text": "Goed bezig"}, "educator", me),
        await patch(school, path, {"title": "Anders"}, "educator", me, **{"If-Match": "*"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert {answer.json()["type"] for answer in answers} == {"urn:eigenwijs:problem:unknown-aim"}
    assert (await school.get(path, "learner", school.learners[0])).status_code == 200


async def test_the_boards_people_and_systems_see_no_aim_unless_the_learner_lets_them(school: Any) -> None:
    path = await made(school)
    assert [(await school.get(path, role)).status_code for role in ("sis", "board-admin")] == [404, 404]
    await change(school, path, {"visibleTo": ["board", "coach"]})
    assert [(await school.get(path, role)).status_code for role in ("sis", "board-admin")] == [200, 200]


async def test_a_system_sees_what_it_wrote_itself_until_the_learner_says_otherwise(school: Any) -> None:
    answer = await school.post(aims_of(school), AIM)
    assert answer.json()["visibleTo"] == ["coach", "board"]
    assert (await school.get(answer.headers["location"])).status_code == 200
    await change(school, answer.headers["location"], {"visibleTo": ["coach"]})
    assert (await school.get(answer.headers["location"])).status_code == 404


async def test_only_the_learner_says_who_sees_it(school: Any) -> None:
    path, me = await made(school), school.educators[0]
    refused = await change(school, path, {"visibleTo": ["coach", "parents"]}, "educator", me)
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:eigenwijs:problem:learner-decides")
    assert (await school.post(aims_of(school), {**AIM, "visibleTo": ["coach"]}, "educator", me)).status_code == 403
    same = await change(school, path, {"visibleTo": ["coach"], "title": "Zo"}, "educator", me)
    assert (same.status_code, same.json()["changedById"]) == (200, str(me))


async def test_an_aim_may_be_linked_to_goals_of_this_board_only(school: Any) -> None:
    ours, gone, board_id = await know_goal(school), await know_goal(school, active=False), uuid4()
    theirs = await know_goal(school, board_id=board_id)
    assert (await school.post(aims_of(school), {**AIM, "goalIds": [ours, ours]})).json()["goalIds"] == [ours]
    refused = await school.post(aims_of(school), {**AIM, "goalIds": [ours, theirs, gone]})
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-goal")
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["#/goalIds/1", "#/goalIds/2"]
    path = await made(school, goalIds=[ours])
    assert (await change(school, path, {"goalIds": [theirs]})).status_code == 404


async def test_a_goal_that_was_linked_stays_linked_when_the_curriculum_moves_on(school: Any) -> None:
    ours = await know_goal(school)
    path = await made(school, goalIds=[ours])
    event = GoalChanged(
        goal_id=UUID(ours), version=2, active=False, framework_id=uuid4(), parent_id=None, subject="nederlands",
        title="Lezen", levels=[], prerequisite_ids=[], assessable=True,
    )  # fmt: skip
    async with board_transaction(school.sessions, school.board_id) as session:
        await on_goals(session, [event])
    kept = await change(school, path, {"goalIds": [ours], "title": "Toch"})
    assert (kept.status_code, kept.json()["goalIds"]) == (200, [ours])
    assert (await school.post(aims_of(school), {**AIM, "goalIds": [ours]})).status_code == 404


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"title": " "}, "#/title"),
        ({"title": "x" * 201}, "#/title"),
        ({"text": "a\x00"}, "#/text"),
        ({"text": " "}, "#/text"),
        ({"horizon": "9999-12-31"}, "#/horizon"),
        ({"horizon": YESTERDAY}, "#/horizon"),
        ({"horizon": "2026-02-30"}, "#/horizon"),
        ({"horizon": 20260101}, "#/horizon"),
        ({"horizon": "volgende week"}, "#/horizon"),
        ({"ambition": "beter"}, "#/ambition"),
        ({"ambitionLevel": "havo"}, "#/ambitionLevel"),
        ({"ambition": "above-advice", "ambitionLevel": "harvard"}, "#/ambitionLevel"),
        ({"goalIds": ["x"]}, "#/goalIds/0"),
        ({"goalIds": [str(uuid4())] * 21}, "#/goalIds"),
        ({"visibleTo": ["everybody"]}, "#/visibleTo/0"),
        ({"mood": "blij"}, "#/mood"),
        ({"state": "reached"}, "#/state"),
    ],
)
async def test_an_aim_that_is_not_one_is_422_with_its_place(school: Any, values: Any, pointer: str) -> None:
    answer = await school.post(aims_of(school), {**AIM, **values}, "learner", school.learners[0])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await school.get(aims_of(school), "learner", school.learners[0])).json()["items"] == []


async def test_one_may_aim_above_the_advice_and_come_back_from_it(school: Any) -> None:
    path = await made(school, ambition="above-advice", ambitionLevel="havo-vwo")
    back = (await change(school, path, {"ambition": "as-advised"})).json()
    assert (back["ambition"], back["ambitionLevel"]) == ("as-advised", None)


async def test_a_reached_aim_stays_and_says_when_and_in_what_words(school: Any) -> None:
    path = await made(school)
    reached = (await change(school, path, {"state": "reached", "stateWords": "Het spel werkt!"})).json()
    assert (reached["state"], reached["stateWords"]) == ("reached", "Het spel werkt!")
    assert datetime.fromisoformat(reached["stateAt"]) > datetime.fromisoformat(reached["createdAt"])
    shown = (await school.get(f"{aims_of(school)}?state=reached", "learner", school.learners[0])).json()
    assert [aim["aimId"] for aim in shown["items"]] == [reached["aimId"]]
    assert (await school.get(f"{aims_of(school)}?state=let-go", "learner", school.learners[0])).json()["items"] == []
    deleted = await school.client.delete(path, headers=school.headers("learner", school.learners[0]))
    assert deleted.status_code == 405


async def test_a_horizon_may_be_taken_away_and_one_that_passed_does_not_stop_a_change(school: Any) -> None:
    path = await made(school, horizon=LATER)
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE aim SET horizon = current_date - 10"))
    passed = (await school.get(path, "learner", school.learners[0])).json()["horizon"]
    assert (await change(school, path, {"title": "Later dan gedacht", "horizon": passed})).status_code == 200
    assert (await change(school, path, {"horizon": YESTERDAY})).status_code == 422
    assert (await change(school, path, {"horizon": None})).json()["horizon"] is None


async def test_a_change_says_which_version_it_saw(school: Any) -> None:
    path = await made(school)
    seen = {"If-Match": (await school.get(path, "learner", school.learners[0])).headers["etag"]}
    missing = await patch(school, path, {"title": "A"})
    first = await patch(school, path, {"title": "B"}, **seen)
    second = await patch(school, path, {"title": "C"}, "educator", school.educators[0], **seen)
    third = await patch(school, path, {"title": "C"}, **{"If-Match": first.headers["etag"]})
    assert [answer.status_code for answer in (missing, first, second, third)] == [428, 200, 412, 200]
    assert "If-Match" in missing.json()["detail"]
    assert (await patch(school, f"{aims_of(school)}/{uuid4()}", {}, **seen)).status_code == 404


async def test_steps_are_ticked_and_unticked(school: Any) -> None:
    path, me = await made(school), school.learners[0]
    step = (await school.post(f"{path}/steps", {"title": "Eerst een schets", "due": LATER}, "learner", me)).json()
    at = f"{path}/steps/{step['stepId']}"
    done = (await patch(school, at, {"done": True}, "educator", school.educators[0])).json()
    again = (await patch(school, at, {"done": True, "title": "Schets"})).json()
    assert (done["done"], again["doneAt"], again["title"]) == (True, done["doneAt"], "Schets")
    assert (await school.get(path, "learner", me)).json()["steps"] == [again]
    assert (await patch(school, at, {"done": False, "due": None})).json()["doneAt"] is None
    assert (await patch(school, f"{path}/steps/{uuid4()}", {"done": True})).status_code == 404
    assert (await patch(school, at, {"due": YESTERDAY})).json()["errors"][0]["pointer"] == "#/due"


async def test_thirty_steps_are_enough_even_when_they_arrive_together(school: Any) -> None:
    path, me = await made(school), school.learners[0]
    steps = [school.post(f"{path}/steps", {"title": f"Stap {n}"}, "learner", me) for n in range(33)]
    answers = await asyncio.gather(*steps)
    assert sorted(answer.status_code for answer in answers) == [201] * 30 + [409] * 3


async def test_looking_back_is_added_to_and_never_rewritten(school: Any) -> None:
    path, me = await made(school), school.learners[0]
    await school.post(f"{path}/reflections", {"text": "Lastig begin"}, "learner", me)
    await school.post(f"{path}/reflections", {"text": "Mooi gedaan"}, "educator", school.educators[0])
    first = (await school.get(f"{path}/reflections?limit=1", "learner", me)).json()
    then = (await school.get(f"{path}/reflections?limit=1&cursor={first['nextCursor']}", "learner", me)).json()
    assert [one["text"] for one in first["items"] + then["items"]] == ["Mooi gedaan", "Lastig begin"]
    assert then["nextCursor"] is None

    async def rewrite() -> None:
        async with board_transaction(school.sessions, school.board_id) as session:
            await session.execute(text("UPDATE aim_reflection SET text = ''"))

    with pytest.raises(ProgrammingError, match="permission denied"):
        await rewrite()


async def test_sent_again_under_its_key_it_is_made_once(school: Any) -> None:
    headers = {**school.headers("learner", school.learners[0]), "Idempotency-Key": "k1"}
    first, again = [await school.client.post(aims_of(school), json=AIM, headers=headers) for _ in range(2)]
    assert (first.status_code, again.json()) == (201, first.json())
    other = await school.client.post(aims_of(school), json={"title": "Anders"}, headers=headers)
    assert other.status_code == 422
    assert len((await school.get(aims_of(school), "learner", school.learners[0])).json()["items"]) == 1


async def test_pages_of_aims_hold_each_once_the_newest_first(school: Any) -> None:
    paths = [await made(school, title=f"Doel {number}") for number in range(3)]
    first = (await school.get(f"{aims_of(school)}?limit=2", "learner", school.learners[0])).json()
    rest = (
        await school.get(f"{aims_of(school)}?limit=2&cursor={first['nextCursor']}", "learner", school.learners[0])
    ).json()
    shown = [f"{aims_of(school)}/{aim['aimId']}" for aim in first["items"] + rest["items"]]
    assert (shown, rest["nextCursor"]) == (paths[::-1], None)
