"""Which learners are drawn, and into which fold: by their number and a seed alone, so every shard says the same."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.compiled import Floats, Ints

FOLDS: Final = 5


def scattered(learner: Ints, seed: int) -> NDArray[np.uint64]:
    """Steele, Lea & Flood 2014's SplitMix64 of each number: as good as drawn at random, and always the same."""
    with np.errstate(over="ignore"):
        z = learner.astype(np.uint64) + np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        found: NDArray[np.uint64] = z ^ (z >> np.uint64(31))
        return found


def folds(learner: Ints) -> Ints:
    """In turn, so that the folds of a small school are alike in size."""
    return np.asarray(learner % FOLDS, dtype=np.int64)


def draws(learner: Ints, seed: int) -> Floats:
    """A number in 0..1 for each learner; below a share is drawn."""
    return np.asarray((scattered(learner, seed + 1) >> np.uint64(11)).astype(np.float64) / 2**53)
