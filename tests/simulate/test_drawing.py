"""Off-policy estimates in the simulator: asked about other ways of drawing, they find what is true there."""

import pytest

from recommend_service.offpolicy.ways import ASKED
from tests.simulate.drawing import Drawn, drawn, estimates

BLOCKS, LEARNERS, DAYS = 20, 5, 1


@pytest.fixture(scope="module")
def blocks() -> list[Drawn]:
    """As many logs, of other learners each."""
    seeds = [range(first, first + LEARNERS) for first in range(0, BLOCKS * LEARNERS, LEARNERS)]
    return [drawn("AB"[place % 2], seed, DAYS) for place, seed in enumerate(seeds)]


@pytest.mark.parametrize("asked", sorted(ASKED))
def test_the_truth_lies_inside_nine_of_ten_intervals(blocks: list[Drawn], asked: str) -> None:
    inside = [one.low <= block.truths[asked] <= one.high for block in blocks for one in estimates(block.logs[asked])]
    assert sum(inside) >= 0.9 * len(inside)


def test_nearly_every_card_says_with_which_probability_its_surprise_was_drawn(blocks: list[Drawn]) -> None:
    assert min(block.used for block in blocks) > 0.9


def test_nothing_is_asked_about_that_could_not_have_been_drawn(blocks: list[Drawn]) -> None:
    assert max(one.uncovered for block in blocks for log in block.logs.values() for one in estimates(log)) < 0.01
