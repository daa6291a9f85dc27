"""Coach talks: a promise is kept, moved or not kept, and its words are for whom the learner chose."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from eigenwijs_shared.db import board_transaction

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
LATER = (datetime.now(UTC) + timedelta(days=3)).isoformat()
PLAN = {"at": TOMORROW, "topic": "Hoe gaat het met je doelen?"}


def talks_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/talks"


async def planned(school: Any, *, hours_ago: int | None = None) -> str:
    """The path of a talk of the first learner and educator; its time has passed so many hours ago."""
    answer = await school.post(talks_of(school), PLAN, "educator", school.educators[0])
    assert answer.status_code == 201, answer.text
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(
            text("UPDATE talk SET at = now() - :hours * interval '1 hour' WHERE talk_id = :talk_id AND :hours > 0"),
            {"hours": hours_ago or 0, "talk_id": answer.json()["talkId"]},
        )
    return str(answer.headers["location"])


async def patch(school: Any, path: str, body: Any, role: Any = "educator", subject: Any = None) -> Any:
    """A PATCH by somebody who fetched it right before."""
    who = school.headers(role, subject or school.educators[0])
    seen = (await school.client.get(path, headers=who)).headers["etag"]
    return await school.client.patch(path, json=body, headers={**who, "If-Match": seen})


async def kept(school: Any) -> tuple[int, ...]:
    """(promised, held, missed, rescheduled)"""
    shown = (await school.get(talks_of(school), "learner", school.learners[0])).json()
    return tuple(shown[name] for name in ("promised", "held", "missed", "rescheduled"))


async def colleague(school: Any) -> Any:
    """Another educator of the first learner's group."""
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(
            text("UPDATE educator SET group_ids = :groups WHERE educator_id = :educator"),
            {"groups": list(school.groups), "educator": school.educators[1]},
        )
    return school.educators[1]


async def test_no_talks_is_an_empty_page_with_nothing_promised(school: Any) -> None:
    shown = (await school.get(talks_of(school), "learner", school.learners[0])).json()
    assert shown == {"items": [], "nextCursor": None, "promised": 0, "held": 0, "missed": 0, "rescheduled": 0}


async def test_a_talk_that_was_held_keeps_what_was_agreed(school: Any) -> None:
    path = await planned(school, hours_ago=1)
    body = {"state": "held", "notes": "Fijn gesprek", "agreements": ["Elke week een check"]}
    held = (await patch(school, path, body)).json()
    assert (held["state"], held["notes"], held["agreements"]) == ("held", "Fijn gesprek", ["Elke week een check"])
    assert (held["educatorId"], held["authorId"]) == (str(school.educators[0]), str(school.educators[0]))
    assert held["heldAt"] is not None
    assert await kept(school) == (1, 1, 0, 0)


async def test_a_missed_talk_says_whose_absence_it_was_and_nobody_has_to_say_why(school: Any) -> None:
    path = await planned(school, hours_ago=2)
    missed = (await patch(school, path, {"state": "missed", "missedBy": "educator"})).json()
    assert (missed["state"], missed["missedBy"], missed["missedReason"]) == ("missed", "educator", None)
    assert await kept(school) == (1, 0, 1, 0)


@pytest.mark.parametrize(("hours", "state", "counts"), [(23, "planned", (1, 0, 0, 0)), (25, "missed", (1, 0, 1, 0))])
async def test_a_promise_that_nobody_kept_within_a_day_was_not_kept(
    school: Any, hours: int, state: str, counts: tuple[int, ...]
) -> None:
    path = await planned(school, hours_ago=hours)
    assert (await school.get(path, "learner", school.learners[0])).json()["state"] == state
    assert await kept(school) == counts


async def test_who_forgot_to_say_that_it_was_held_may_still_do_so(school: Any) -> None:
    path = await planned(school, hours_ago=50)
    at = (datetime.now(UTC) - timedelta(hours=50)).isoformat()
    assert (await patch(school, path, {"state": "held", "heldAt": at})).json()["state"] == "held"
    assert await kept(school) == (1, 1, 0, 0)


async def test_a_talk_that_is_moved_stays_one_promise_and_says_so(school: Any) -> None:
    path = await planned(school)
    moved = (await patch(school, path, {"at": LATER}, "learner", school.learners[0])).json()
    assert (moved["state"], datetime.fromisoformat(moved["at"])) == ("planned", datetime.fromisoformat(LATER))
    assert [datetime.fromisoformat(at) for at in moved["movedFrom"]] == [datetime.fromisoformat(TOMORROW)]
    assert await kept(school) == (1, 0, 0, 1)


async def test_a_talk_that_was_not_kept_cannot_be_moved_out_of_the_count(school: Any) -> None:
    path = await planned(school, hours_ago=30)
    answer = await patch(school, path, {"at": LATER})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:talk-passed")
    assert await kept(school) == (1, 0, 1, 0)


