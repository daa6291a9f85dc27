"""What the last tries say by themselves, before the belief has followed. Pure.

The level goes by a staircase: up after two successes in a row, down after two failures in a row (Levitt 1971). Work at
one goal is spread, as what is practised in turns with other things stays better (Rohrer et al. 2020); and where many
tries brought nothing, something else goes first, as a goal may hang on what nobody wrote down.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from recommend_service.mastery.rules import Estimate

IN_A_ROW = 2
WINDOW = 6
"""Tries at anything that are looked back on."""
PLATEAU_FROM, PLATEAU_FULL = 6, 14
"""Tries at a goal from which on, while it is not likely to succeed, it slowly makes way."""
MOVING = 0.65


def aim(estimate: Estimate | None, levels: Sequence[int]) -> int | None:
    """The level, of those that there are, at which the last tries ask to go on; None before the first."""
    if estimate is None or not estimate.recent:
        return None
    last = estimate.recent[-1]
    run = estimate.recent[-IN_A_ROW:]
    if len(run) < IN_A_ROW or any(one.success != last.success for one in run):
        return last.level
    if not last.success:
        return max((level for level in levels if level < last.level), default=last.level)
    if all(one.level >= last.level for one in run):
        return min((level for level in levels if level > last.level), default=last.level)
    return last.level


def massed(goal_id: UUID, past: Sequence[Collection[UUID]]) -> float:
    """The share of the last tries (each with its goals, newest last) that was at this goal."""
    return sum(goal_id in goals for goals in past[-WINDOW:]) / WINDOW


def plateau(estimate: Estimate | None, probability: float) -> float:
    """How long it has been tried without becoming likely: 0 at first, 1 after many tries."""
    if estimate is None or estimate.mastered or probability >= MOVING:
        return 0.0
    return min(max(estimate.attempts - PLATEAU_FROM, 0) / (PLATEAU_FULL - PLATEAU_FROM), 1.0)
