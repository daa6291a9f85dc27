"""What a shard of attempts says about eases: gradients and curvatures, which add up over shards in any order."""

import math

import numpy as np

from recommend_service.model.attempt import (
    GENERAL_WIDTH,
    GOAL_WIDTH,
    TASK_WIDTH,
    day_of,
    fade,
    level,
    sigmoid,
    start_learner,
)  # fmt: skip
from recommend_service.model.compiled import Floats, Ints, compiled
from recommend_service.model.passes import after, forget_goals
from recommend_service.model.remembered import forget_tasks, place


@compiled
def add_up(
    learner: Ints, item: Ints, at: Floats, y: Floats, weight: Floats, offset: Floats, start: Ints, goals: Ints,
    fold: Ints, constants: Floats, memory: int, overall: Floats, retry: Floats, goal_ease: Floats, item_ease: Floats,
    retries: Floats, tasks_said: Floats, goals_said: Floats,
) -> None:  # fmt: skip
    """Add to `tasks_said` (items + 1 × models × 4: gradient and curvature, of first and of later tries) and, for
    attempts without a known task, to `goals_said` (goals + 1 × models × 2).

    Model k < the last is of all learners but those of fold k; the last is of all. Abilities come from the model that
    does not know the learner, so that nobody's own answers make a task look easy to them.
    """
    first, models, last_goal, last_item = 0, len(overall), len(goal_ease) - 1, len(item_ease) - 1
    general, known = np.zeros(GENERAL_WIDTH, np.float32), np.zeros((last_goal + 1, GOAL_WIDTH), np.float32)
    held, tasks = np.full(memory + 1, -1), np.zeros((memory + 1, TASK_WIDTH), np.float32)
    ease = np.empty(models)
    for i in range(len(y)):
        if i == 0 or learner[i] != learner[i - 1]:
            forget_goals(first, i, start, goals, known)
            forget_tasks(held, tasks)
            first = i
            start_learner(general, constants)
        rows, day, here = goals[start[i] : start[i + 1]], day_of(at[i]), item[i]
        share = 1.0 / max(len(rows), 1)
        task = here if 0 <= here < last_item else last_item
        again = 1 if tasks[place(held, here), 0] > 0.0 else 0
        for k in range(models):
            ease[k] = overall[k] + item_ease[task, k] + again * (retry[k] + retries[task, k]) + offset[i]
        for row in rows:
            for k in range(models):
                ease[k] += share * goal_ease[row, k]
        fade(known, rows, day, constants)
        mean, variance = level(general, known, rows)
        kappa = 1.0 / math.sqrt(1.0 + math.pi * variance / 8.0)
        for k in range(models):
            if k == fold[i]:
                continue
            chance = sigmoid(kappa * (mean + ease[k]))
            gradient = weight[i] * kappa * (y[i] - chance)
            curvature = weight[i] * kappa * kappa * chance * (1.0 - chance)
            if task < last_item:
                tasks_said[task, k, 2 * again] += gradient
                tasks_said[task, k, 2 * again + 1] += curvature
            else:
                for row in rows:
                    goals_said[row, k, 0] += share * gradient
                    goals_said[row, k, 1] += share * curvature
        after(general, known, rows, held, tasks, here, ease[fold[i]], y[i], day, constants, weight[i])
