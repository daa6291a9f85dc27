"""What a learner promised for this week counts on its cards until it is done."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import activity, goal

from eigenwijs_shared.contracts.choices import ContractChanged, ContractTask

TODAY = datetime.now(UTC).date()


def task(activity_id: UUID | None, **values: Any) -> ContractTask:
    usual: dict[str, Any] = {"goal_ids": [], "minutes": 20, "due_on": None, "planned_on": [], "state": "open"}
    return ContractTask.model_validate(
        {"task_id": uuid4(), "activity_id": activity_id, "done_at": None, **usual, **values}
    )


def contract(learner_id: UUID, *tasks: ContractTask, **values: Any) -> ContractChanged:
    usual: dict[str, Any] = {
        "contract_id": UUID(int=3),
        "version": 1,
        "revision": 1,
        "state": "signed",
        "starts_on": TODAY - timedelta(days=1),
        "ends_on": TODAY,
        "learner_signed_at": None,
        "educator_signed_at": None,
        "changed_at": datetime.now(UTC),
    }
    return ContractChanged(learner_id=learner_id, tasks=list(tasks), **{**usual, **values})


async def promised(board: Board) -> list[str]:
    card = await board.card("educator")
    found: list[str] = (await board.get(f"/v1/cards/{card['cardId']}", "educator")).json()["decision"]["inputs"][
        "promised"
    ]
    return found


async def test_what_was_promised_counts_from_the_next_card_on(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    one = str(shelf.of(0)[2].activity_id)
    before = await board.card()
    await board.hears(contract(board.learner_id, task(UUID(one)), task(None)))
    after = await board.card("educator")
    whole = (await board.get(f"/v1/cards/{after['cardId']}", "educator")).json()["decision"]["inputs"]
    assert after["cardId"] != before["cardId"]
    assert {row["activityId"] for row in whole["candidates"] if "contract" in row["features"]} == {one}


async def test_what_is_done_or_kept_for_later_is_no_longer_asked(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    first, second, third = (one.activity_id for one in shelf.of(0)[:3])
    done = task(first, done_at=datetime.now(UTC))
    await board.hears(contract(board.learner_id, done, task(second, state="carried"), task(third)))
    assert await promised(board) == [str(third)]


async def test_only_a_signed_contract_of_now_counts(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    ids = [one.activity_id for one in shelf.of(0)]
    await board.hears(
        contract(board.learner_id, task(ids[0]), contract_id=uuid4(), state="countered"),
        contract(board.learner_id, task(ids[1]), contract_id=uuid4(), ends_on=TODAY - timedelta(days=1)),
        contract(board.learner_id, task(ids[2]), contract_id=uuid4(), starts_on=TODAY + timedelta(days=1)),
        contract(uuid4(), task(ids[3]), contract_id=uuid4()),
    )
    assert await promised(board) == []


async def test_old_news_of_a_contract_changes_nothing(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    one = shelf.of(0)[2].activity_id
    await board.hears(contract(board.learner_id, task(one, state="dropped"), version=3))
    await board.hears(contract(board.learner_id, task(one), version=2))
    assert await promised(board) == []


async def test_what_was_promised_may_be_of_another_grade_but_never_without_what_comes_before(
    board: Board, shelf: Shelf
) -> None:
    later, closed = goal(levels=frozenset({"groep-8"})), goal(prerequisite_ids=(shelf.goals[0].goal_id,))
    wanted, early = activity(later, form="music"), activity(closed, form="music", topic="ruimte")
    await board.knows([*shelf.goals, later, closed], [*shelf.activities, wanted, early])
    await board.hears(contract(board.learner_id, task(wanted.activity_id), task(early.activity_id)))
    card = await board.card("educator")
    whole = (await board.get(f"/v1/cards/{card['cardId']}", "educator")).json()["decision"]["inputs"]
    candidates = {one["activityId"] for one in whole["candidates"]}
    assert str(wanted.activity_id) in candidates
    assert str(early.activity_id) not in candidates
