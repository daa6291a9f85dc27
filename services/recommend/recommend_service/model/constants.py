"""What layer 1 believes before it has seen anybody: medians of fits on open data sets."""

from typing import Final

import numpy as np

from recommend_service.model import passes
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats

NAMES: Final = (
    "general_mean", "general_variance", "general_drift", "goal_variance", "goal_drift",
    "gain_success", "gain_failure", "spread", "forgetting",
)  # fmt: skip
DAY_ONE: Final = (0.0, 0.6, 0.001, 0.3, 0.02, 0.05, 0.03, 0.002, 0.3)
ON_LOG_SCALE: Final = (False, True, True, True, True, False, False, True, True)
SPREAD_OF_FITS: Final = (0.5, 0.7, 1.5, 0.7, 1.2, 0.08, 0.08, 1.5, 0.7)
"""How far fits on other sets lie from day one (logs where positive): a small school is pulled back by it."""


def day_one() -> Floats:
    return np.array(DAY_ONE, dtype=np.float64)


def moved(centre: Floats, steps: Floats) -> Floats:
    """The centre plus steps, counted in spreads of other fits."""
    change, logs = steps * np.array(SPREAD_OF_FITS), np.array(ON_LOG_SCALE)
    moved = np.where(logs, centre * np.exp(np.clip(change, -12, 4)), centre + change)
    return np.asarray(moved, dtype=np.float64)


def levels(attempts: Attempts, ease: Floats, constants: Floats, n_goals: int) -> tuple[Floats, Floats]:
    a, goals = attempts, np.minimum(attempts.goals, n_goals)
    return passes.levels(a.learner, a.at, a.y, a.weights, a.start, goals, ease, constants, n_goals + 1)
