"""Ridge logistic regression with shared weights and each goal's own, by Newton's method.

Each goal's own weights are eliminated first (its block of the curvature is small), so a step is exact where attempts
have one goal, and a bound of it (Jensen) where they have more.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints, Singles, compiled
from recommend_service.model.features import PER_GOAL, WIDTH

STEPS: Final = 30
ENOUGH: Final = 3e-7
"""Log-loss per attempt that one more step would gain. A loose tolerance silently loses accuracy."""
CHUNK: Final = 4_096


@dataclass(frozen=True, slots=True)
class Problem:
    """x is standardised; `goals` beyond the last known one have no weights of their own."""

    x: Singles
    attempts: Attempts
    goals: Ints
    centre: Floats
    penalty: Floats


@compiled
def own_logits(x: Singles, start: Ints, goals: Ints, own: Floats, columns: Ints, z: Floats) -> None:
    for i in range(len(z)):
        share = 1.0 / max(start[i + 1] - start[i], 1)
        for row in goals[start[i] : start[i + 1]]:
            for k in range(len(columns)):
                z[i] += own[row, k] * x[i, columns[k]] * share


@compiled
def own_slopes(x: Singles, start: Ints, goals: Ints, error: Floats, columns: Ints, slopes: Floats) -> None:
    for i in range(len(error)):
        share = 1.0 / max(start[i + 1] - start[i], 1)
        for row in goals[start[i] : start[i + 1]]:
            for k in range(len(columns)):
                slopes[row, k] += error[i] * x[i, columns[k]] * share


@compiled
def shared_logits(x: Singles, w: Floats, z: Floats) -> None:
    for i in range(len(z)):
        for k in range(len(w)):
            z[i] += w[k] * x[i, k]


@compiled
def shared_slopes(x: Singles, error: Floats, slopes: Floats) -> None:
    for i in range(len(error)):
        for k in range(len(slopes)):
            slopes[k] += error[i] * x[i, k]


@compiled
def add_products(x: Singles, rows: Ints, bend: Singles, columns: Ints, total: Floats) -> None:
    """total += Σ bend · x[columns]ᵀ x, in float32 for a while and then in float64.

    Not a call of BLAS: with those, the last bits hang on the number of threads, and threads wait for each other.
    """
    width, some = x.shape[1], np.zeros(total.shape, np.float32)
    for i in range(len(rows)):
        row = x[rows[i]]
        for a in range(len(columns)):
            factor = bend[i] * row[columns[a]]
            for b in range(width):
                some[a, b] += factor * row[b]
        if i % CHUNK == CHUNK - 1 or i == len(rows) - 1:
            for a in range(len(columns)):
                for b in range(width):
                    total[a, b] += some[a, b]
                    some[a, b] = 0.0


def cost(p: Problem, flat: Floats) -> tuple[float, Floats]:
    """Summed log-loss with the pull to the centre, and each attempt's chance."""
    z = np.zeros(len(p.x))
    shared_logits(p.x, flat[:WIDTH], z)
    own_logits(p.x, p.attempts.start, p.goals, flat[WIDTH:].reshape(-1, len(PER_GOAL)), PER_GOAL, z)
    each = np.logaddexp(0.0, z) - p.attempts.y * z
    pulled = 0.5 * float((p.penalty * (flat - p.centre) ** 2).sum())
    return float((p.attempts.weights * each).sum()) + pulled, 1 / (1 + np.exp(-z))


def slopes(p: Problem, flat: Floats, chance: Floats) -> Floats:
    error = p.attempts.weights * (chance - p.attempts.y)
    own = np.zeros(((len(flat) - WIDTH) // len(PER_GOAL), len(PER_GOAL)))
    own_slopes(p.x, p.attempts.start, p.goals, error, PER_GOAL, own)
    own[-1] = 0.0
    shared = np.zeros(WIDTH)
    shared_slopes(p.x, error, shared)
    return np.asarray(np.append(shared, own.ravel()) + p.penalty * (flat - p.centre))


def direction(p: Problem, slope: Floats, chance: Floats, by_goal: Ints) -> Floats:
    """Newton's step: goals' own weights eliminated, the shared ones solved, and back."""
    bend = (p.attempts.weights * chance * (1 - chance)).astype(np.float32)
    curvature = np.diag(p.penalty[:WIDTH])
    add_products(p.x, np.arange(len(p.x)), bend, np.arange(WIDTH), curvature)
    wanted, own = slope[:WIDTH].copy(), slope[WIDTH:].reshape(-1, len(PER_GOAL))
    rows, shares = p.attempts.tag_rows[by_goal], p.attempts.shares[by_goal].astype(np.float32)
    edges = np.searchsorted(p.goals[by_goal], np.arange(len(own)))
    ridge, kept = np.diag(p.penalty[WIDTH : WIDTH + len(PER_GOAL)]), []
    for goal in np.flatnonzero(np.diff(edges)):
        here = slice(edges[goal], edges[goal + 1])
        cross = np.zeros((len(PER_GOAL), WIDTH))
        add_products(p.x, rows[here], bend[rows[here]] * shares[here], PER_GOAL, cross)
        block = cross[:, PER_GOAL] + ridge
        solved = np.linalg.solve(block, np.column_stack([cross, own[goal]]))
        curvature -= cross.T @ solved[:, :-1]
        wanted -= cross.T @ solved[:, -1]
        kept.append((goal, solved))
    step, own_step = np.linalg.solve(curvature, wanted), own / p.penalty[-1]
    for goal, solved in kept:
        own_step[goal] = solved[:, -1] - solved[:, :-1] @ step
    return np.append(step, own_step.ravel())


def solve(p: Problem, begin: Floats) -> Floats:
    """The weights of least cost; every step goes down, or there is none."""
    by_goal, flat = np.argsort(p.goals, kind="stable"), begin.copy()
    now, chance = cost(p, flat)
    for _ in range(STEPS):
        slope = slopes(p, flat, chance)
        step, length = direction(p, slope, chance, by_goal), 1.0
        gain = 0.5 * float(slope @ step)
        if gain < ENOUGH * len(p.x):
            break
        then, after = cost(p, flat - step)
        while then > now and length > 1e-3:
            length /= 2
            then, after = cost(p, flat - length * step)
        if then > now:
            break
        flat, now, chance = flat - length * step, then, after
    return flat
