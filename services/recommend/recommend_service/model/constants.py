"""What layer 1 believes before it has seen anybody: medians of fits on open data sets."""

from typing import Final

import numpy as np

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


def moved(steps: Floats) -> Floats:
    """Day one plus steps, counted in spreads of other fits."""
    change = steps * np.array(SPREAD_OF_FITS)
    start, logs = day_one(), np.array(ON_LOG_SCALE)
    moved = np.where(logs, start * np.exp(np.clip(change, -12, 4)), start + change)
    return np.asarray(moved, dtype=np.float64)
