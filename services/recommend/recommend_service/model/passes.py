"""Going through many attempts at once, with exactly the steps that one attempt takes."""

import math

import numpy as np

from recommend_service.model.attempt import (
    GENERAL_WIDTH,
    GOAL_WIDTH,
    TASK_WIDTH,
    day_of,
    fade,
    learn,
    level,
    start_learner,
)  # fmt: skip
from recommend_service.model.attempt import sigmoid as squash
from recommend_service.model.compiled import Floats, Ints, Numbers, Singles, compiled
from recommend_service.model.features import PER_GOAL, WIDTH, look
from recommend_service.model.remembered import forget_tasks, place, room
from recommend_service.model.trees import climb


@compiled
def forget_goals(first: int, last: int, start: Ints, goals: Ints, known: Singles) -> None:
    """Rows of the learner before, emptied: cost grows with attempts, not with goals."""
    for i in range(first, last):
        for row in goals[start[i] : start[i + 1]]:
            known[row] = 0.0


@compiled
def levels(
    learner: Ints, at: Floats, y: Floats, weight: Floats, start: Ints, goals: Ints, ease: Floats, constants: Floats,
    n_goals: int,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Layer 1's ability (mean, variance) before each attempt, at tasks as easy as `ease` says."""
    n, first = len(y), 0
    means, variances = np.empty(n), np.empty(n)
    general, known = np.zeros(GENERAL_WIDTH, np.float32), np.zeros((n_goals, GOAL_WIDTH), np.float32)
    task = np.zeros(TASK_WIDTH, np.float32)
    for i in range(n):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_goals(first, i, start, goals, known)
            first = i
            start_learner(general, constants)
        rows, day = goals[start[i] : start[i + 1]], day_of(at[i])
        fade(known, rows, day, constants)
        means[i], variances[i] = level(general, known, rows)
        learn(general, known, rows, task, -ease[i], y[i], day, constants, weight[i])
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
def mixed(
    x: Floats, rows: Ints, weights: Floats, own: Floats, reach: float, mix: float, splits: Ints, edges: Floats,
    leaves: Floats,
) -> float:  # fmt: skip
    """The probability: logits of both layers, weighed, and what the trees add."""
    z = x[1] * (1.0 - mix)
    if mix > 0.0:
        z += mix * min(max(read_out(x, rows, weights, own), x[1] - reach), x[1] + reach)
    return squash(z + climb(x, z, splits, edges, leaves))


@compiled
def before(
    general: Singles, known: Singles, slots: Ints, task: Singles, ease: float, retry: float, day: float, caps: Floats,
    x: Numbers,
) -> float:  # fmt: skip
    """Fill x for one attempt at goals already faded; returns the task's ease at this try."""
    extra = retry if task[0] > 0.0 else 0.0
    mean, variance = level(general, known, slots)
    look(x, general, known, slots, task, ease + extra, extra, mean, variance, day, caps)
    return ease + extra


@compiled
def after(
    general: Singles, known: Singles, slots: Ints, held: Ints, tasks: Singles, item: int, ease: float, y: float,
    day: float, constants: Floats, weight: float,
) -> None:  # fmt: skip
    """Learn from one attempt, and remember its task."""
    learn(general, known, slots, tasks[room(held, tasks, item)], -ease, y, day, constants, weight)
    tasks[len(tasks) - 1] = 0.0


@compiled
def tabulate(
    learner: Ints, item: Ints, at: Floats, y: Floats, weight: Floats, start: Ints, goals: Ints, ease: Floats,
    retry: Floats, constants: Floats, n_goals: int, memory: int, caps: Floats, x: Numbers,
) -> None:  # fmt: skip
    """Fill x (n × WIDTH): the features before each attempt."""
    first = 0
    general, known = np.zeros(GENERAL_WIDTH, np.float32), np.zeros((n_goals, GOAL_WIDTH), np.float32)
    held, tasks = np.full(memory + 1, -1), np.zeros((memory + 1, TASK_WIDTH), np.float32)
    for i in range(len(y)):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_goals(first, i, start, goals, known)
            forget_tasks(held, tasks)
            first = i
            start_learner(general, constants)
        rows, day = goals[start[i] : start[i + 1]], day_of(at[i])
        fade(known, rows, day, constants)
        here = before(general, known, rows, tasks[place(held, item[i])], ease[i], retry[i], day, caps, x[i])
        after(general, known, rows, held, tasks, item[i], here, y[i], day, constants, weight[i])


@compiled
def step(
    general: Singles, known: Singles, slots: Ints, rows: Ints, held: Ints, tasks: Singles, item: int, ease: float,
    retry: float, y: float, at: float, weight: float, constants: Floats, weights: Floats, own: Floats, caps: Floats,
    reach: float, mix: float, splits: Ints, edges: Floats, leaves: Floats, x: Floats,
) -> float:  # fmt: skip
    """Predict, then learn: one attempt. `slots` are rows of `known`, `rows` the same goals' numbers in the model."""
    day = day_of(at)
    fade(known, slots, day, constants)
    here = before(general, known, slots, tasks[place(held, item)], ease, retry, day, caps, x)
    chance = mixed(x, rows, weights, own, reach, mix, splits, edges, leaves)
    after(general, known, slots, held, tasks, item, here, y, day, constants, weight)
    return chance


@compiled
def predict(
    learner: Ints, item: Ints, at: Floats, y: Floats, weight: Floats, start: Ints, goals: Ints, ease: Floats,
    retry: Floats, constants: Floats, n_goals: int, memory: int, weights: Floats, own: Floats, caps: Floats,
    reach: float, mix: float, splits: Ints, edges: Floats, leaves: Floats,
) -> Floats:  # fmt: skip
    """The chance before each attempt; the same numbers as one attempt at a time."""
    out, x, first = np.empty(len(y)), np.zeros(WIDTH), 0
    general, known = np.zeros(GENERAL_WIDTH, np.float32), np.zeros((n_goals, GOAL_WIDTH), np.float32)
    held, tasks = np.full(memory + 1, -1), np.zeros((memory + 1, TASK_WIDTH), np.float32)
    for i in range(len(y)):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_goals(first, i, start, goals, known)
            forget_tasks(held, tasks)
            first = i
            start_learner(general, constants)
        rows = goals[start[i] : start[i + 1]]
        out[i] = step(
            general, known, rows, rows, held, tasks, item[i], ease[i], retry[i], y[i], at[i], weight[i], constants,
            weights, own, caps, reach, mix, splits, edges, leaves, x,
        )  # fmt: skip
    return out


@compiled
def foresee(
    general: Singles, known: Singles, slots: Ints, rows: Ints, start: Ints, held: Ints, tasks: Singles, item: Ints,
    ease: Floats, retry: Floats, at: float, constants: Floats, weights: Floats, own: Floats, caps: Floats,
    reach: float, mix: float, splits: Ints, edges: Floats, leaves: Floats,
) -> Floats:  # fmt: skip
    """The chance at each of many tasks, were it met next. Nothing is learnt, and `known` stays as it is."""
    out, x, day = np.empty(len(item)), np.zeros(WIDTH), day_of(at)
    faded = known.copy()
    fade(faded, np.arange(len(known)), day, constants)
    for i in range(len(item)):
        a, b = start[i], start[i + 1]
        before(general, faded, slots[a:b], tasks[place(held, item[i])], ease[i], retry[i], day, caps, x)
        out[i] = mixed(x, rows[a:b], weights, own, reach, mix, splits, edges, leaves)
    return out


@compiled
def log_loss(y: Floats, weight: Floats, means: Floats, variances: Floats, ease: Floats) -> float:
    """Summed log-loss of layer 1."""
    total = 0.0
    for i in range(len(y)):
        z = (means[i] + ease[i]) / math.sqrt(1.0 + math.pi * variances[i] / 8.0)
        chance = min(max(squash(z), 1e-9), 1.0 - 1e-9)
        total -= weight[i] * (y[i] * math.log(chance) + (1.0 - y[i]) * math.log(1.0 - chance))
    return total
