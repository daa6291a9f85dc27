"""A learner's state as it is kept, and read back: the same numbers, so a worker that starts anew goes on as before."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from recommend_service.model.attempt import TASK_WIDTH
from recommend_service.model.compiled import Floats
from recommend_service.model.learner import Learner

TASK: Final = np.dtype([("item", "<i4"), ("known", "<f4", (TASK_WIDTH,))])


def tasks_of(learner: Learner) -> bytes:
    """The remembered tasks, 28 bytes each."""
    met = learner.held >= 0
    rows = np.empty(int(met.sum()), dtype=TASK)
    rows["item"], rows["known"] = learner.held[met], learner.tasks[met]
    return rows.tobytes()


def restored(
    constants: Floats, general: Sequence[float], goals: Mapping[int, Sequence[float]], tasks: bytes = b""
) -> Learner:
    """A learner from `general`, the rows of `known` by the goal's number, and what `tasks_of` gave."""
    learner = Learner(constants)
    learner.general[:] = general
    for goal, known in goals.items():
        row = learner.row(goal)
        learner.known[row] = known
    rows = np.frombuffer(tasks, dtype=TASK)
    learner.held[: len(rows)], learner.tasks[: len(rows)] = rows["item"], rows["known"]
    return learner
