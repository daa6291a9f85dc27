"""A learner's state as it is kept, and read back: the same numbers, so a worker that starts anew goes on as before."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.attempt import COUNTS, GENERAL_WIDTH, MEANS, TASK_WIDTH, TRACES, VARIANCES
from recommend_service.model.compiled import Floats, Singles
from recommend_service.model.learner import Learner

TASK: Final = np.dtype([("item", "<i4"), ("known", "<f4", (TASK_WIDTH,))])
WHOLE: Final = None
GOAL_STEPS: Final = (MEANS, VARIANCES, COUNTS, COUNTS, TRACES, TRACES, TRACES, 1.0, WHOLE, WHOLE, 1.0)
TASK_STEPS: Final = (COUNTS, COUNTS, 1.0, WHOLE, WHOLE, 0.5 * TRACES)
"""Numbers that lie on a grid take two bytes, the others four."""


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


def packed(learner: Learner) -> bytes:
    """All of a learner in as few bytes as it takes."""
    met, goals = learner.held >= 0, np.array(list(learner.goals), dtype=np.int64)
    parts = [
        np.array([len(goals), int(met.sum())], "<u4").tobytes(), learner.general.astype("<f4").tobytes(),
        columns(goals, learner.known[: len(goals)], GOAL_STEPS),
        columns(learner.held[met], learner.tasks[met], TASK_STEPS),
    ]  # fmt: skip
    return zlib.compress(b"".join(parts), 9)


def unpacked(constants: Floats, kept: bytes) -> Learner:
    """The learner that `packed` gave."""
    whole, learner = zlib.decompress(kept), Learner(constants)
    n_goals, n_tasks = np.frombuffer(whole, "<u4", 2).tolist()
    learner.general[:] = np.frombuffer(whole, "<f4", GENERAL_WIDTH, 8)
    goals, known, end = rows_at(whole, 8 + 4 * GENERAL_WIDTH, n_goals, GOAL_STEPS)
    for goal, row in zip(goals.tolist(), known, strict=True):
        place = learner.row(goal)
        learner.known[place] = row
    held, tasks, _ = rows_at(whole, end, n_tasks, TASK_STEPS)
    learner.held[:n_tasks], learner.tasks[:n_tasks] = held, tasks
    return learner


def columns(numbers: NDArray[Any], rows: Singles, steps: Sequence[float | None]) -> bytes:
    """Column by column, the high bytes of a column apart from the low ones: alike stands beside alike."""
    found = [np.diff(numbers, prepend=0).astype("<i4")]
    for column, step in zip(rows.T, steps, strict=True):
        found.append(column.astype("<f4") if step is None else np.rint(column.astype(np.float64) * step).astype("<i4"))
    sizes = [4] + [4 if step is None else 2 for step in steps]
    return b"".join(
        one.view(np.uint8).reshape(-1, 4)[:, :size].T.tobytes() for one, size in zip(found, sizes, strict=True)
    )


def rows_at(whole: bytes, at: int, count: int, steps: Sequence[float | None]) -> tuple[NDArray[np.int64], Singles, int]:
    """What `columns` wrote from there on, and where it ends."""
    rows = np.zeros((count, len(steps)), np.float32)
    numbers, at = np.cumsum(column(whole, at, count, 4).view("<i4")), at + 4 * count
    for place, step in enumerate(steps):
        size = 4 if step is None else 2
        one, at = column(whole, at, count, size), at + size * count
        rows[:, place] = one.view("<f4") if step is None else one.view("<i2")[::2].astype(np.float64) / step
    return numbers.astype(np.int64), rows, at


def column(whole: bytes, at: int, count: int, size: int) -> NDArray[np.uint8]:
    """Four bytes for each number."""
    found = np.zeros((count, 4), np.uint8)
    found[:, :size] = np.frombuffer(whole, np.uint8, size * count, at).reshape(size, count).T
    return found.ravel()
