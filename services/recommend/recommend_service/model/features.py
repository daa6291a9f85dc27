"""What layer 2 looks at: forty numbers known before the attempt, and products of them."""

import math
from typing import Final

import numpy as np

from recommend_service.model.attempt import FEATURES, days_between
from recommend_service.model.compiled import Floats, Ints, Numbers, Singles, compiled

NAMES: Final = (
    "one", "layer_one", "task_ease", "general", "goal", "general_spread", "goal_spread",
    "lately_fast", "lately_middle", "lately_slow", "goal_fast", "goal_middle", "goal_slow",
    "attempts", "goal_attempts", "goal_wins", "goal_failures", "goal_new", "goal_streak", "streak", "goal_last",
    "goal_days", "goal_since", "task_again", "task_attempts", "task_wins", "task_last", "task_since", "task_days",
    "high", "low", "tags", "lately_success", "goal_running", "pause", "retry_ease", "task_surprise", "task_failures",
    "goal_share", "task_share",
)  # fmt: skip
FAMILIES: Final = {
    "task": (0, 2, 31, 35, 29, 30),
    "overall": (1, 3, 5, 13),
    "goal": (4, 6, 10, 11, 12, 18, 20, 38),
    "lately": (7, 8, 9, 19, 32),
    "practice": (14, 15, 16, 17, 21, 22, 33, 34),
    "this_task": (23, 24, 25, 26, 27, 28, 36, 37, 39),
}
"""Every number belongs to one family; a product belongs to the family of its second factor."""
PAIRS: Final = np.array(
    [(1, k) for k in (1, 3, 4, 6, 9, 12, 13, 14, 16, 18, 23, 26, 31, 32, 33, 36)]
    + [(2, k) for k in (2, 3, 4, 14, 23, 36)]
    + [(14, k) for k in (12, 13, 21, 18, 38, 22)]
    + [(23, k) for k in (22, 3, 4, 7, 10, 14, 2)]
    + [(27, k) for k in (26, 24, 39)]
    + [(33, k) for k in (20, 18, 10, 7)]
    + [(28, k) for k in (26, 24)],
    dtype=np.int64,
)
COUNTED: Final = np.array([13, 14, 15, 16, 21, 22, 24, 25, 27, 28, 34, 37], dtype=np.int64)
"""Features that grow without end; beyond what a fit has seen they stay at its edge, so nothing is extrapolated."""
WIDTH: Final = FEATURES + len(PAIRS)
PER_GOAL: Final = np.array([0, 1, 2, 3, 4, 11, 12, 14, 15, 16, 17, 18, 20, 22, 23, 26], dtype=np.int64)
"""Where a goal may differ from the rest; a new goal does not."""


@compiled
def look(
    x: Numbers, general: Singles, goals: Singles, rows: Ints, task: Singles, ease: float, retry: float, mean: float,
    variance: float, day: float, caps: Floats,
) -> None:  # fmt: skip
    """Fill x. `ease` is the task's logit at hand, `retry` how much easier it is at second and later tries."""
    count, share = general[5], 1.0 / max(len(rows), 1)
    x[:] = 0.0
    z = (mean + ease) / math.sqrt(1.0 + math.pi * variance / 8.0)
    x[0], x[1], x[2], x[3] = 1.0, z, ease, general[0]
    x[4], x[5] = mean - general[0], math.sqrt(general[1])
    x[7], x[8], x[9] = general[2], general[3], general[4]
    x[13] = math.log1p(count)
    for row in rows:
        goal = goals[row]
        x[6] += math.sqrt(goal[1]) * share
        x[10] += goal[4] * share
        x[11] += goal[5] * share
        x[12] += goal[6] * share
        x[14] += math.log1p(goal[2]) * share
        x[15] += math.log1p(goal[3]) * share
        x[16] += math.log1p(goal[2] - goal[3]) * share
        x[38] += ((goal[3] + 1.0) / (goal[2] + 2.0) - 0.5) * share
        if goal[2] == 0.0:
            x[17] += share
        else:
            x[18] += goal[7] * share / (1.0 + 0.2 * abs(goal[7]))
            x[20] += (2.0 * goal[10] - 1.0) * share
            x[21] += math.log1p(days_between(goal[9], day)) * share
            x[22] += math.log1p(count - goal[8]) * share
            x[33] += share if count == goal[8] else 0.0
    x[19] = general[6] / (1.0 + 0.2 * abs(general[6]))
    if task[0] > 0.0:
        x[23], x[24], x[25] = 1.0, math.log1p(task[0]), math.log1p(task[1])
        x[26], x[27] = 2.0 * task[2] - 1.0, math.log1p(count - task[3])
        x[28], x[36] = math.log1p(days_between(task[4], day)), task[5]
        x[37] = math.log1p(task[0] - task[1])
        x[39] = (task[1] + 1.0) / (task[0] + 2.0) - 0.5
    x[29], x[30] = max(z - 1.5, 0.0), max(-0.5 - z, 0.0)
    x[31], x[32], x[35] = math.log(max(len(rows), 1)), general[8], retry
    x[34] = math.log1p(days_between(general[7], day) * 24.0)
    for k in COUNTED:
        x[k] = min(x[k], caps[k])
    for pair in range(len(PAIRS)):
        x[FEATURES + pair] = x[PAIRS[pair, 0]] * x[PAIRS[pair, 1]]