async def test_a_talk_to_come_cannot_be_missed_yet(school: Any) -> None:
    answer = await patch(school, await planned(school), {"state": "missed"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:talk-to-come")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"at": "2020-01-01T10:00:00Z"}, "#/at"),
        ({"state": "held", "heldAt": "2999-01-01T10:00:00Z"}, "#/heldAt"),
        ({"state": "held", "missedBy": "learner"}, "#/missedBy"),
        ({"missedReason": "Ziek"}, "#/missedReason"),
        ({"state": "planned"}, "#/state"),
        ({"missedBy": "moeder", "state": "missed"}, "#/missedBy"),
        ({"agreements": [""]}, "#/agreements/0"),
        ({"topic": None}, "#/topic"),
    ],
)
async def test_a_change_that_is_none_is_422_with_its_place(school: Any, body: Any, pointer: str) -> None:
    answer = await patch(school, await planned(school), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({**PLAN, "at": "2020-01-01T10:00:00Z"}, 422, "#/at"),
        ({**PLAN, "at": "morgen"}, 422, "#/at"),
        ({"at": TOMORROW}, 422, "#/topic"),
        ({**PLAN, "educatorId": str(uuid4())}, 404, "#/educatorId"),
        (PLAN, 422, "#/educatorId"),
    ],
)
async def test_a_plan_that_is_none_is_refused_with_its_place(school: Any, body: Any, status: int, pointer: str) -> None:
    answer = await school.post(talks_of(school), body, "learner", school.learners[0])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (status, pointer)


async def test_a_talk_at_the_end_of_time_is_a_talk(school: Any) -> None:
    far = {**PLAN, "at": "9999-12-31T23:59:59Z"}
    answer = await school.post(talks_of(school), far, "educator", school.educators[0])
    assert (answer.status_code, answer.json()["state"]) == (201, "planned")
    assert await kept(school) == (1, 0, 0, 0)


async def test_a_learner_plans_with_an_educator_of_its_own_groups(school: Any) -> None:
    me = school.learners[0]
    theirs, ours = ({**PLAN, "educatorId": str(educator)} for educator in reversed(school.educators))
    assert (await school.post(talks_of(school), theirs, "learner", me)).status_code == 404
    assert (await school.post(talks_of(school), ours, "learner", me)).status_code == 201


async def test_notes_are_for_the_two_who_talk_and_for_whom_the_learner_chose(school: Any) -> None:
    path, me, other = await planned(school, hours_ago=1), school.learners[0], await colleague(school)
    await patch(school, path, {"state": "held", "notes": "Onder ons", "agreements": ["Bellen"]})
    assert (await school.get(path, "educator", other)).json()["notes"] == "Onder ons"
    hidden = await patch(school, path, {"notesVisibleTo": []}, "learner", me)
    assert hidden.json()["notesVisibleTo"] == []
    for role, subject in (("educator", other), ("sis", "client")):
        shown = (await school.get(path, role, subject)).json()
        assert (shown["notes"], shown["agreements"], shown["wordsHidden"]) == (None, None, True)
    for role, subject in (("educator", school.educators[0]), ("learner", me)):
        assert (await school.get(path, role, subject)).json()["notes"] == "Onder ons"
    over = await patch(school, path, {"notes": "Overschreven"}, "educator", other)
    assert (over.status_code, over.json()["type"]) == (403, "urn:eigenwijs:problem:learner-decides")


async def test_only_the_learner_says_who_reads_the_notes(school: Any) -> None:
    path = await planned(school)
    assert (await patch(school, path, {"notesVisibleTo": ["parents"]})).status_code == 403
    asked = {**PLAN, "notesVisibleTo": ["coach"]}
    assert (await school.post(talks_of(school), asked, "educator", school.educators[0])).status_code == 403


async def test_reach_scope_and_version_are_asked_for(school: Any) -> None:
    path, me = await planned(school), school.educators[0]
    other = school.educators[1]
    assert (await school.get(talks_of(school), "educator", other)).status_code == 404
    assert (await school.get(path, "educator", other)).status_code == 404
    assert (await school.get(f"{talks_of(school)}/{uuid4()}", "educator", me)).status_code == 404
    blind = school.headers("educator", me, without="aims:write")
    assert (await school.client.patch(path, json={}, headers=blind)).status_code == 403
    seeing = school.headers("educator", me)
    assert (await school.client.patch(path, json={}, headers=seeing)).status_code == 428
    stale = {**seeing, "If-Match": '"x"'}
    assert (await school.client.patch(path, json={}, headers=stale)).status_code == 412


async def test_pages_of_talks_hold_each_once_the_latest_first(school: Any) -> None:
    paths = [await planned(school, hours_ago=hours) for hours in (40, 10, 20)]
    first = (await school.get(f"{talks_of(school)}?limit=2", "learner", school.learners[0])).json()
    rest = (
        await school.get(f"{talks_of(school)}?limit=2&cursor={first['nextCursor']}", "learner", school.learners[0])
    ).json()
    shown = [f"{talks_of(school)}/{talk['talkId']}" for talk in first["items"] + rest["items"]]
    assert (shown, rest["nextCursor"], rest["promised"]) == ([paths[1], paths[2], paths[0]], None, 3)


async def test_sent_again_under_its_key_a_talk_is_promised_once(school: Any) -> None:
    headers = {**school.headers("educator", school.educators[0]), "Idempotency-Key": "k1"}
    first, again = [await school.client.post(talks_of(school), json=PLAN, headers=headers) for _ in range(2)]
    assert (first.status_code, again.json()) == (201, first.json())
    assert (await kept(school))[0] == 1
