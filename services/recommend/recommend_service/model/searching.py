"""How a fit moves layer 1's constants."""

from typing import Final

import numpy as np
from scipy.optimize import minimize

from recommend_service.model import passes
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats
from recommend_service.model.constants import NAMES, levels, moved

TRIES: Final = 260


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
