"""What was drawn, with which probability, and what came of it: the input of every off-policy estimate. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decision:
    """One draw. `learner` groups draws that hang together; `features` has a row for each thing that could be drawn.

    `propensities` are those of the policy that drew, `wanted` those of the policy asked about; `taken` is what was
    drawn, `reward` what came of it.
    """

    learner: int
    features: Floats
    propensities: Floats
    wanted: Floats
    taken: int
    reward: float


class BadLog(ValueError):
    """No estimate can be made from this; the message says of which draw and why."""


@dataclass(frozen=True, slots=True)
class Log:
    """Draws in columns. `start[i]` is the first row of draw i in `features` and `wanted`."""

    learners: Ints
    rewards: Floats
    weights: Floats
    taken: Ints
    start: Ints
    features: Floats
    wanted: Floats
    uncovered: Floats
    """Per draw: how much of what is asked about could not have been drawn at all."""

    def __len__(self) -> int:
        return len(self.rewards)

    def rows(self) -> Ints:
        """For each row of `features`, the draw that it belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def mean_by_draw(self, values: Floats) -> Floats:
        """Per draw, the mean of a value of each row under the policy asked about."""
        return np.add.reduceat(self.wanted * values, self.start[:-1])


def log_of(decisions: Sequence[Decision]) -> Log:
    """Columns of these draws; BadLog where one of them cannot have happened."""
    if not decisions:
        raise BadLog("no draws")
    for place, one in enumerate(decisions):
        _check(place, one)
    sizes = [len(one.propensities) for one in decisions]
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Log(
        learners=np.array([one.learner for one in decisions], dtype=np.int64),
        rewards=np.array([one.reward for one in decisions], dtype=np.float64),
        weights=np.array([one.wanted[one.taken] / one.propensities[one.taken] for one in decisions], dtype=np.float64),
        taken=start[:-1] + np.array([one.taken for one in decisions], dtype=np.int64),
        start=start,
        features=np.vstack([one.features for one in decisions]).astype(np.float64),
        wanted=np.concatenate([one.wanted for one in decisions]).astype(np.float64),
        uncovered=np.array([one.wanted[one.propensities <= 0].sum() for one in decisions], dtype=np.float64),
    )


def _check(place: int, one: Decision) -> None:
    sizes = {len(one.features), len(one.propensities), len(one.wanted)}
    if len(sizes) != 1 or not 0 <= one.taken < len(one.propensities):
        raise BadLog(f"draw {place}: {sorted(sizes)} features, propensities and wanted; taken is {one.taken}")
    numbers = np.concatenate([one.features.ravel(), one.propensities, one.wanted, [one.reward]])
    if not np.isfinite(numbers).all():
        raise BadLog(f"draw {place}: not all numbers are finite")
    if (one.propensities < 0).any() or (one.wanted < 0).any() or not one.propensities[one.taken] > 0:
        raise BadLog(f"draw {place}: what was drawn had no probability, or one is below zero")
    if abs(one.wanted.sum() - 1) > 1e-6:
        raise BadLog(f"draw {place}: what is asked about adds up to {one.wanted.sum():.4f}, not 1")
