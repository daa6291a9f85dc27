"""What was assigned is met when it is finished: once, in whatever order it is heard."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from choices_service.announcers import ANNOUNCERS
from choices_service.assignments.announcers import assignments_again, met_again
from choices_service.assignments.rules import met_by
from eigenwijs_shared.db import board_transaction

MET = "choices.assignment.met.v1"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_a_finished_attempt_meets_it_once(board: Any, decide: Any, attempt: Any) -> None:
    made = (await decide()).json()
    activity_id = made["activity"]["activityId"]
    await board.hears(attempt(board.learner_id, activity_id, completion=False), attempt(uuid4(), activity_id))
    assert await board.told(MET) == []
    done = attempt(board.learner_id, activity_id)
    await board.hears(done, attempt(board.learner_id, activity_id))
    await board.hears(done)
    [met] = await board.told(MET)
    assert (met["assignmentId"], met["learnerId"]) == (made["assignmentId"], str(board.learner_id))
    shown = (await board.get(f"/v1/assignments/{made['assignmentId']}", "educator")).json()
    assert [one["learnerId"] for one in shown["met"]] == [str(board.learner_id)]


async def test_that_a_learner_finishes_does_not_stop_an_educator_who_is_editing(
    board: Any, decide: Any, attempt: Any
) -> None:
    answer = await decide()
    path, made = answer.headers["Location"], answer.json()
    seen = (await board.get(path, "educator")).headers["ETag"]
    await board.hears(attempt(board.learner_id, made["activity"]["activityId"]))
    assert (await board.get(path, "educator")).headers["ETag"] != seen
    body = {"ground": "other", "reason": "Mooi", "until": made["until"]}
    assert (await board.call("PUT", path, "educator", json=body, headers={"If-Match": seen})).status_code == 200


async def test_all_is_told_again_page_by_page_as_it_is_now(board: Any, decide: Any, attempt: Any) -> None:
    first = (await decide()).json()
    await decide(kind="pin")
    await board.call("DELETE", f"/v1/assignments/{first['assignmentId']}", "educator")
    await board.hears(attempt(board.learner_id, first["activity"]["activityId"]))
    told = {event["assignmentId"]: event for event in await board.told("choices.assignment.changed.v1")}
    async with board_transaction(board.sessions, board.board_id) as session:
        one, after = await assignments_again(session, None, 1)
        two, end = await assignments_again(session, after, 2)
        met, place = await met_again(session, None, 1)
        rest, last = await met_again(session, place, 1)
    assert {str(event.assignment_id): event.model_dump(mode="json") for event in (*one, *two)} == told
    assert [event.model_dump(mode="json") for event in met] == await board.told(MET)
    assert (end, list(rest), last) == (None, [], None)
    assert {assignments_again, met_again} <= set(ANNOUNCERS)


def assigned(**more: Any) -> Any:
    usual = {
        "assignment_id": uuid4(), "kind": "assign", "scope": "group", "scope_id": uuid4(), "activity_id": uuid4(),
        "made_at": NOON, "until": NOON.date() + timedelta(days=2),
    }  # fmt: skip
    return SimpleNamespace(**{**usual, **more})


def tried(of: Any, **after: int) -> Any:
    return SimpleNamespace(learner_id=LEARNER, activity_id=of.activity_id, occurred_at=NOON + timedelta(**after))


LEARNER = uuid4()


@pytest.mark.parametrize("order", list(permutations([1, 5, 3])))
def test_the_first_attempt_counts_whatever_is_heard_first(order: tuple[int, ...]) -> None:
    one = assigned()
    found = met_by([one], [tried(one, hours=hours) for hours in order])
    assert found == {(LEARNER, one.assignment_id): NOON + timedelta(hours=1)}


@pytest.mark.parametrize("more", [{"kind": "pin"}, {"scope": "learner"}, {"activity_id": uuid4()}])
def test_what_was_not_assigned_to_it_is_not_met(more: Any) -> None:
    attempt = tried(assigned())
    assert met_by([assigned(**{"activity_id": attempt.activity_id, **more})], [attempt]) == {}


def test_before_it_was_made_or_after_its_last_day_nothing_is_met() -> None:
    one = assigned()
    assert met_by([one], [tried(one, hours=-1), tried(one, days=3)]) == {}
    assert met_by([one], [tried(one, days=2)]) != {}
