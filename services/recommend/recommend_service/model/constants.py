"""What layer 1 believes before it has seen anybody: medians of fits on open data sets; and how a fit moves it."""

from typing import Final

import numpy as np
from scipy.optimize import minimize

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
TRIES: Final = 260


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


def search(attempts: Attempts, ease: Floats, centre: Floats, n_goals: int) -> Floats:
    """Constants of least log-loss, pulled to the centre by how far fits elsewhere lie from day one."""
    a, weights = attempts, attempts.weights

    def cost(steps: Floats) -> float:
        means, variances = levels(a, ease, moved(centre, steps), n_goals)
        return float(passes.log_loss(a.y, weights, means, variances, ease) + 0.5 * (steps**2).sum())

    steps = np.zeros(len(NAMES))
    shape = np.vstack([steps, np.eye(len(NAMES)) * 0.7])
    options = {"maxfev": TRIES, "initial_simplex": shape, "xatol": 0.02, "fatol": 0.3}
    return moved(centre, minimize(cost, steps, method="Nelder-Mead", options=options).x)
