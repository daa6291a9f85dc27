"""Moves that begin and end: what holds when, what others hear of it, and what held at any moment of the past."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, text, update

from eigenwijs_shared.contracts.profile import AgencyMoved
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.events.envelope import Envelope
from eigenwijs_shared.events.tables import outbox
from profile_service import tables
from profile_service.agency.moving import turn_next
from profile_service.announcers import dials

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


def of_group(school: Any, number: int = 0) -> str:
    return f"/v1/groups/{school.groups[number]}/agency"


def of_learner(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/agency"


def move(position: str, since: timedelta | None = None, until: timedelta | None = None) -> dict[str, Any]:
    window = {"validFrom": since, "validUntil": until}
    said = {name: (NOW + one).isoformat() for name, one in window.items() if one is not None}
    return {"dimensions": {"form": position}, "reason": "Toetsweek", **said}


@pytest.fixture(autouse=True)
async def _nothing_due(sessions: Sessions) -> None:
    """The worker turns the dials of all boards, those of earlier tests too."""
    async with plumbing_transaction(sessions) as session:
        await session.execute(text("DELETE FROM agency_due"))


async def heard(school: Any) -> list[AgencyMoved]:
    async with board_transaction(school.sessions, school.board_id) as session:
        bodies = (await session.execute(select(outbox.c.body).order_by(outbox.c.seq))).scalars()
        events = [Envelope.decode(body.encode()).event() for body in bodies]
    return [event for event in events if isinstance(event, AgencyMoved)]


async def form_at(school: Any, path: str, at: datetime) -> tuple[str, str | None]:
    answer = await school.client.get(
        f"{path}/effective", params={"at": at.isoformat()}, headers=school.headers("educator", school.educators[0])
    )
    form = answer.json()["dimensions"]["form"]
    return form["position"], form["rule"] and form["rule"]["reason"]


async def test_a_move_for_later_is_announced_when_it_begins_and_when_it_ends(school: Any) -> None:
    await school.put(of_group(school), move("learner"))
    await school.put(of_group(school), move("teacher", HOUR, 2 * HOUR))
    before = [(event.dimensions["form"], event.version) for event in await heard(school)]
    turned = [await turn_next(school.sessions, now=NOW + after) for after in (HOUR / 2, HOUR, HOUR, 2 * HOUR)]
    after = [(event.dimensions["form"], event.version) for event in await heard(school)]
    assert before == [("learner", 1)]
    assert turned == [False, True, False, True]
    assert after == [("learner", 1), ("teacher", 2), ("learner", 3)]


async def test_a_worker_that_was_away_announces_what_holds_now_once(school: Any) -> None:
    await school.put(of_group(school), move("teacher", HOUR, 2 * HOUR))
    await school.put(of_group(school), move("learner", 3 * HOUR, 4 * HOUR))
    turned = [await turn_next(school.sessions, now=NOW + 3 * HOUR) for _ in range(2)]
    assert turned == [True, False]
    assert [(event.dimensions, event.version) for event in await heard(school)] == [({"form": "learner"}, 1)]


async def test_a_worker_that_dies_while_it_turns_a_dial_has_said_nothing_and_turns_it_again(
    school: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await school.put(of_group(school), move("teacher", HOUR))

    async def die(*_: object) -> None:
        raise KeyError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("profile_service.agency.store.drop_due", die)
        with pytest.raises(KeyError):
            await turn_next(school.sessions, now=NOW + HOUR)
    assert await heard(school) == []
    assert await turn_next(school.sessions, now=NOW + HOUR)
    assert len(await heard(school)) == 1


async def test_whoever_asks_again_hears_what_was_announced_last(school: Any) -> None:
    await school.put(of_group(school), move("teacher", None, HOUR))
    await school.put(of_group(school), {**move("learner"), "subject": "nederlands"})
    await turn_next(school.sessions, now=NOW + HOUR)
    newest = {event.subject: event for event in await heard(school)}
    async with board_transaction(school.sessions, school.board_id) as session:
        again, _ = await dials(session, None, 10)
    assert {event.subject: event for event in again if isinstance(event, AgencyMoved)} == newest


async def test_the_dial_at_any_moment_is_what_its_moves_came_to_then(school: Any) -> None:
    await school.put(of_group(school), {**move("learner"), "reason": "Kan het"})
    await school.put(of_group(school), move("teacher", HOUR, 2 * HOUR))
    moments = [NOW - HOUR, NOW + HOUR / 2, NOW + HOUR, NOW + 2 * HOUR]
    assert [await form_at(school, of_learner(school), at) for at in moments] == [
        ("shared", None),
        ("learner", "Kan het"),
        ("teacher", "Toetsweek"),
        ("learner", "Kan het"),
    ]


async def test_of_the_past_the_groups_of_then_count(school: Any) -> None:
    """The learner moved from group 0 to group 1 an hour ago; the move at group 0 is two hours old."""
    me, old, new = school.learners[0], school.groups[0], school.groups[1]
    async with board_transaction(school.sessions, school.board_id) as session:
        mine = (tables.membership.c.user_id == me, tables.membership.c.group_id == old)
        ended = {"began_at": NOW - 9 * HOUR, "ended_at": NOW - HOUR}
        await session.execute(update(tables.membership).where(*mine).values(**ended))
        began = {"group_id": new, "user_id": me, "role": "learner", "began_at": NOW - HOUR}
        await session.execute(insert(tables.membership).values(board_id=school.board_id, **began))
        await session.execute(update(tables.learner).values(group_ids=[new]).where(tables.learner.c.learner_id == me))
        await session.execute(insert(tables.agency_move).values(**made(school, old, NOW - 2 * HOUR)))
    path = of_learner(school)
    admin = school.headers("board-admin")
    seen = [
        (await school.client.get(f"{path}/effective", params={"at": at.isoformat()}, headers=admin)).json()
        for at in (NOW - 3 * HOUR / 2, NOW)
    ]
    assert [one["dimensions"]["form"]["position"] for one in seen] == ["teacher", "shared"]


def made(school: Any, group_id: UUID, at: datetime) -> dict[str, Any]:
    dimensions = {"form": "teacher"}
    place = {"board_id": school.board_id, "scope": "group", "scope_id": group_id, "subject": "", "version": 1}
    return {**place, "dimensions": dimensions, "changes": dimensions, "author_id": "x", "reason": "r", "moved_at": at}


async def test_the_history_shows_from_when_until_when(school: Any) -> None:
    await school.put(of_group(school), move("teacher", HOUR, 2 * HOUR))
    [shown] = (await school.get(f"{of_group(school)}/history")).json()["items"]
    assert [datetime.fromisoformat(shown[name]) for name in ("validFrom", "validUntil")] == [NOW + HOUR, NOW + 2 * HOUR]
    assert shown["changes"] == {"form": "teacher"}


@pytest.mark.parametrize("window", [(2 * HOUR, HOUR), (HOUR, HOUR), (-2 * HOUR, -HOUR), (None, -HOUR)])
async def test_a_window_that_is_none_is_422_and_moves_nothing(school: Any, window: Any) -> None:
    refused = await school.put(of_group(school), move("teacher", *window))
    assert (refused.status_code, len(refused.json()["errors"])) == (422, 1)
    assert (await school.get(f"{of_group(school)}/history")).json()["items"] == []


async def test_the_worker_sees_what_is_due_on_all_boards_and_nobody_else_does(school: Any) -> None:
    await school.put(of_group(school), move("teacher", HOUR))
    async with school.sessions() as session, session.begin():
        assert (await session.execute(text("SELECT count(*) FROM agency_due"))).scalar_one() == 0
