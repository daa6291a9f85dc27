"""Layer 2: ridge logistic regression on the features, with each goal's small deviations."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from recommend_service.model.attempt import FEATURES, sigmoid
from recommend_service.model.compiled import Floats, Ints, compiled
from recommend_service.model.features import COUNTED, PAIRS, PER_GOAL, WIDTH

CAP_AT = 0.995


@dataclass(frozen=True, slots=True)
class ReadOut:
    """Weights of the raw features (WIDTH), and per goal its own on top (goals + 1 × PER_GOAL; the last row zeros)."""

    weights: Floats
    own: Floats
    caps: Floats
    """The most that a feature counts for (FEATURES): nearly the most that was seen."""
    reach: float
    """Layer 2 corrects layer 1 by at most so many logits: nearly the most in the fit, however strange a learner is."""


def silent(n_goals: int = 0) -> ReadOut:
    """Adds nothing: layer 1 alone speaks."""
    return ReadOut(np.zeros(WIDTH), np.zeros((n_goals + 1, len(PER_GOAL))), no_caps(), 0.0)


def no_caps() -> Floats:
    return np.full(FEATURES, 1e9)


def capped(x: Floats) -> Floats:
    """Cap what grows without end at nearly the most in x, products too, in place; returns the caps."""
    caps = no_caps()
    caps[COUNTED] = np.quantile(x[:, COUNTED], CAP_AT, axis=0)
    x[:, COUNTED] = np.minimum(x[:, COUNTED], caps[COUNTED])
    for place, (one, other) in enumerate(PAIRS):
        np.multiply(x[:, one], x[:, other], out=x[:, FEATURES + place])
    return caps


@compiled
def slope(
    x: Floats, y: Floats, weight: Floats, start: Ints, goals: Ints, w: Floats, own: Floats, columns: Ints, gw: Floats,
    gown: Floats,
) -> float:  # fmt: skip
    """Summed log-loss; its gradient is added to gw and gown."""
    total = 0.0
    for i in range(len(y)):
        z, share = 0.0, 1.0 / max(start[i + 1] - start[i], 1)
        for k in range(len(w)):
            z += w[k] * x[i, k]
        for row in goals[start[i] : start[i + 1]]:
            for k in range(len(columns)):
                z += own[row, k] * x[i, columns[k]] * share
        chance = sigmoid(z)
        total += weight[i] * (np.log1p(np.exp(-abs(z))) + max(z, 0.0) - y[i] * z)
        error = weight[i] * (chance - y[i])
        for k in range(len(w)):
            gw[k] += error * x[i, k]
        for row in goals[start[i] : start[i + 1]]:
            for k in range(len(columns)):
                gown[row, k] += error * x[i, columns[k]] * share
    return total


def fit(
    x: Floats, y: Floats, weight: Floats, start: Ints, goals: Ints, n_goals: int, ridge: float, own_ridge: float
) -> ReadOut:
    """L-BFGS from "layer 1 is right", with a tight tolerance: a loose one silently loses accuracy.

    x is standardised in place and spoilt.
    """
    caps = capped(x)
    middle, scale = x.mean(axis=0), x.std(axis=0)
    middle[0], scale[scale < 1e-9], scale[0] = 0.0, 1.0, 1.0
    x -= middle
    x /= scale
    goals = np.minimum(goals, n_goals)
    anchor = np.zeros(WIDTH)
    anchor[1], anchor[0] = scale[1], middle[1]
    penalty = np.full(WIDTH, ridge)
    penalty[0] = 0.01

    def cost(flat: Floats) -> tuple[float, Floats]:
        w, own = flat[:WIDTH], flat[WIDTH:].reshape(n_goals + 1, -1)
        gw, gown = np.zeros_like(w), np.zeros_like(own)
        loss = slope(x, y, weight, start, goals, w, own, PER_GOAL, gw, gown)
        away = w - anchor
        loss += 0.5 * float((penalty * away**2).sum()) + 0.5 * own_ridge * float((own**2).sum())
        gradient = np.concatenate([gw + penalty * away, (gown + own_ridge * own).ravel()])
        return loss / len(y), gradient / len(y)

    begin = np.concatenate([anchor, np.zeros((n_goals + 1) * len(PER_GOAL))])
    found = minimize(cost, begin, jac=True, method="L-BFGS-B", options={"maxiter": 250, "ftol": 1e-9, "gtol": 1e-6})
    layer_one = x[:, 1] * scale[1] + middle[1]
    reach = float(np.quantile(np.abs(x @ found.x[:WIDTH] - layer_one), CAP_AT)) + 0.5
    return unscaled(found.x, middle, scale, n_goals, caps, reach)


def unscaled(flat: Floats, middle: Floats, scale: Floats, n_goals: int, caps: Floats, reach: float) -> ReadOut:
    """Weights for features as they come."""
    weights = flat[:WIDTH] / scale
    weights[0] -= float((weights[1:] * middle[1:]).sum())
    own = flat[WIDTH:].reshape(n_goals + 1, -1) / scale[PER_GOAL]
    own[:, 0] -= (own[:, 1:] * middle[PER_GOAL][1:]).sum(axis=1)
    own[-1] = 0.0
    return ReadOut(weights, own, caps, reach)
