"""How a learner stands with a goal is told when it changes, once, and again to who asks."""

from uuid import UUID

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import recorded

from eigenwijs_shared.contracts.profile import LedgerRenewed
from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.db import board_transaction
from recommend_service.mastery.announcers import mastery_again


async def told_again(board: Board, limit: int = 1) -> list[MasteryChanged]:
    """All pages."""
    found: list[MasteryChanged] = []
    async with board_transaction(board.sessions, board.board_id) as session:
        events, after = await mastery_again(session, None, limit)
        found += [event for event in events if isinstance(event, MasteryChanged)]
        while after is not None:
            events, after = await mastery_again(session, after, limit)
            found += [event for event in events if isinstance(event, MasteryChanged)]
    return found


def latest(events: list[MasteryChanged]) -> dict[UUID, MasteryChanged]:
    """The newest of each goal."""
    return {event.goal_id: event for event in sorted(events, key=lambda event: event.version)}


async def test_a_first_attempt_tells_where_the_learner_stands(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.activities[0], True)
    (told,) = latest(await board.announced(MasteryChanged)).values()
    assert (told.goal_id, told.state, told.evidence, told.version) == (shelf.activities[0].goal_ids[0], "started", 1, 1)
    assert 0 < told.low < told.probability < told.high < 1


async def test_what_changes_little_is_not_told(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.activities[0], *[True] * 40)
    before = await board.announced(MasteryChanged)
    await board.tries(shelf.activities[0], True)
    assert await board.announced(MasteryChanged) == before


async def test_who_asks_again_hears_the_present_of_every_goal(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.activities[0], True, True)
    await board.tries(shelf.activities[-1], False)
    again = latest(await told_again(board))
    assert {key: event.state for key, event in again.items()} == {
        key: event.state for key, event in latest(await board.announced(MasteryChanged)).items()
    }
    assert {event.version for event in again.values()} == {3}


async def test_a_renewal_takes_back_what_was_told(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.activities[0], True)
    await board.hears(LedgerRenewed(learner_id=board.learner_id, renewal=1))
    told = latest(await board.announced(MasteryChanged))[shelf.activities[0].goal_ids[0]]
    assert (told.state, told.evidence, told.version) == ("unknown", 0, 2**44)


async def test_a_fact_of_the_renewal_outranks_all_that_came_before(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.activities[0], True, True, True)
    await board.hears(recorded(board.learner_id, 1, shelf.activities[0].goal_ids, False, renewal=1))
    told = latest(await board.announced(MasteryChanged))[shelf.activities[0].goal_ids[0]]
    assert (told.state, told.evidence, told.version) == ("started", 1, 2**44 + 1)
