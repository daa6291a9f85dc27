"""Attempts as the model takes them: columns, learner by learner, in order of time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.compiled import Floats, Ints


@dataclass(frozen=True, slots=True)
class Attempts:
    """n attempts. `goals[start[i]:start[i + 1]]` are the goals of attempt i; `item` is −1 where there are no tasks.

    `at` in seconds, NaN where unknown; `y` in 0..1. All attempts of a learner stand together. `offset` are logits known
    beforehand, such as an activity's level, added to the task's ease; `weight` says how often an attempt counts.
    """

    learner: Ints
    item: Ints
    at: Floats
    y: Floats
    start: Ints
    goals: Ints
    offset: Floats | None = None
    weight: Floats | None = None

    def __len__(self) -> int:
        return len(self.y)

    @property
    def offsets(self) -> Floats:
        return np.zeros(len(self)) if self.offset is None else self.offset

    @property
    def weights(self) -> Floats:
        return np.ones(len(self)) if self.weight is None else self.weight

    @property
    def tag_rows(self) -> Ints:
        """The attempt that each entry of `goals` belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @property
    def shares(self) -> Floats:
        """1/T for each entry of `goals`."""
        count = np.diff(self.start)
        return np.asarray(np.repeat(1.0 / np.maximum(count, 1), count), dtype=np.float64)

    def of(self, wanted: NDArray[np.bool_]) -> "Attempts":
        """Some of the attempts, with their goals."""
        count = np.diff(self.start)
        start = np.concatenate([[0], np.cumsum(count[wanted])]).astype(np.int64)
        return Attempts(
            self.learner[wanted], self.item[wanted], self.at[wanted], self.y[wanted], start,
            self.goals[np.repeat(wanted, count)], None if self.offset is None else self.offset[wanted],
            None if self.weight is None else self.weight[wanted],
        )  # fmt: skip

    def again(self) -> NDArray[np.bool_]:
        """True at a learner's second and later tries of a task."""
        _, where, key = np.unique(
            self.learner * (self.item.max(initial=0) + 2) + self.item, return_index=True, return_inverse=True
        )
        later = np.arange(len(self)) != where[key]
        return np.asarray(later & (self.item >= 0))


def joined(one: Attempts, other: Attempts) -> Attempts:
    """The attempts of both, whose learners are not the same."""
    return Attempts(
        np.append(one.learner, other.learner), np.append(one.item, other.item), np.append(one.at, other.at),
        np.append(one.y, other.y), np.append(one.start, other.start[1:] + one.start[-1]),
        np.append(one.goals, other.goals), np.append(one.offsets, other.offsets), np.append(one.weights, other.weights),
    )  # fmt: skip
