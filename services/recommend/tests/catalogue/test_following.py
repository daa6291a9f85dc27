from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import activity_changed

from eigenwijs_shared.db import board_transaction
from recommend_service.catalogue.cache import Catalogues


async def test_a_new_activity_is_on_the_next_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.of(0)[:2])
    before = await board.card()
    await board.knows([], [shelf.of(0)[2]])
    after = await board.card()
    assert len(before["options"]) == 2
    assert len(after["options"]) == 3


async def test_an_older_version_that_comes_later_changes_nothing(board: Board, shelf: Shelf) -> None:
    one = shelf.of(0)[0]
    await board.knows(shelf.goals, shelf.of(0)[1:3])
    await board.hears(activity_changed(one, 5, active=False))
    await board.hears(activity_changed(one, 4))
    assert str(one.activity_id) not in {option["activityId"] for option in (await board.card())["options"]}


async def test_a_catalogue_is_read_once_for_as_long_as_it_stays_the_same(board: Board, shelf: Shelf) -> None:
    catalogues = Catalogues()
    await board.knows(shelf.goals, shelf.activities)
    async with board_transaction(board.sessions, board.board_id) as session:
        held = await catalogues.of_board(session)
        assert await catalogues.of_board(session) is held
    await board.hears(activity_changed(shelf.activities[0], 2, active=False))
    async with board_transaction(board.sessions, board.board_id) as session:
        assert len((await catalogues.of_board(session)).activities) == len(held.activities) - 1
