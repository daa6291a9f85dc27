"""The very tasks that a learner met last: so many are remembered, then the one longest not met makes room."""

from typing import Final

import numpy as np

from recommend_service.model.attempt import TASK_WIDTH
from recommend_service.model.compiled import Ints, Singles, compiled

TASKS: Final = 32


def no_tasks() -> tuple[Ints, Singles]:
    """Numbers of tasks (−1 is a free place), and what is known of each; the last row is for what is not remembered."""
    return np.full(TASKS + 1, -1, dtype=np.int64), np.zeros((TASKS + 1, TASK_WIDTH), dtype=np.float32)


@compiled
def forget_tasks(held: Ints, tasks: Singles) -> None:
    held[:] = -1
    tasks[:] = 0.0


@compiled
def place(held: Ints, item: int) -> int:
    """Where a task is remembered; the last row, of zeros, where it is not."""
    last = len(held) - 1
    for row in range(last):
        if held[row] == item and item >= 0:
            return row
        if held[row] < 0:
            break
    return last


@compiled
def room(held: Ints, tasks: Singles, item: int) -> int:
    """A row to learn in: the task's own, or the one longest not met, emptied. No task: the last row, emptied."""
    found, last = place(held, item), len(held) - 1
    if found < last:
        return found
    if item >= 0:
        found = 0
        for row in range(last):
            if held[row] < 0:
                found = row
                break
            if tasks[row, 3] < tasks[found, 3]:
                found = row
        held[found] = item
    tasks[found] = 0.0
    return found
