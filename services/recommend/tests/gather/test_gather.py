"""A group together: the card says so, waits, and is there again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import (
    agency_moved,
    assignment_changed,
    gather_changed,
    learner_changed,
    recorded,
)

from eigenwijs_shared.contracts.choices import GatherChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.gathering import Gathering
from recommend_service.cards.actions import offer_card
from recommend_service.cards.card import OfferedCard
from recommend_service.catalogue.cache import Catalogues
from recommend_service.gather.rules import RETURNS_FOR, waits_through
from recommend_service.gather.store import gatherings_of


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


async def card_at(board: Board, at: datetime) -> OfferedCard:
    """The card at that moment."""
    async with board_transaction(board.sessions, board.board_id) as session:
        learner, catalogue = await board.learner(session), await Catalogues().of_board(session)
        return await offer_card(session, learner, catalogue, None, at, await gatherings_of(session, learner, at))


def noon_of_today() -> datetime:
    """So that no test runs over midnight."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
async def noon(board: Board, shelf: Shelf) -> datetime:
    """A card was there at noon; five minutes later the group was called together for twenty."""
    await board.knows(shelf.goals, shelf.activities)
    return noon_of_today()


def called(board: Board, noon: datetime, **more: Any) -> GatherChanged:
    usual = {"began_at": noon + minutes(5), "until": noon + minutes(25)}
    return gather_changed(board.group_id, **{**usual, **more})


async def test_the_cards_answer_says_so_at_once_and_is_else_the_card_that_was_there(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = await board.card()
    call = gather_changed(board.group_id)
    await board.hears(call)
    card = await board.card()
    assert {**card, "gather": None} == before
    assert card["gather"]["gatherId"] == str(call.gather_id)
    assert card["gather"]["learner"].startswith("Jullie werken nu samen aan één vraag.")
    await board.hears(call.model_copy(update={"version": 2, "until": datetime.now(UTC)}))
    assert await board.card() == before


async def test_it_names_the_activity_in_the_callers_language(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(gather_changed(board.group_id, activity_id=shelf.activities[0].activity_id))
    assert (await board.card())["gather"]["learner"].startswith("Jullie doen nu samen ‘Pizza verdelen’.")
    english = await board.card(**{"Accept-Language": "en"})
    assert english["gather"]["parent"].startswith("Your child's group works together now")


async def test_the_card_waits_and_is_there_again_for_a_while(board: Board, noon: datetime) -> None:
    before = await card_at(board, noon)
    await board.hears(called(board, noon))
    for later in (6, 24.9, 25.1, 34):
        assert (await card_at(board, noon + minutes(later))).card_id == before.card_id
    assert (await card_at(board, noon + minutes(36))).card_id != before.card_id


async def test_ended_by_hand_it_is_there_again_from_then_on(board: Board, noon: datetime) -> None:
    before = await card_at(board, noon)
    call = called(board, noon)
    await board.hears(call.model_copy(update={"version": 2, "until": noon + minutes(7)}), call)
    assert (await card_at(board, noon + minutes(16))).card_id == before.card_id
    assert (await card_at(board, noon + minutes(18))).card_id != before.card_id


async def test_what_was_done_together_leaves_the_waiting_card_alone(board: Board, shelf: Shelf, noon: datetime) -> None:
    before = await card_at(board, noon)
    await board.hears(called(board, noon))
    at = {"occurred_at": noon + minutes(15), "recorded_at": noon + minutes(15)}
    await board.hears(recorded(board.learner_id, 1, shelf.of(0)[0].goal_ids, True, **at))
    assert (await card_at(board, noon + minutes(26))).card_id == before.card_id


@pytest.mark.parametrize("done", [2, 27])
async def test_what_the_learner_did_alone_gives_a_new_card_as_ever(
    board: Board, shelf: Shelf, noon: datetime, done: int
) -> None:
    before = await card_at(board, noon)
    await board.hears(called(board, noon))
    at = {"occurred_at": noon + minutes(done), "recorded_at": noon + minutes(done)}
    await board.hears(recorded(board.learner_id, 1, shelf.of(0)[0].goal_ids, True, **at))
    assert (await card_at(board, noon + minutes(28))).card_id != before.card_id


@pytest.mark.parametrize("what", ["dial", "exclusion", "left the group"])
async def test_what_was_decided_meanwhile_holds_at_once(board: Board, shelf: Shelf, noon: datetime, what: str) -> None:
    before = await card_at(board, noon)
    await board.hears(called(board, noon))
    events = {
        "dial": agency_moved(board.learner_id, form="teacher"),
        "exclusion": assignment_changed(before.options[0].activity_id, board.learner_id, "exclude"),
        "left the group": learner_changed(board.learner_id, version=2, group_ids=[]),
    }
    await board.hears(events[what])
    assert (await card_at(board, noon + minutes(10))).card_id != before.card_id


async def test_a_card_first_asked_for_meanwhile_waits_too(board: Board, noon: datetime) -> None:
    await board.hears(called(board, noon))
    first = await card_at(board, noon + minutes(8))
    assert (await card_at(board, noon + minutes(30))).card_id == first.card_id


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def gathering(began: float, lasts: float = 20) -> Gathering:
    return Gathering(uuid4(), uuid4(), None, NOON + minutes(began), NOON + minutes(began + lasts))


@pytest.mark.parametrize(("offered", "now", "waits"), [
    (0, 5, True), (0, 24.9, True), (0, 34.9, True), (0, 35, False), (0, 4.9, False), (6, 20, True), (25, 26, False),
    (-13 * 60, 10, False),
])  # fmt: skip
def test_a_card_waits_from_the_call_until_everybody_is_back(offered: float, now: float, waits: bool) -> None:
    assert minutes(10) == RETURNS_FOR
    found = waits_through(NOON + minutes(offered), [gathering(5)], NOON + minutes(now))
    assert (found is not None) == waits


def test_of_two_calls_at_once_the_later_counts() -> None:
    two: Sequence[Gathering] = [gathering(5), gathering(6)]
    assert waits_through(NOON, two, NOON + minutes(7)) == two[1]
