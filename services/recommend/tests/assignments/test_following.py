"""Assignments as they are heard, in any order and twice, and the card that changes with them at once."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import assignment_changed, learner_changed
from sqlalchemy import select

from eigenwijs_shared.contracts.choices import AssignmentChanged, AssignmentMet
from eigenwijs_shared.db import board_transaction
from recommend_service.assignments.tables import met_assignment, standing_assignment
from recommend_service.cards.actions import offer_card
from recommend_service.catalogue.cache import Catalogues


def offered(card: dict[str, Any]) -> list[str]:
    return [option["activityId"] for option in card["options"]]


def again(event: AssignmentChanged, **more: Any) -> AssignmentChanged:
    return event.model_copy(update={"version": event.version + 1, **more})


async def test_a_card_of_just_now_changes_at_once_with_every_decision(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    pinned = assignment_changed(shelf.of(0)[4].activity_id, board.learner_id)
    cards = [await board.card()]
    for event in (pinned, again(pinned, kind="exclude"), again(again(pinned), active=False)):
        await board.hears(event)
        cards.append(await board.card())
    assert len({card["cardId"] for card in cards}) == 4
    [wanted] = {str(pinned.activity_id)}
    assert offered(cards[1])[0] == wanted
    assert wanted not in offered(cards[2])
    assert cards[1]["options"][0]["assigned"] == {
        "assignmentId": str(pinned.assignment_id), "kind": "pin", "until": "2999-01-01",
    }  # fmt: skip
    assert cards[1]["options"][0]["reason"]["learner"].startswith("Je leraar houdt dit voor je op de kaart.")
    assert cards[3]["options"][0]["assigned"] is None


async def test_it_ends_by_itself_after_its_last_day(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    today = datetime.now(UTC).date()
    pinned = assignment_changed(shelf.of(0)[4].activity_id, board.learner_id, until=today)
    await board.hears(pinned)
    assert offered(await board.card())[0] == str(pinned.activity_id)
    async with board_transaction(board.sessions, board.board_id) as session:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        card = await offer_card(
            session, await board.learner(session), await Catalogues().of_board(session), None, tomorrow
        )
    assert [option.assigned for option in card.options] == [None] * len(card.options)


async def test_a_groups_assignment_follows_who_is_in_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    other = uuid4()
    pinned = assignment_changed(shelf.of(0)[4].activity_id, other, scope="group")
    await board.hears(pinned)
    assert str(pinned.activity_id) not in offered(await board.card())[:1]
    await board.hears(learner_changed(board.learner_id, version=2, group_ids=[other]))
    joined = await board.card()
    assert joined["options"][0]["assigned"]["assignmentId"] == str(pinned.assignment_id)
    await board.hears(learner_changed(board.learner_id, version=3, group_ids=[board.group_id]))
    assert {option["assigned"] is None for option in (await board.card())["options"]} == {True}


async def test_what_was_met_has_no_place_any_more(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    assigned = assignment_changed(shelf.of(0)[4].activity_id, board.group_id, "assign", scope="group")
    await board.hears(assigned)
    before = await board.card()
    met = AssignmentMet(learner_id=board.learner_id, assignment_id=assigned.assignment_id, met_at=datetime.now(UTC))
    await board.hears(met, met.model_copy(update={"learner_id": uuid4()}))
    await board.hears(met)
    after = await board.card()
    assert before["options"][0]["assigned"]["kind"] == "assign"
    assert {option["assigned"] is None for option in after["options"]} == {True}


ACTIVITY, LEARNER = UUID(int=1), UUID(int=2)
MADE = assignment_changed(ACTIVITY, LEARNER, "assign", until=date(2026, 12, 1))


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_in_whatever_order_and_however_often_it_is_heard_the_newest_holds(
    board: Board, order: tuple[int, ...]
) -> None:
    made = MADE.model_copy(update={"scope_id": board.learner_id, "assignment_id": uuid4()})
    changed = again(made, until=date(2999, 1, 1), ground="deeper")
    met = AssignmentMet(learner_id=board.learner_id, assignment_id=made.assignment_id, met_at=datetime.now(UTC))
    told = [made, changed, met]
    for place in (*order, *order):
        await board.hears(told[place])
    async with board_transaction(board.sessions, board.board_id) as session:
        of = standing_assignment.c
        rows = await session.execute(select(of.version, of.ground, of.until))
        learners = await session.scalars(select(met_assignment.c.learner_id))
        assert [tuple(row) for row in rows] == [(2, "deeper", date(2999, 1, 1))]
        assert list(learners) == [board.learner_id]
