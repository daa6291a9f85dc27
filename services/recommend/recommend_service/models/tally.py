"""Predictions beside what came: sums that add up over days and learners, and the figures they give. Pure.

A learner's answers hang together, so what is uncertain counts learners, not answers: `squares` sums each learner's
summed error, squared (the cluster-robust variance of Liang & Zeger 1986). An area under the curve gets the error of
Hanley & McNeil 1982, widened by the same design effect.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS: Final = 50
"""Of equal width, from 0 to 1: enough for an area under the curve to three digits."""
GROUPS: Final = 10
NORMAL_95: Final = 1.96
_EDGE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Tally:
    """n predictions of so many learners; `said` and `came` by bin of the chance that was said."""

    n: int
    learners: int
    loss: float
    brier: float
    variance: float
    """Σ p (1 − p): what the errors would spread if answers did not hang together."""
    squares: float
    count: Floats
    said: Floats
    came: Floats

    def __add__(self, other: "Tally") -> "Tally":
        """Days of the same learners: at least as many of them as on the fullest day."""
        return Tally(
            self.n + other.n, max(self.learners, other.learners), self.loss + other.loss, self.brier + other.brier,
            self.variance + other.variance, self.squares + other.squares, self.count + other.count,
            self.said + other.said, self.came + other.came,
        )  # fmt: skip

    def __sub__(self, other: "Tally") -> "Tally":
        """All but some of the learners."""
        return Tally(
            self.n - other.n, self.learners - other.learners, self.loss - other.loss, self.brier - other.brier,
            self.variance - other.variance, self.squares - other.squares, self.count - other.count,
            self.said - other.said, self.came - other.came,
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        numbers = {name: getattr(self, name) for name in ("n", "learners", "loss", "brier", "variance", "squares")}
        return numbers | {name: getattr(self, name).tolist() for name in ("count", "said", "came")}

    @property
    def log_loss(self) -> float:
        return self.loss / self.n

    @property
    def gap(self) -> float:
        """Mean predicted − observed: above zero where it expects too much."""
        return float(self.said.sum() - self.came.sum()) / self.n

    @property
    def gap_error(self) -> float:
        return sqrt(max(self.squares, 0.0)) / self.n

    @property
    def ece(self) -> float:
        """Mean distance between predicted and observed, over ten groups of chances."""
        off = np.abs((self.said - self.came).reshape(GROUPS, -1).sum(axis=1))
        return float(off.sum()) / self.n

    @property
    def auc(self) -> float | None:
        """None where all succeeded or all failed."""
        won, lost = self.came, self.count - self.came
        pairs = float(won.sum() * lost.sum())
        if pairs <= 0.0:
            return None
        below = np.cumsum(lost) - lost
        return float((won * (below + lost / 2)).sum()) / pairs

    @property
    def auc_error(self) -> float:
        area = self.auc
        if area is None:
            return 1.0
        won, lost = float(self.came.sum()), float((self.count - self.came).sum())
        one, two = area / (2 - area), 2 * area**2 / (1 + area)
        spread = area * (1 - area) + (won - 1) * (one - area**2) + (lost - 1) * (two - area**2)
        together = max(self.squares / self.variance, 1.0) if self.variance > 0 else 1.0
        return sqrt(max(spread, 0.0) / (won * lost) * together)


def nothing() -> Tally:
    empty = np.zeros(BINS)
    return Tally(0, 0, 0.0, 0.0, 0.0, 0.0, empty, empty, empty)


def tally_of(learner: Ints, chance: Floats, y: Floats) -> Tally:
    """Of some predictions; `learner` says which belong together."""
    if len(y) == 0:
        return nothing()
    p = np.clip(chance, _EDGE, 1 - _EDGE)
    _, who = np.unique(learner, return_inverse=True)
    bins = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    errors = np.bincount(who, p - y)
    return Tally(
        len(y), len(errors), -float(np.log(np.where(y > 0.5, p, 1 - p)).sum()), float(((p - y) ** 2).sum()),
        float((p * (1 - p)).sum()), float((errors**2).sum()), np.bincount(bins, minlength=BINS).astype(np.float64),
        np.bincount(bins, p, BINS).astype(np.float64), np.bincount(bins, y, BINS).astype(np.float64),
    )  # fmt: skip


def read(plain: dict[str, Any]) -> Tally:
    arrays = {name: np.array(plain[name], dtype=np.float64) for name in ("count", "said", "came")}
    return Tally(**{**plain, **arrays})
