"""Going through many attempts at once, with exactly the steps that one attempt takes."""

import math

import numpy as np

from recommend_service.model.attempt import GENERAL_WIDTH, GOAL_WIDTH, TASK_WIDTH, fade, learn, level, start_learner
from recommend_service.model.attempt import sigmoid as squash
from recommend_service.model.compiled import Floats, Ints, compiled
from recommend_service.model.features import PER_GOAL, WIDTH, look


@compiled
def forget_learner(first: int, last: int, item: Ints, start: Ints, goals: Ints, known: Floats, tasks: Floats) -> None:
    """Rows of the learner before, emptied: cost grows with attempts, not with goals."""
    for i in range(first, last):
        for row in goals[start[i] : start[i + 1]]:
            known[row] = 0.0
        tasks[item[i] + 1] = 0.0


@compiled
def levels(
    learner: Ints, item: Ints, at: Floats, y: Floats, start: Ints, goals: Ints, ease: Floats, constants: Floats,
    n_goals: int, n_items: int,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Layer 1's ability (mean, variance) before each attempt, at tasks as easy as `ease` says."""
    n, first = len(y), 0
    means, variances = np.empty(n), np.empty(n)
    general, known, tasks = np.zeros(GENERAL_WIDTH), np.zeros((n_goals, GOAL_WIDTH)), np.zeros((1, TASK_WIDTH))
    for i in range(n):
        if i == 0 or learner[i] != learner[i - 1]:
            for j in range(first, i):
                for row in goals[start[j] : start[j + 1]]:
                    known[row] = 0.0
            first = i
            start_learner(general, constants)
        rows = goals[start[i] : start[i + 1]]
        fade(known, rows, at[i], constants)
        means[i], variances[i] = level(general, known, rows)
        learn(general, known, rows, tasks[0], -ease[i], y[i], at[i], constants)
    return means, variances


@compiled
def read_out(x: Floats, rows: Ints, weights: Floats, own: Floats) -> float:
    """Layer 2's logit: shared weights, and what is each goal's own."""
    z, share = 0.0, 1.0 / max(len(rows), 1)
    for k in range(len(x)):
        z += weights[k] * x[k]
    for row in rows:
        goal = row if row < len(own) else len(own) - 1
        for k in range(len(PER_GOAL)):
            z += own[goal, k] * x[PER_GOAL[k]] * share
    return z


@compiled
def tabulate(
    learner: Ints, item: Ints, at: Floats, y: Floats, start: Ints, goals: Ints, ease: Floats, retry: Floats,
    constants: Floats, n_goals: int, n_items: int, caps: Floats, x: Floats,
) -> None:  # fmt: skip
    """Fill x (n × WIDTH): the features before each attempt."""
    first = 0
    general, known = np.zeros(GENERAL_WIDTH), np.zeros((n_goals, GOAL_WIDTH))
    tasks = np.zeros((n_items + 1, TASK_WIDTH))
    for i in range(len(y)):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_learner(first, i, item, start, goals, known, tasks)
            first = i
            start_learner(general, constants)
        rows, task = goals[start[i] : start[i + 1]], tasks[item[i] + 1]
        if item[i] < 0:
            task[:] = 0.0
        fade(known, rows, at[i], constants)
        here = ease[i] + (retry[i] if task[0] > 0.0 else 0.0)
        mean, variance = level(general, known, rows)
        look(x[i], general, known, rows, task, here, retry[i] if task[0] > 0.0 else 0.0, mean, variance, at[i], caps)
        learn(general, known, rows, task, -here, y[i], at[i], constants)


@compiled
def mixed(x: Floats, rows: Ints, weights: Floats, own: Floats, reach: float, mix: float) -> float:
    """The probability: logits of both layers, weighed."""
    z = x[1] * (1.0 - mix)
    if mix > 0.0:
        z += mix * min(max(read_out(x, rows, weights, own), x[1] - reach), x[1] + reach)
    return squash(z)


@compiled
def step(
    general: Floats, known: Floats, slots: Ints, rows: Ints, task: Floats, ease: float, retry: float, y: float,
    at: float, constants: Floats, weights: Floats, own: Floats, caps: Floats, reach: float, mix: float, x: Floats,
) -> float:  # fmt: skip
    """Predict, then learn: one attempt. `slots` are rows of `known`, `rows` the same goals' numbers in the model."""
    fade(known, slots, at, constants)
    extra = retry if task[0] > 0.0 else 0.0
    mean, variance = level(general, known, slots)
    look(x, general, known, slots, task, ease + extra, extra, mean, variance, at, caps)
    chance = mixed(x, rows, weights, own, reach, mix)
    learn(general, known, slots, task, -(ease + extra), y, at, constants)
    return chance


@compiled
def predict(
    learner: Ints, item: Ints, at: Floats, y: Floats, start: Ints, goals: Ints, ease: Floats, retry: Floats,
    constants: Floats, n_goals: int, n_items: int, weights: Floats, own: Floats, caps: Floats, reach: float, mix: float,
) -> Floats:  # fmt: skip
    """The chance before each attempt; the same numbers as one attempt at a time."""
    out, x, first = np.empty(len(y)), np.zeros(WIDTH), 0
    general, known = np.zeros(GENERAL_WIDTH), np.zeros((n_goals, GOAL_WIDTH))
    tasks = np.zeros((n_items + 1, TASK_WIDTH))
    for i in range(len(y)):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_learner(first, i, item, start, goals, known, tasks)
            first = i
            start_learner(general, constants)
        rows, task = goals[start[i] : start[i + 1]], tasks[item[i] + 1]
        if item[i] < 0:
            task[:] = 0.0
        out[i] = step(
            general, known, rows, rows, task, ease[i], retry[i], y[i], at[i], constants, weights, own, caps, reach,
            mix, x,
        )  # fmt: skip
    return out


@compiled
def log_loss(y: Floats, means: Floats, variances: Floats, ease: Floats) -> float:
    """Summed log-loss of layer 1."""
    total = 0.0
    for i in range(len(y)):
        z = (means[i] + ease[i]) / math.sqrt(1.0 + math.pi * variances[i] / 8.0)
        chance = min(max(squash(z), 1e-9), 1.0 - 1e-9)
        total -= math.log(chance) if y[i] > 0.5 else math.log(1.0 - chance)
    return total
