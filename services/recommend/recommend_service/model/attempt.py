"""One attempt in numbers: what is known before it, layer 1's chance, and the state after it.

`general` holds what is known of a learner at large, a row of `goals` what is known at one goal, a row of `tasks` what
is known at one very task. Rows full of zeros are "never met". All three are float32, so that a state saved and read
back is the same state. Logit scale; see `recommend_service.mastery.rules` for the sources of the formulas
(MacKay 1992, Glickman 1999, Wixted & Ebbesen 1991).
"""

import math
from typing import Final

from recommend_service.model.compiled import Floats, Ints, Singles, compiled

GENERAL_WIDTH: Final = 9
GOAL_WIDTH: Final = 11
TASK_WIDTH: Final = 6
FEATURES: Final = 40
DAY: Final = 86_400.0
EPOCH: Final = 1_577_836_800.0
"""2020-01-01. States count days from there: in float32 that is good to 42 seconds until 2042."""
MEANS, VARIANCES, TRACES, COUNTS = 4096.0, 8192.0, 16384.0, 16.0
"""Steps to one: what is known of goals and tasks lies on grids, so that it fits in two bytes a number."""
MOST: Final = 2000.0
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
def day_of(at: float) -> float:
    """Seconds since 1970 as days since 2020."""
    return (at - EPOCH) / DAY


@compiled
def days_between(earlier: float, later: float) -> float:
    """None where a time is unknown or the clock went back."""
    gap = later - earlier
    return gap if gap > 0.0 else 0.0


@compiled
def latest(known: float, day: float) -> float:
    """The later of two moments, of which either may be unknown."""
    return day if math.isnan(known) or day > known else known


@compiled
def on_grid(value: float, steps: float) -> float:
    return math.floor(value * steps + 0.5) / steps


@compiled
def sided(value: float, steps: float, up: bool) -> float:
    """On the grid, on the side that the outcome points to: rounding must not raise a mean after a failure either."""
    return (math.ceil(value * steps) + 0.0 if up else math.floor(value * steps)) / steps


@compiled
def counted(count: float, once: float) -> float:
    return min(count + once, MOST)


@compiled
def start_learner(general: Singles, constants: Floats) -> None:
    general[:] = 0.0
    general[0] = constants[0]
    general[1] = constants[1]
    general[7] = math.nan


@compiled
def fade(goals: Singles, rows: Ints, day: float, constants: Floats) -> None:
    """Bring each goal to the moment before the attempt: never met gets its prior, met before is forgotten a little."""
    for row in rows:
        goal = goals[row]
        if goal[2] == 0.0:
            goal[1] = constants[3]
        else:
            days = days_between(goal[9], day)
            if days > 0.0:
                goal[0] *= (1.0 + days) ** (-constants[8])
                goal[1] = min(goal[1] + constants[7] * math.log1p(days), 4.0)


@compiled
def level(general: Singles, goals: Singles, rows: Ints) -> tuple[float, float]:
    """Ability at the goals together: its mean and its variance."""
    mean, variance, share = 0.0, 0.0, 1.0 / max(len(rows), 1)
    for row in rows:
        mean += goals[row, 0] * share
        variance += goals[row, 1] * share * share
    return general[0] + mean, general[1] + variance


@compiled
def smooth(row: Singles, first: int, surprise: float, once: float) -> None:
    row[first] = on_grid(row[first] + once * FAST * (surprise - row[first]), TRACES)
    row[first + 1] = on_grid(row[first + 1] + once * MIDDLE * (surprise - row[first + 1]), TRACES)
    row[first + 2] = on_grid(row[first + 2] + once * SLOW * (surprise - row[first + 2]), TRACES)


@compiled
def streak(before: float, success: bool) -> float:
    """Successes in a row above zero, failures in a row below it; at most ten."""
    if success:
        return min(before, 9.0) + 1.0 if before > 0.0 else 1.0
    return max(before, -9.0) - 1.0 if before < 0.0 else -1.0


@compiled
def on_its_side(move: float, success: bool) -> float:
    """A success never lowers, a failure never raises, whatever the score beside it or a fitted drift says."""
    return max(move, 0.0) if success else min(move, 0.0)


@compiled
def learn(
    general: Singles, goals: Singles, rows: Ints, task: Singles, difficulty: float, y: float, day: float,
    constants: Floats, weight: float,
) -> None:  # fmt: skip
    """The assumed-density step, and the counts beside it. Always finite, whatever the clock or the answers do.

    y in 0..1, a success above a half. `weight` w is a power likelihood: gradient and curvature count w times; what an
    attempt itself changes (practice, drift, counts) counts min(w, 1) times.
    """
    mean, variance = level(general, goals, rows)
    chance = sigmoid(mean - difficulty)
    success, once = y > 0.5, max(on_grid(min(weight, 1.0), COUNTS), 1.0 / COUNTS)
    won = once if success else 0.0
    seen, curve = y - chance, weight * chance * (1.0 - chance)
    surprise = weight * on_its_side(seen, success)
    damping, share = 1.0 + curve * variance, 1.0 / max(len(rows), 1)
    gain = once * (constants[5] if success else constants[6])
    for row in rows:
        goal = goals[row]
        pull = goal[1] * share
        moved = goal[0] + on_its_side(pull * surprise / damping + gain, success)
        goal[0] = min(max(sided(moved, MEANS, success), -7.75), 7.75)
        goal[1] = on_grid(min(goal[1] - pull * pull * curve / damping + once * constants[4], 3.99), VARIANCES)
        goal[9] = latest(goal[9] if goal[2] > 0.0 else math.nan, day)
        goal[2] = counted(goal[2], once)
        goal[3] = counted(goal[3], won)
        smooth(goal, 4, seen, once)
        goal[7] = streak(goal[7], success)
        goal[8] = general[5] + once
        goal[10] = 1.0 if success else 0.0
    pull = general[1]
    general[0] = min(max(general[0] + pull * surprise / damping, -8.0), 8.0)
    general[1] = pull - pull * pull * curve / damping + once * constants[2]
    smooth(general, 2, seen, once)
    general[8] += once * FAST * (y - 0.5 - general[8])
    general[5] += once
    general[6] = streak(general[6], success)
    general[7] = latest(general[7], day)
    task[4] = latest(task[4] if task[0] > 0.0 else math.nan, day)
    task[0] = counted(task[0], once)
    task[1] = counted(task[1], won)
    task[2] = 1.0 if success else 0.0
    task[3] = general[5]
    task[5] = on_grid((1.0 - 0.5 * once) * task[5] + once * seen, 0.5 * TRACES)
