"""One attempt in numbers: what is known before it, layer 1's chance, and the state after it.

`general` holds what is known of a learner at large, a row of `goals` what is known at one goal, a row of `tasks` what
is known at one very task. Rows full of zeros are "never met". Logit scale; see `recommend_service.mastery.rules` for
the sources of the formulas (MacKay 1992, Glickman 1999, Wixted & Ebbesen 1991).
"""

import math
from typing import Final

from recommend_service.model.compiled import Floats, Ints, compiled

GENERAL_WIDTH: Final = 9
GOAL_WIDTH: Final = 11
TASK_WIDTH: Final = 6
FEATURES: Final = 40
DAY: Final = 86_400.0
FAST: Final = 0.3
MIDDLE: Final = 0.1
SLOW: Final = 0.03


@compiled
def sigmoid(logit: float) -> float:
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-min(logit, 700.0)))
    e = math.exp(max(logit, -700.0))
    return e / (1.0 + e)


@compiled
def days_between(earlier: float, later: float) -> float:
    """None where a time is unknown or the clock went back."""
    gap = (later - earlier) / DAY
    return gap if gap > 0.0 else 0.0


@compiled
def start_learner(general: Floats, constants: Floats) -> None:
    general[:] = 0.0
    general[0] = constants[0]
    general[1] = constants[1]
    general[7] = math.nan


@compiled
def fade(goals: Floats, rows: Ints, at: float, constants: Floats) -> None:
    """Bring each goal to the moment before the attempt: never met gets its prior, met before is forgotten a little."""
    for row in rows:
        goal = goals[row]
        if goal[2] == 0.0:
            goal[1] = constants[3]
        else:
            days = days_between(goal[9], at)
            if days > 0.0:
                goal[0] *= (1.0 + days) ** (-constants[8])
                goal[1] = min(goal[1] + constants[7] * math.log1p(days), 4.0)


@compiled
def level(general: Floats, goals: Floats, rows: Ints) -> tuple[float, float]:
    """Ability at the goals together: its mean and its variance."""
    mean, variance, share = 0.0, 0.0, 1.0 / max(len(rows), 1)
    for row in rows:
        mean += goals[row, 0] * share
        variance += goals[row, 1] * share * share
    return general[0] + mean, general[1] + variance


@compiled
def smooth(row: Floats, first: int, surprise: float) -> None:
    row[first] += FAST * (surprise - row[first])
    row[first + 1] += MIDDLE * (surprise - row[first + 1])
    row[first + 2] += SLOW * (surprise - row[first + 2])


@compiled
def streak(before: float, success: float) -> float:
    """Successes in a row above zero, failures in a row below it; at most ten."""
    if success > 0.5:
        return min(before, 9.0) + 1.0 if before > 0.0 else 1.0
    return max(before, -9.0) - 1.0 if before < 0.0 else -1.0


@compiled
def learn(
    general: Floats, goals: Floats, rows: Ints, task: Floats, difficulty: float, y: float, at: float, constants: Floats
) -> None:
    """The assumed-density step, and the counts beside it. Always finite, whatever the clock or the answers do."""
    mean, variance = level(general, goals, rows)
    chance = sigmoid(mean - difficulty)
    curve, surprise = chance * (1.0 - chance), y - chance
    damping = 1.0 + curve * variance
    share = 1.0 / max(len(rows), 1)
    for row in rows:
        goal = goals[row]
        pull = goal[1] * share
        goal[0] = min(
            max(goal[0] + pull * surprise / damping + (constants[5] * y + constants[6] * (1.0 - y)), -8.0), 8.0
        )
        goal[1] = goal[1] - pull * pull * curve / damping + constants[4]
        goal[2] += 1.0
        goal[3] += y
        smooth(goal, 4, surprise)
        goal[7] = streak(goal[7], y)
        goal[8] = general[5]
        if not goal[9] > at:
            goal[9] = at
        goal[10] = y
    pull = general[1]
    general[0] = min(max(general[0] + pull * surprise / damping, -8.0), 8.0)
    general[1] = pull - pull * pull * curve / damping + constants[2]
    smooth(general, 2, surprise)
    general[8] += FAST * (y - 0.5 - general[8])
    task[0] += 1.0
    task[1] += y
    task[2] = y
    task[3] = general[5]
    if not task[4] > at:
        task[4] = at
    task[5] = 0.5 * task[5] + surprise
    general[5] += 1.0
    general[6] = streak(general[6], y)
    if not general[7] > at:
        general[7] = at
