"""Reactions to the ledger: each fact counted once, in its learner's order, whatever order they arrive in."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import START, evidence_recorded, learner_changed, recorded

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded, LedgerRenewed
from eigenwijs_shared.events.envelope import Event
from eigenwijs_shared.events.rebuild import empty_projections
from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.roster.tables import roster
from eigenwijs_shared.roster.wishes import wishes
from embedded.testing import MakeDatabase
from recommend_service.settings import Settings
from recommend_service.tables import metadata

Fact = AttemptRecorded | EvidenceRecorded
KINDS = ["observation", "product", "self-assessment", "peer-assessment", "paper-check", "correction"]
LEARNERS = [UUID(int=number) for number in (11, 12, 13)]


def history(shelf: Shelf, renewal: int = 0) -> list[Fact]:
    """Twenty facts of each of three learners, at one or two goals, from a seeded lottery; a third are attempts."""
    lottery = Random(5 + renewal)
    return [
        lottery.choice([an_attempt, some_evidence, some_evidence])(lottery, shelf, learner_id, number, renewal)
        for learner_id in LEARNERS
        for number in range(1, 21)
    ]


def an_attempt(lottery: Random, shelf: Shelf, learner_id: UUID, number: int, renewal: int) -> Fact:
    goal_ids, success = some_goals(lottery, shelf), lottery.random() < 0.6
    return recorded(learner_id, number, goal_ids, success, level=lottery.randint(1, 5), renewal=renewal)


def some_evidence(lottery: Random, shelf: Shelf, learner_id: UUID, number: int, renewal: int) -> Fact:
    goal_ids, success = some_goals(lottery, shelf), lottery.random() < 0.6
    kind, weight = lottery.choice(KINDS), lottery.choice([0.0, 0.3, 1.0, 3.0])
    more = {"level": lottery.randint(1, 5), "renewal": renewal, "kind": kind, "weight": weight}
    return evidence_recorded(learner_id, number, goal_ids, success, **more)


def some_goals(lottery: Random, shelf: Shelf) -> list[UUID]:
    return lottery.sample([one.goal_id for one in shelf.goals], lottery.choice([1, 1, 2]))


async def estimates(board: Board) -> list[Any]:
    """All that is believed of the three, as numbers."""
    pages = [(await board.get(f"/v1/learners/{one}/mastery?limit=200", "sis")).json()["items"] for one in LEARNERS]
    assert all(pages)
    return pages


async def numbers(board: Board) -> list[Any]:
    """As `estimates`, but for the word: what was mastered before a correction stays so, if it was counted in time."""
    return [[{**item, "state": None} for item in page] for page in await estimates(board)]


async def deliver(board: Board, facts: Sequence[Event], size: int) -> None:
    """In batches; what came too early is offered again, as the consumer does."""
    waiting = list(facts)
    while waiting:
        early: list[Event] = []
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
    facts = history(shelf)
    await deliver(told, facts, 60)
    lottery, other = Random(seed), new_board()
    await other.knows(shelf.goals, shelf.activities)
    await other.hears(*(learner_changed(one) for one in LEARNERS))
    shuffled = lottery.sample(facts, len(facts)) + lottery.sample(facts, 25)
    await deliver(other, shuffled, lottery.choice([1, 7, 30]))
    assert await estimates(other) == await estimates(told)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_after_a_correction_only_what_counts_is_in_the_numbers_in_whatever_order_it_was_told(
    told: Board, new_board: Callable[[], Board], shelf: Shelf, seed: int
) -> None:
    again = history(shelf, renewal=1)
    await deliver(told, again, 60)
    lottery, other = Random(seed), new_board()
    await other.knows(shelf.goals, shelf.activities)
    await other.hears(*(learner_changed(one) for one in LEARNERS))
    everything = [*history(shelf), *(LedgerRenewed(learner_id=one, renewal=1) for one in LEARNERS), *again]
    shuffled = lottery.sample(everything, len(everything)) + lottery.sample(everything, 25)
    await deliver(other, shuffled, lottery.choice([1, 7, 30]))
    assert await numbers(other) == await numbers(told)


async def test_in_order_a_correction_gives_the_same_numbers_too(
    told: Board, new_board: Callable[[], Board], shelf: Shelf
) -> None:
    again = history(shelf, renewal=1)
    await deliver(told, again, 60)
    other = new_board()
    await other.hears(*(learner_changed(one) for one in LEARNERS))
    await other.knows(shelf.goals, shelf.activities)
    await deliver(other, [*history(shelf), *(LedgerRenewed(learner_id=one, renewal=1) for one in LEARNERS)], 40)
    await deliver(other, again, 40)
    assert await numbers(other) == await numbers(told)


async def test_a_correction_forgets_all_but_what_was_mastered(told: Board, shelf: Shelf) -> None:
    mastered, begun = shelf.goals[0].goal_id, shelf.goals[1].goal_id
    await told.hears(*(recorded(LEARNERS[0], number, [mastered], True, level=4) for number in range(1, 9)))
    await told.hears(recorded(LEARNERS[0], 9, [begun], True))
    await told.hears(LedgerRenewed(learner_id=LEARNERS[0], renewal=1))
    [item] = (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"]
    assert (item["goalId"], item["state"], item["probability"], item["evidence"]) == (str(mastered), "review", 0.5, 0)


async def test_when_it_was_practised_is_forgotten_too_where_it_stays_mastered(
    told: Board, new_board: Callable[[], Board], shelf: Shelf
) -> None:
    goal_ids, at = [shelf.goals[0].goal_id], START + timedelta(days=60)
    later = {"occurred_at": at, "recorded_at": at}
    again = [
        recorded(LEARNERS[0], number, goal_ids, True, renewal=1, occurred_at=START + timedelta(days=9 * number))
        for number in range(1, 4)
    ]
    await told.hears(*(recorded(LEARNERS[0], number, goal_ids, True, level=4, **later) for number in range(1, 9)))
    await told.hears(*again)
    other = new_board()
    await other.hears(learner_changed(LEARNERS[0]), *again)
    [kept], [fresh] = [
        (await one.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"] for one in (told, other)
    ]
    assert kept["probability"] == fresh["probability"]
    assert (kept["state"], fresh["state"]) == ("mastered", "practising")


async def test_a_fact_of_before_the_correction_counts_no_more(told: Board, shelf: Shelf) -> None:
    goal_ids = [shelf.goals[0].goal_id]
    await told.hears(LedgerRenewed(learner_id=LEARNERS[0], renewal=2))
    await told.hears(
        recorded(LEARNERS[0], 1, goal_ids, True, renewal=1), LedgerRenewed(learner_id=LEARNERS[0], renewal=1)
    )
    await told.hears(recorded(LEARNERS[0], 1, goal_ids, False, renewal=2))
    [item] = (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"]
    assert item["evidence"] == 1
    assert item["probability"] < 0.5


async def test_what_is_only_shown_moves_nothing_but_holds_up_nothing(told: Board, shelf: Shelf) -> None:
    goal_ids = [shelf.goals[0].goal_id]
    await told.hears(evidence_recorded(LEARNERS[0], 1, goal_ids, True, weight=0.0))
    assert (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"] == []
    await told.hears(recorded(LEARNERS[0], 2, goal_ids, True))
    [item] = (await told.get(f"/v1/learners/{LEARNERS[0]}/mastery", "sis")).json()["items"]
    assert item["evidence"] == 1


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
        emptied = await empty_projections(database.owner_url, [metadata, roster, wishes, plumbing])
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
