"""Watches on the real database: found in facts, told to people, closed by themselves, and never opened by a rebuild."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import START, activity, educator_changed, goal, learner_changed, recorded
from sqlalchemy import delete, insert, select

from eigenwijs_shared.contracts.choices import ApartChanged
from eigenwijs_shared.contracts.profile import BoardCreated, ErasureRequested, LedgerRenewed
from eigenwijs_shared.contracts.recommend import WatchChanged
from eigenwijs_shared.db import board_transaction, plumbing_transaction
from eigenwijs_shared.events.tables import inbox
from eigenwijs_shared.testing import bearer
from recommend_service.catalogue.cache import Catalogues
from recommend_service.catalogue.model import Activity
from recommend_service.tables import estimate, learner_state
from recommend_service.watches.announcers import watches_again
from recommend_service.watches.daily import alarm_next, look_further
from recommend_service.watches.tables import (
    school_day,
    watch,
    watch_alarm,
    watch_due,
    watch_mark,
    watch_memory,
    watch_round,
)

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
PROJECTIONS = (learner_state, estimate, watch_memory)


async def alarms(board: Board, now: datetime = NOW) -> None:
    """What waits is told, as the worker does; also other boards of this database."""
    while await alarm_next(board.sessions, now=now):
        pass


async def day(board: Board, now: datetime = NOW) -> None:
    """The daily look at everybody."""
    while await look_further(board.sessions, Catalogues(), now=now):
        pass
    await alarms(board, now)


async def rows(board: Board, table: Any = watch) -> list[Any]:
    async with board_transaction(board.sessions, board.board_id) as session:
        return list(await session.execute(select(table)))


async def listed(board: Board, role: str = "educator") -> list[dict[str, Any]]:
    answer = await board.get(f"/v1/groups/{board.group_id}/watches", role)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def post(board: Board, watch_id: str, what: str, body: dict[str, Any], role: str = "educator") -> Any:
    subject = board.educator_id if role == "educator" else board.learner_id
    token = board.keys.token(role, board.board_id, subject)  # type: ignore[arg-type]  # a role
    return await board.client.post(f"/v1/watches/{watch_id}/{what}", json=body, headers=bearer(token))


async def is_stuck_at(board: Board, activities: list[Activity]) -> None:
    for one in activities:
        await board.tries(one, False, False, False)


async def schooldays(board: Board, *days: date) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(insert(school_day), [{"board_id": board.board_id, "day": one} for one in days])


async def test_a_learner_who_is_stuck_is_told_with_evidence_and_a_person(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(1)[2], False, False, False, False)
    await alarms(board)
    [found] = await listed(board)
    assert (found["kind"], found["goalId"], found["state"]) == ("stuck", str(shelf.goals[1].goal_id), "open")
    assert len(found["evidence"]["attempts"]) == found["evidence"]["numbers"]["tries"] == 3
    assert "Breuken vergelijken" in found["reason"]["learner"]
    ways = {way["kind"]: way for way in found["ways"]}
    assert ways["talk"]["educatorIds"] == [str(board.educator_id)]
    assert set(ways["form"]["activityIds"]) <= {str(one.activity_id) for one in shelf.of(1)}
    assert ways["foundation"]["goalIds"] == [str(shelf.goals[0].goal_id)]


async def test_an_alarm_is_announced_when_it_opens_and_when_it_closes_itself(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    await board.tries(shelf.of(0)[2], True, True)
    first, last = await board.announced(WatchChanged)
    assert (first.state, first.please_follow_up, last.state, last.closed_because) == ("open", True, "closed", "gone")
    assert first.version < last.version
    assert await listed(board) == []
    async with board_transaction(board.sessions, board.board_id) as session:
        assert await watches_again(session, None, 9) == ([last], None)


BATCHES = [[10], [1] * 10, [3, 3, 4], [7, 3]]


async def in_batches(board: Board, shelf: Shelf, sizes: list[int]) -> list[tuple[Any, ...]]:
    outcomes = [False] * 4 + [True, True] + [False] * 4
    at = shelf.of(0)[2]
    facts = [
        recorded(board.learner_id, place + 1, at.goal_ids, one, attempt_id=UUID(int=place), activity_id=at.activity_id)
        for place, one in enumerate(outcomes)
    ]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    await board.knows(shelf.goals, shelf.activities)
    for start, size in zip(starts, sizes, strict=True):
        await board.hears(*facts[start : start + size])
    found = await rows(board)
    return sorted((one.kind, one.number, str(one.evidence), one.closed_because, one.counter) for one in found)


async def test_the_same_facts_in_any_batch_give_the_same_watches(new_board: Callable[[], Board], shelf: Shelf) -> None:
    found = [await in_batches(new_board(), shelf, sizes) for sizes in BATCHES]
    assert found[1:] == found[:-1]
    assert [(one[1], one[3]) for one in found[0]] == [(1, "gone"), (2, None)]


@pytest.mark.parametrize("after", [(), (True, True)])
async def test_a_rebuild_opens_and_closes_nothing(board: Board, shelf: Shelf, after: tuple[bool, ...]) -> None:
    await board.knows(shelf.goals, shelf.activities)
    at = shelf.of(0)[2]
    facts = [
        recorded(board.learner_id, place + 1, at.goal_ids, one, activity_id=at.activity_id)
        for place, one in enumerate((False, False, False, *after))
    ]
    await board.hears(*facts)
    await alarms(board)
    before = await rows(board), await board.announced(WatchChanged)
    async with board_transaction(board.sessions, board.board_id) as session:
        [await session.execute(delete(one)) for one in PROJECTIONS]
    await day(board)
    await board.hears(*facts)
    await day(board, NOW + timedelta(days=1))
    assert (await rows(board), await board.announced(WatchChanged)) == before


async def test_a_corrected_ledger_that_is_told_anew_opens_nothing_twice(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    at = shelf.of(0)[2]
    await board.tries(at, False, False, False)
    await board.hears(LedgerRenewed(learner_id=board.learner_id, renewal=1))
    again = [recorded(board.learner_id, one, at.goal_ids, False, renewal=1) for one in (1, 2, 3)]
    await board.hears(*again)
    assert [one.number for one in await rows(board)] == [1]


async def test_who_resolves_is_not_asked_again_before_there_is_something_new(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [found] = await listed(board)
    answer = await post(board, found["watchId"], "resolve", {"note": "Samen bekeken."})
    assert (answer.status_code, answer.json()["state"], answer.json()["note"]) == (200, "closed", "Samen bekeken.")
    assert (await post(board, found["watchId"], "resolve", {"note": "Nog eens."})).status_code == 409
    await board.tries(shelf.of(0)[2], False, False)
    assert len(await rows(board)) == 1
    await board.tries(shelf.of(0)[2], False)
    assert [one.number for one in await rows(board)] == [1, 2]


async def test_a_snoozed_watch_is_out_of_sight_until_then(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [found] = await listed(board)
    until = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    answer = await post(board, found["watchId"], "snooze", {"until": until})
    assert (answer.status_code, answer.json()["state"]) == (200, "snoozed")
    assert await listed(board) == []
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(watch.update().values(snoozed_until=NOW - timedelta(days=30)))
    assert [one["watchId"] for one in await listed(board)] == [found["watchId"]]


@pytest.mark.parametrize("days", [-1, 61])
async def test_a_snooze_has_an_end_that_is_near(board: Board, shelf: Shelf, days: int) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [found] = await listed(board)
    until = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    answer = await post(board, found["watchId"], "snooze", {"until": until})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/until"


async def test_an_educator_hears_of_three_a_day_and_of_the_others_later(board: Board) -> None:
    goals = [goal(title=f"Doel {one}") for one in range(5)]
    activities = [activity(one, level=3) for one in goals]
    await board.knows(goals, activities)
    await is_stuck_at(board, activities)
    await alarms(board)
    first = await listed(board)
    await alarms(board, NOW + timedelta(hours=2))
    same = await listed(board)
    await day(board, NOW + timedelta(days=1))
    assert (len(first), same, len(await listed(board))) == (3, first, 5)
    assert len(await board.announced(WatchChanged)) == 5


async def test_pages_of_a_group_join_up(board: Board) -> None:
    goals = [goal(title=f"Doel {one}") for one in range(3)]
    activities = [activity(one, level=3) for one in goals]
    await board.knows(goals, activities)
    await is_stuck_at(board, activities)
    await alarms(board)
    path = f"/v1/groups/{board.group_id}/watches?limit=2"
    first = (await board.get(path, "educator")).json()
    rest = (await board.get(f"{path}&cursor={first['nextCursor']}", "educator")).json()
    assert [len(first["items"]), len(rest["items"]), rest["nextCursor"]] == [2, 1, None]


async def test_who_does_not_reach_the_learner_finds_no_watch(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [found] = await listed(board)
    stranger = board.keys.token("educator", board.board_id, uuid4())
    path = f"/v1/watches/{found['watchId']}/resolve"
    answers = [
        await board.client.post(path, json={"note": "x"}, headers=bearer(stranger)),
        await board.client.get(f"/v1/groups/{board.group_id}/watches", headers=bearer(stranger)),
        await board.client.get(f"/v1/learners/{board.learner_id}/watches", headers=bearer(stranger)),
        await post(board, str(uuid4()), "resolve", {"note": "x"}),
    ]
    assert [one.status_code for one in answers] == [404] * 4
    assert (await post(board, found["watchId"], "resolve", {"note": "x"}, "learner")).status_code == 403


async def test_a_learner_reads_what_is_open_of_itself_but_no_classmates(board: Board, shelf: Shelf) -> None:
    peer = uuid4()
    await board.knows(shelf.goals, shelf.activities)
    await with_peer(board, shelf, peer)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    path = f"/v1/learners/{board.learner_id}/watches"
    mine, theirs = (await board.get(path)).json()["items"][0], (await board.get(path, "educator")).json()["items"][0]
    assert str(peer) in str(theirs["ways"])
    assert str(peer) not in str(mine)
    assert mine["evidence"]["attempts"]


async def with_peer(board: Board, shelf: Shelf, peer: UUID) -> None:
    """A classmate who mastered the first goal just now."""
    at = shelf.of(0)[3]
    facts = {"activity_id": at.activity_id, "level": 3, "kind": "check", "occurred_at": datetime.now(UTC)}
    await board.hears(
        learner_changed(peer, group_ids=[board.group_id]),
        *(recorded(peer, one, at.goal_ids, True, **facts) for one in range(1, 9)),
    )


async def test_a_classmate_who_is_kept_apart_is_no_way_out(board: Board, shelf: Shelf) -> None:
    peer = uuid4()
    await board.knows(shelf.goals, shelf.activities)
    await with_peer(board, shelf, peer)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    before = str(await listed(board))
    pair = [sorted([board.learner_id, peer])]
    await board.hears(ApartChanged(group_id=board.group_id, version=2, pairs=pair))
    await board.hears(ApartChanged(group_id=board.group_id, version=1, pairs=[]))
    assert str(peer) in before
    assert str(peer) not in str(await listed(board))


async def test_silence_is_counted_in_school_days_and_ends_with_the_first_fact(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], True)
    await schooldays(board, *(date(2026, 11, one) for one in (3, 4, 5, 6, 9, 10, 11, 12, 13)))
    await day(board, datetime(2026, 11, 14, 9, tzinfo=UTC))
    nine = await rows(board)
    await schooldays(board, date(2026, 11, 16))
    await day(board, datetime(2026, 11, 17, 9, tzinfo=UTC))
    [found] = await listed(board)
    assert (nine, found["kind"], found["evidence"]["numbers"]) == ([], "silent", {"days": 10})
    await board.tries(shelf.of(0)[2], True)
    [closed] = await rows(board)
    assert closed.closed_because == "gone"


async def test_a_day_on_which_anybody_learnt_is_a_school_day_and_a_sunday_is_not(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await day(board, datetime(2026, 10, 30, 9, tzinfo=UTC))
    sunday = datetime(2026, 11, 1, 9, tzinfo=UTC)
    at = shelf.of(0)[2]
    await board.hears(recorded(uuid4(), 1, at.goal_ids, True, recorded_at=sunday))
    await board.tries(at, True)
    await day(board, datetime(2026, 11, 4, 9, tzinfo=UTC))
    assert [one.day for one in await rows(board, school_day)] == [START.date()]


async def test_always_alone_is_seen_where_there_is_something_to_do_together(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], *[True, False] * 5)
    await day(board)
    kinds = {one["kind"]: one for one in await listed(board)}
    together = next(way for way in kinds["alone"]["ways"] if way["kind"] == "together")
    assert together["activityIds"]
    await board.tries(shelf.of(0)[1], True)
    await day(board, NOW + timedelta(days=1))
    assert "alone" not in {one["kind"] for one in await listed(board)}


async def test_the_highest_there_is_going_well_asks_for_one_above(board: Board) -> None:
    first = goal(title="Breuken")
    second = goal(title="Procenten", prerequisite_ids=(first.goal_id,))
    top = activity(first, level=2, company="pair")
    await board.knows([first, second], [top, activity(second)])
    await board.tries(top, True, True, True, True)
    await day(board)
    [found] = await listed(board)
    above = next(way for way in found["ways"] if way["kind"] == "above")
    assert (found["kind"], found["evidence"]["numbers"]) == ("ceiling", {"tries": 4, "level": 2})
    assert above["goalIds"] == [str(second.goal_id)]
    await board.knows([], [activity(first, level=4)])
    await day(board, NOW + timedelta(days=1))
    assert await listed(board) == []


async def test_a_learner_who_left_has_no_open_watches(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    await board.hears(learner_changed(board.learner_id, version=2, active=False, group_ids=[board.group_id]))
    await day(board)
    assert [one.closed_because for one in await rows(board)] == ["left"]


async def test_where_a_learner_has_no_educator_the_board_sees_it(board: Board, shelf: Shelf) -> None:
    await board.hears(educator_changed(board.educator_id, []).model_copy(update={"version": 2}))
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    assert [one["kind"] for one in await listed(board, "sis")] == ["stuck"]


async def test_nothing_of_an_erased_learner_or_a_gone_educator_is_left(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    gone = educator_changed(board.educator_id, []).model_copy(update={"version": 2, "active": False, "gone": True})
    await board.hears(gone)
    assert await rows(board, watch_alarm) == []
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    left = [await rows(board, table) for table in (watch, watch_mark, watch_memory, watch_due)]
    assert left == [[]] * 4


async def test_a_look_that_was_broken_off_goes_on_where_it_was(
    board: Board, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommend_service.watches.daily.PAGE", 1)
    others = [uuid4(), uuid4()]
    await board.hears(BoardCreated(board_id=board.board_id), *map(learner_changed, others))
    await day(board)
    [done] = await rows(board, watch_round)
    assert (done.day, done.done, len(await rows(board, watch_mark))) == (NOW.date(), True, 3)
    async with plumbing_transaction(board.sessions) as session:
        assert await session.scalar(select(inbox.c.event_id).limit(1)) is not None
