"""Layer 2: ridge logistic regression on the features, with each goal's small deviations."""

from dataclasses import dataclass

import numpy as np

from recommend_service.model import newton
from recommend_service.model.attempt import FEATURES
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints, Singles, compiled
from recommend_service.model.features import COUNTED, PAIRS, PER_GOAL, WIDTH
from recommend_service.model.passes import read_out

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


def capped(x: Singles) -> Floats:
    """Cap what grows without end at nearly the most in x, products too, in place; returns the caps."""
    caps = no_caps()
    caps[COUNTED] = np.quantile(x[:, COUNTED], CAP_AT, axis=0)
    x[:, COUNTED] = np.minimum(x[:, COUNTED], caps[COUNTED])
    for place, (one, other) in enumerate(PAIRS):
        np.multiply(x[:, one], x[:, other], out=x[:, FEATURES + place])
    return caps


@compiled
def logits(x: Singles, start: Ints, goals: Ints, weights: Floats, own: Floats, caps: Floats, reach: float) -> Floats:
    """What layer 2 says at features that are not capped yet."""
    out, capped = np.empty(len(x)), np.empty(x.shape[1])
    for i in range(len(x)):
        capped[:] = x[i]
        for k in COUNTED:
            capped[k] = min(capped[k], caps[k])
        for pair in range(len(PAIRS)):
            capped[FEATURES + pair] = capped[PAIRS[pair, 0]] * capped[PAIRS[pair, 1]]
        said = read_out(capped, goals[start[i] : start[i + 1]], weights, own)
        out[i] = min(max(said, x[i, 1] - reach), x[i, 1] + reach)
    return out


def anchored(anchor: ReadOut | None, middle: Floats, scale: Floats, n_goals: int) -> Floats:
    """Where the weights are pulled to, at standardised features: "layer 1 is right", or what a prior says."""
    flat = np.zeros(WIDTH + (n_goals + 1) * len(PER_GOAL))
    if anchor is None:
        flat[1], flat[0] = scale[1], middle[1]
        return flat
    flat[:WIDTH] = anchor.weights * scale
    flat[0] += float((anchor.weights[1:] * middle[1:]).sum())
    own, known = flat[WIDTH:].reshape(n_goals + 1, -1), min(n_goals, len(anchor.own) - 1)
    own[:known] = anchor.own[:known] * scale[PER_GOAL]
    own[:known, 0] += (anchor.own[:known, 1:] * middle[PER_GOAL][1:]).sum(axis=1)
    return flat


def fit(
    x: Singles, attempts: Attempts, goals: Ints, n_goals: int, ridge: tuple[float, float],
    anchor: ReadOut | None = None, begin: ReadOut | None = None,
) -> ReadOut:  # fmt: skip
    """Weights of least log-loss, pulled to the anchor. x is standardised in place and spoilt."""
    caps = capped(x)
    middle, scale = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
    middle[0], scale[scale < 1e-6], scale[0] = 0.0, 1.0, 1.0
    x -= middle
    x /= scale
    centre = anchored(anchor, middle, scale, n_goals)
    penalty = np.append(np.full(WIDTH, ridge[0]), np.full(len(centre) - WIDTH, ridge[1]))
    penalty[0] = 0.01
    problem = newton.Problem(x, attempts, goals, centre, penalty)
    flat = newton.solve(problem, centre if begin is None else anchored(begin, middle, scale, n_goals))
    layer_one = x[:, 1] * scale[1] + middle[1]
    reach = float(np.quantile(np.abs(x @ flat[:WIDTH] - layer_one), CAP_AT)) + 0.5
    return unscaled(flat, middle, scale, n_goals, caps, reach)


def unscaled(flat: Floats, middle: Floats, scale: Floats, n_goals: int, caps: Floats, reach: float) -> ReadOut:
    """Weights for features as they come."""
    weights = flat[:WIDTH] / scale
    weights[0] -= float((weights[1:] * middle[1:]).sum())
    own = flat[WIDTH:].reshape(n_goals + 1, -1) / scale[PER_GOAL]
    own[:, 0] -= (own[:, 1:] * middle[PER_GOAL][1:]).sum(axis=1)
    own[-1] = 0.0
    return ReadOut(weights, own, caps, reach)
