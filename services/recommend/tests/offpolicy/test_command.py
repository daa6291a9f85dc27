"""The board's own register asked what other ways of drawing would have brought."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import choice_made

from eigenwijs_shared.db import board_transaction
from recommend_service.offpolicy.command import FEWEST_LEARNERS, judged
from recommend_service.offpolicy.store import Drawn, surprises
from recommend_service.offpolicy.ways import ASKED, decisions_of, reward

IDS = [str(UUID(int=number)) for number in range(4)]


def candidate(place: int, propensity: float) -> dict[str, Any]:
    row = {"activityId": IDS[place], "expected": 0.5 + 0.1 * place, "score": float(place), "propensity": propensity}
    return {**row, "features": {"zone": 0.2 * place}, "inPool": True}


INPUTS = {"candidates": [candidate(0, 0.9), candidate(1, 0.6), candidate(2, 0.3), candidate(3, 0.2)]}


def taken(learners: int, each: int = 4, most: int = 4) -> list[Drawn]:
    """Of learners who took so many surprises, of the first so many of the pool; every other one succeeded."""
    return [
        Drawn(UUID(int=100 + learner), INPUTS, 2, UUID(IDS[number % most]), (learner + number) % 2 == 0)
        for learner in range(learners)
        for number in range(each)
    ]


def test_the_probability_of_a_surprise_is_that_of_its_place_shared_by_the_card() -> None:
    made = decisions_of(0, INPUTS, 2, IDS[1], True)
    assert made is not None
    assert made["bolder"].propensities == pytest.approx([0.45, 0.3, 0.15, 0.1])
    assert made["as it was drawn"].wanted == pytest.approx([0.45, 0.3, 0.15, 0.1])
    assert made["bolder"].reward == pytest.approx(reward(True, 0.6))


@pytest.mark.parametrize(("size", "activity_id"), [(3, IDS[0]), (2, str(UUID(int=99)))])
def test_a_draw_of_which_the_probability_is_not_known_is_left_out(size: int, activity_id: str) -> None:
    assert decisions_of(0, INPUTS, size, activity_id, True) is None


def test_every_way_is_told_by_every_estimate() -> None:
    lines = judged(taken(FEWEST_LEARNERS))
    assert len(lines) == 1 + 3 * len(ASKED)
    assert "40 surprises tried, 40 with a known probability, by 10 learners" in lines[0]


def test_of_what_was_never_drawn_nothing_is_told() -> None:
    assert "  always the best score: nothing of it was ever drawn." in judged(taken(FEWEST_LEARNERS, most=2))


def test_below_ten_learners_nothing_is_told() -> None:
    assert len(judged(taken(FEWEST_LEARNERS - 1))) == 1
    assert "too few" in judged([])[0]


async def drawn_by(board: Board) -> Sequence[Drawn]:
    async with board_transaction(board.sessions, board.board_id) as session:
        return [one async for one in surprises(session)]


async def test_a_surprise_counts_with_the_try_that_followed_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    shown = await board.card()
    option = shown["options"][0]
    told = {"option_id": option["optionId"], "activity_id": option["activityId"]}
    await board.hears(choice_made(board.learner_id, shown, "surprise", **told))
    assert await drawn_by(board) == []
    activity = next(one for one in shelf.activities if str(one.activity_id) == option["activityId"])
    await board.tries(activity, True, False)
    (found,) = await drawn_by(board)
    assert (found.learner_id, found.activity_id, found.success) == (board.learner_id, activity.activity_id, True)
    assert found.size == len(shown["options"])
    assert decisions_of(0, found.inputs, found.size, option["activityId"], True) is not None


async def test_what_a_learner_chose_itself_is_no_draw(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    shown = await board.card()
    await board.hears(choice_made(board.learner_id, shown))
    activity = next(one for one in shelf.activities if str(one.activity_id) == shown["options"][0]["activityId"])
    await board.tries(activity, True)
    assert await drawn_by(board) == []
