"""Evidence first, then a person's decision; nobody sets a number by hand."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import evidence_recorded, recorded
from services.recommend.tests.objections.contesting import contested, decide, does, found, headers, is_seen, withdraw
from services.recommend.tests.watches.test_watching import alarms, listed
from sqlalchemy import select

from eigenwijs_shared.auth import Role
from eigenwijs_shared.contracts.profile import ErasureRequested, LedgerRenewed
from eigenwijs_shared.contracts.recommend import ObjectionDecided, ObjectionRaised, WatchChanged
from eigenwijs_shared.db import board_transaction
from recommend_service.objections.announcers import objections_again
from recommend_service.objections.tables import objection, objection_fact
from recommend_service.register.actions import check

NEEDS = "urn:eigenwijs:problem:objection-needs-evidence"
CLOSED = "urn:eigenwijs:problem:objection-closed"


async def test_an_estimate_is_upheld_on_a_check_made_since_and_moves_by_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    refused = await decide(board, made)
    assert (refused.status_code, refused.json()["type"]) == (409, NEEDS)
    assert f"POST /v1/learners/{board.learner_id}/evidence" in refused.json()["detail"]
    attempt_id = await does(board, shelf.of(0)[3])
    assert (await found(board, made, "educator"))["step"]["kind"] == "decision"
    decided = (await decide(board, made, checkAttemptId=str(attempt_id))).json()
    assert (decided["status"], decided["decision"]["factId"]) == ("upheld", str(attempt_id))
    assert decided["estimate"]["now"] == decided["estimate"]["whenDecided"] > decided["estimate"]["whenRaised"]
    [told] = await board.announced(ObjectionDecided)
    assert (told.upheld, told.fact_id, told.author_id) == (True, attempt_id, str(board.educator_id))


async def test_an_observation_or_a_correction_made_since_is_evidence_too(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    goal_id = shelf.goals[0].goal_id
    made = await contested(board, goalId=goal_id)
    seen = await is_seen(board, goal_id)
    assert (await decide(board, made)).json()["decision"]["factId"] == str(seen)
    again = await contested(board, goalId=goal_id)
    corrected = await is_seen(board, goal_id, kind="correction", corrects=uuid4(), weight=0.0, occurred_at=OLD)
    assert (await decide(board, again)).json()["decision"]["factId"] == str(corrected)


OLD = datetime(2026, 11, 1, tzinfo=UTC)


async def test_practice_hearsay_other_goals_and_what_was_done_before_are_no_evidence(
    board: Board, shelf: Shelf
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    goal_id = shelf.goals[0].goal_id
    await does(board, shelf.of(0)[3])
    made = await contested(board, goalId=goal_id)
    await does(board, shelf.of(0)[2])
    await does(board, shelf.of(1)[3])
    await does(board, shelf.of(0)[3], occurred_at=datetime.now(UTC) - timedelta(hours=1))
    await is_seen(board, goal_id, kind="self-assessment", weight=0.1)
    named = await is_seen(board, goal_id, weight=0.0)
    assert (await decide(board, made)).json()["type"] == NEEDS
    assert (await decide(board, made, evidenceId=str(named))).json()["type"] == NEEDS
    assert (await decide(board, made, evidenceId=str(uuid4()))).json()["type"] == NEEDS
    assert [one["counts"] for one in (await found(board, made))["evidence"]] == [False] * 4


async def test_a_fact_that_was_corrected_is_evidence_no_more(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    attempt_id = await does(board, shelf.of(0)[3])
    now = datetime.now(UTC)
    first = recorded(board.learner_id, 1, shelf.of(0)[3].goal_ids, True, recorded_at=now, occurred_at=now, renewal=1)
    taken_back = evidence_recorded(
        board.learner_id,
        2,
        [shelf.goals[1].goal_id],
        False,
        kind="correction",
        corrects=attempt_id,
        weight=0.0,
        renewal=1,
    )
    await board.hears(LedgerRenewed(learner_id=board.learner_id, renewal=1))
    await board.hears(first.model_copy(update={"attempt_id": attempt_id}), taken_back)
    assert (await decide(board, made)).json()["type"] == NEEDS


async def test_facts_told_again_are_noted_once(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    now = datetime.now(UTC)
    facts = [recorded(board.learner_id, place, shelf.of(0)[3].goal_ids, True, recorded_at=now) for place in (1, 2)]
    for batch in (facts[:1], facts, facts[::-1]):
        await board.hears(*batch)
    assert len((await found(board, made))["evidence"]) == 2


async def test_the_same_decision_again_changes_nothing_and_another_is_refused(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    first, again = [(await decide(board, made, upheld=False)).json() for _ in range(2)]
    assert (first["decision"], first["decision"]["upheld"]) == (again["decision"], False)
    others = [await decide(board, made, upheld=True), await decide(board, made, upheld=False, reason="Anders")]
    assert [(one.status_code, one.json()["type"]) for one in others] == [(409, CLOSED)] * 2
    assert (await withdraw(board, made)).json()["type"] == CLOSED
    assert len(await board.announced(ObjectionDecided)) == 1


async def test_of_two_who_decide_at_once_one_has_decided(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    both = [decide(board, made, upheld=False, reason=said, role=role) for said, role in TWO]
    answers = sorted(await asyncio.gather(*both), key=lambda one: one.status_code)
    assert [one.status_code for one in answers] == [200, 409]
    assert (await found(board, made, "educator"))["decision"] == answers[0].json()["decision"]
    assert len(await board.announced(ObjectionDecided)) == 1


TWO: list[tuple[str, Role]] = [("Zo vond ik het", "educator"), ("Zo vind ik het", "board-admin")]


async def test_two_kinds_of_evidence_at_once_are_refused(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    both = await decide(board, made, evidenceId=str(uuid4()), checkAttemptId=str(uuid4()))
    assert (both.status_code, both.json()["errors"][0]["pointer"]) == (422, "#/checkAttemptId")


async def test_an_alarm_that_is_contested_rightly_is_closed_and_stays_so(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [watch] = await listed(board)
    made = await contested(board, watchId=watch["watchId"])
    assert (await decide(board, made)).json()["status"] == "upheld"
    assert await listed(board) == []
    assert [one.closed_because for one in await board.announced(WatchChanged)] == [None, "resolved"]
    await board.tries(shelf.of(0)[2], False)
    await alarms(board)
    assert await listed(board) == []


async def test_every_step_is_in_the_register_with_its_reason(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = [await contested(board, goalId=goal.goal_id) for goal in shelf.goals[:2]]
    await decide(board, made[0], upheld=False)
    await decide(board, made[0], upheld=False)
    await withdraw(board, made[1])
    async with board_transaction(board.sessions, board.board_id) as session:
        assert (await check(session)).sound
    lines = (await board.client.get("/v1/decisions/export", headers=headers(board, "board-admin"))).text.splitlines()
    assert [kind for line in lines for kind in KINDS if f'"kind":"{kind}"' in line] == [KINDS[0], KINDS[0], *KINDS[1:]]
    assert "Samen bekeken" in lines[2]
    assert made[0]["objectionId"] in lines[2]


KINDS = ["objection", "objection-decided", "objection-withdrawn"]


async def test_they_are_told_again_to_who_asks_as_they_were_told(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    await decide(board, made, upheld=False)
    await contested(board, goalId=shelf.goals[1].goal_id)
    async with board_transaction(board.sessions, board.board_id) as session:
        first, after = await objections_again(session, None, 1)
        rest, end = await objections_again(session, after, 9)
    told = [*await board.announced(ObjectionRaised), *await board.announced(ObjectionDecided)]
    assert sorted([*first, *rest], key=repr) == sorted(told, key=repr)
    assert end is None


@pytest.mark.parametrize("table", [objection, objection_fact])
async def test_nothing_of_an_erased_learner_is_left(board: Board, shelf: Shelf, table: object) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await contested(board, goalId=shelf.goals[0].goal_id)
    await does(board, shelf.of(0)[3])
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    async with board_transaction(board.sessions, board.board_id) as session:
        assert list(await session.execute(select(table))) == []  # type: ignore[call-overload]  # a table
