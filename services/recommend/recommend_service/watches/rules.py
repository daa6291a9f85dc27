"""Which patterns ask for a person. Pure: the same evidence always gives the same signs, whoever reads it and when.

Each sign has a counter that grows with evidence alone. Who closes a watch closes it for all that was known by then: it
takes `NEEDED` more of the same before the pattern is looked for again, so nothing comes back at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from recommend_service.mastery.rules import Estimate

Kind = Literal["stuck", "silent", "alone", "comfort", "ceiling"]
KINDS: tuple[Kind, ...] = ("stuck", "silent", "alone", "comfort", "ceiling")
NEEDED: Mapping[Kind, int] = {"stuck": 3, "ceiling": 4, "comfort": 8, "alone": 10, "silent": 10}
"""Of new evidence: tries at the goal, tries at anything, or school days."""
_URGENCY: Mapping[Kind, int] = {"stuck": 500, "silent": 400, "alone": 300, "comfort": 200, "ceiling": 100}
REMEMBERED = 16
"""Tries kept of a learner."""
_FEW, _SOME, _MANY = (3, 0, 0.45), (5, 1, 0.60), (9, 3, 0.60)
"""(tries, at most so many successes, chance below): wheel-spinning shows after 3 to 9 tries (Wang, Kai & Baker 2020);
the fewer the tries, the clearer they must be."""
MOVING = 0.65
"""A chance from which nobody spins any more."""
IN_A_ROW, IN_TIME = 3, 10
"""So many successes in a row, within so many tries, is not spinning (Beck & Gong 2013)."""
UNLIKELY = 0.2
"""Where that has less than one chance in five, waiting helps nobody; the figures are in docs/wheel-spin.md."""
HIGHEST_LEVEL = 5
_CHOSEN = 4
_DEEPER = frozenset({"enrichment", "project"})


@dataclass(frozen=True, slots=True)
class Done:
    """One remembered try; `known`: all its goals were mastered before it."""

    fact_id: UUID
    activity_id: UUID | None
    goal_ids: tuple[UUID, ...]
    level: int
    form: str
    kind: str
    success: bool
    known: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern with what it was seen in: which attempts, and which numbers."""

    kind: Kind
    goal_id: UUID | None
    counter: int
    attempts: tuple[UUID, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    more: int = 0

    @property
    def urgency(self) -> int:
        """By kind first, then by how much there is of it."""
        return _URGENCY[self.kind] + min(self.more, 99)


def may_open(kind: Kind, counter: int, closed_counter: int | None) -> bool:
    """Is there enough that was not known when the last watch of this pattern was closed?"""
    return closed_counter is None or counter >= closed_counter + NEEDED[kind]


def at_goal(tries: Sequence[Done], goal_id: UUID, most: int) -> list[Done]:
    """The newest tries at that goal, oldest first."""
    return [one for one in tries if goal_id in one.goal_ids][-most:] if most > 0 else []


def in_time(chance: float, tries: int) -> float:
    """The probability of `IN_A_ROW` successes in a row within so many tries, each a success with that chance."""
    running, done = [1.0] + [0.0] * (IN_A_ROW - 1), 0.0  # by how many there are in a row now
    for _ in range(tries):
        done += running[-1] * chance
        running = [sum(running) * (1 - chance), *(one * chance for one in running[:-1])]
    return done


def stuck(goal_id: UUID, tries: Sequence[Done], estimate: Estimate, chance: float, used: int) -> Sign | None:
    """Trying without getting further; `used` tries of the estimate speak no more."""
    if estimate.mastered:
        return None
    return _seen_stuck(goal_id, tries, estimate, chance, used) or _foreseen(goal_id, tries, estimate, chance, used)


def _seen_stuck(goal_id: UUID, tries: Sequence[Done], estimate: Estimate, chance: float, used: int) -> Sign | None:
    """The last few, some or many tries hardly succeeded."""
    fresh = at_goal(tries, goal_id, min(_MANY[0], estimate.attempts - used))
    for number, most, below in (_FEW, _SOME, _MANY):
        last = fresh[-number:]
        succeeded = sum(one.success for one in last)
        if len(last) == number and not last[-1].success and succeeded <= most and chance < below:
            return Sign(
                "stuck", goal_id, estimate.attempts, tuple(one.fact_id for one in last),
                {"tries": number, "succeeded": succeeded}, more=estimate.attempts,
            )  # fmt: skip
    return None


def _foreseen(goal_id: UUID, tries: Sequence[Done], estimate: Estimate, chance: float, used: int) -> Sign | None:
    """The last try failed, at least half did, and three in a row within ten tries are unlikely.

    By what is believed and by what was seen, whichever says more for the learner: a model may be slow, or wrong here.
    Seen is what the estimate remembers of the goal, as whoever works by turns has other tries in between.
    """
    fresh = estimate.attempts - used
    last = estimate.recent[-fresh:] if fresh >= IN_A_ROW else ()
    succeeded = sum(one.success for one in last)
    if not last or last[-1].success or 2 * succeeded > len(last) or chance >= MOVING:
        return None
    shown = (succeeded + 1) / (len(last) + 2)  # Laplace's rule of succession
    if in_time(max(chance, shown), max(IN_TIME - fresh, 0)) >= UNLIKELY:
        return None
    seen = tuple(one.fact_id for one in at_goal(tries, goal_id, len(last)))
    numbers = {"tries": len(last), "succeeded": succeeded}
    return Sign("stuck", goal_id, estimate.attempts, seen, numbers, more=estimate.attempts)


def is_moving(goal_id: UUID, tries: Sequence[Done], estimate: Estimate, chance: float) -> bool:
    """Does the learner get further after all? Then nobody has to look any more."""
    last = at_goal(tries, goal_id, 2)
    return estimate.mastered or chance >= MOVING or (len(last) == 2 and all(one.success for one in last))


def ceiling(goal_id: UUID, tries: Sequence[Done], estimate: Estimate, hardest: int) -> Sign | None:
    """The hardest that there is for this goal, below the highest level, goes well again and again."""
    last = at_goal(tries, goal_id, NEEDED["ceiling"])
    if hardest >= HIGHEST_LEVEL or len(last) < NEEDED["ceiling"]:
        return None
    if not all(one.success and one.level >= hardest for one in last):
        return None
    ids = tuple(one.fact_id for one in last)
    return Sign("ceiling", goal_id, estimate.attempts, ids, {"tries": len(last), "level": hardest})


def comfort(tries: Sequence[Done], chosen: frozenset[UUID], counter: int) -> Sign | None:
    """Again and again what was mastered already, and mostly by own choice; depth and projects are no hiding place."""
    last = tries[-NEEDED["comfort"] :]
    own = sum(one.activity_id in chosen for one in last)
    if len(last) < NEEDED["comfort"] or own < _CHOSEN:
        return None
    if not all(one.known and one.success and one.kind not in _DEEPER for one in last):
        return None
    return Sign("comfort", None, counter, tuple(one.fact_id for one in last), {"tries": len(last), "chosen": own})


def alone(tries: Sequence[Done], company: Mapping[UUID, str], counter: int) -> Sign | None:
    """All of the last tries were at what is done alone; the caller knows that there is something to do together."""
    known = [one for one in tries if one.activity_id in company]
    last = known[-NEEDED["alone"] :]
    if len(last) < NEEDED["alone"] or any(company[one.activity_id] != "solo" for one in last if one.activity_id):
        return None
    return Sign("alone", None, counter, tuple(one.fact_id for one in last), {"tries": len(last)})


def silent(days: int, counter: int) -> Sign | None:
    """So many school days, on which others learnt, nothing was heard; `counter` counts all school days."""
    return Sign("silent", None, counter, (), {"days": days}, more=days) if days >= NEEDED["silent"] else None
