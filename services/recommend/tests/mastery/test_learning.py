"""Reactions to attempts: each counted once, in its learner's order, whatever order and batches they arrive in."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import learner_changed, recorded

from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.events.rebuild import empty_projections
from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.roster.tables import roster
from embedded.testing import MakeDatabase
from recommend_service.settings import Settings
from recommend_service.tables import metadata

LEARNERS = [UUID(int=number) for number in (11, 12, 13)]


def history(shelf: Shelf) -> list[AttemptRecorded]:
    """Twenty attempts of each of three learners, at one or two goals, from a seeded lottery."""
    lottery = Random(5)
    goal_ids = [one.goal_id for one in shelf.goals]
    return [
        recorded(learner_id, number, lottery.sample(goal_ids, lottery.choice([1, 1, 2])), lottery.random() < 0.6,
                 level=lottery.randint(1, 5))
        for learner_id in LEARNERS
        for number in range(1, 21)
    ]  # fmt: skip


async def estimates(board: Board) -> list[Any]:
    """All that is believed of the three, as numbers."""
    pages = [(await board.get(f"/v1/learners/{one}/mastery?limit=200", "sis")).json()["items"] for one in LEARNERS]
    assert all(pages)
    return pages


async def deliver(board: Board, attempts: list[AttemptRecorded], size: int) -> None:
    """In batches; what came too early is offered again, as the consumer does."""
    waiting = attempts
    while waiting:
        early: list[AttemptRecorded] = []
        for batch in [waiting[place : place + size] for place in range(0, len(waiting), size)]:
            too_early = await board.hears_each(batch)
            early += too_early
        assert len(early) < len(waiting), "no progress"
        waiting = early


@pytest.fixture
async def told(board: Board, shelf: Shelf) -> Board:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(*(learner_changed(one) for one in LEARNERS))
    return board


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_any_interleaving_in_any_batches_with_repeats_gives_the_same_estimates(
    told: Board, new_board: Callable[[], Board], shelf: Shelf, seed: int
) -> None:
    attempts = history(shelf)
    await deliver(told, attempts, 60)
    lottery, other = Random(seed), new_board()
    await other.knows(shelf.goals, shelf.activities)
    await other.hears(*(learner_changed(one) for one in LEARNERS))
    shuffled = lottery.sample(attempts, len(attempts)) + lottery.sample(attempts, 25)
    await deliver(other, shuffled, lottery.choice([1, 7, 30]))
    assert await estimates(other) == await estimates(told)


async def test_rebuilt_from_nothing_the_estimates_are_the_same(
    make_database: MakeDatabase, settings: Settings, board_on: Callable[..., Any], shelf: Shelf
) -> None:
    database = make_database("recommend", fresh=True)
    async with board_on(settings.model_copy(update={"database_url": database.app_url})) as board:

        async def tell() -> None:
            await board.hears(*(learner_changed(one) for one in LEARNERS))
            await deliver(board, history(shelf), 13)
            await board.knows(shelf.goals, shelf.activities)

        await tell()
        before = await estimates(board)
        card = (await board.get(f"/v1/learners/{LEARNERS[0]}/card", "sis")).json()
        emptied = await empty_projections(database.owner_url, [metadata, roster, plumbing])
        assert {"estimate", "learner_state", "goal", "activity", "learner"} <= set(emptied)
        assert (await board.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).status_code == 404
        await tell()
        assert await estimates(board) == before
        assert (await board.get(f"/v1/cards/{card['cardId']}", "sis")).json()["options"] == card["options"]


async def test_an_attempt_that_misses_its_predecessor_waits(told: Board, shelf: Shelf) -> None:
    goal_ids = [shelf.goals[0].goal_id]
    first, second = (recorded(LEARNERS[0], number, goal_ids, True) for number in (1, 2))
    assert await told.hears_each([second]) == [second]
    assert await told.hears_each([first, second]) == []
    [item] = (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"]
    assert item["evidence"] == 2


async def test_a_repeated_attempt_counts_once(told: Board, shelf: Shelf) -> None:
    one = recorded(LEARNERS[0], 1, [shelf.goals[0].goal_id], False)
    await told.hears(one, one)
    await told.hears(one)
    [item] = (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"]
    assert item["evidence"] == 1


async def test_an_attempt_may_come_before_its_goal_and_its_learner(board: Board, shelf: Shelf) -> None:
    newcomer = uuid4()
    await board.hears(recorded(newcomer, 1, [shelf.goals[0].goal_id], True))
    await board.hears(learner_changed(newcomer))
    [item] = (await board.get(f"/v1/learners/{newcomer}/mastery", "sis")).json()["items"]
    assert item["title"] == "Leerdoel (titel volgt)"
    await board.knows(shelf.goals, shelf.activities)
    [item] = (await board.get(f"/v1/learners/{newcomer}/mastery", "sis")).json()["items"]
    assert item["title"] == shelf.goals[0].title
