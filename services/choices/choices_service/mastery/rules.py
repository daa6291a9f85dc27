"""What counts as known well enough to build on. Pure; the same rule as behind the cards, on what they told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from choices_service.goals.schemas import LEVELS

PRESUMED_UNTIL = 3
"""Attempts at a goal of earlier grades after which the evidence speaks, and no longer the grade."""
MASTERED = frozenset({"mastered", "review"})
_RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one goal; `probability` 0..1, `evidence` a count."""

    goal_id: UUID
    state: str
    probability: float
    evidence: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Known:
    """All that was told of a learner; `unseen_ready` speaks for goals of which nothing was."""

    standings: Mapping[UUID, Standing]
    unseen_ready: bool = False

    def mastered(self) -> set[UUID]:
        """Also what is due for review: that is never taken away."""
        return {one.goal_id for one in self.standings.values() if one.state in MASTERED}


def renewed(known: Known, renewals: Mapping[UUID, Collection[UUID]]) -> Known:
    """With what was shown of older goals counted for the goals that renew them, as the cards count it.

    `renewals` are the older goals of each. A renewed goal is as ready as the least ready of its older ones, unless it
    stands better by itself; older goals may renew others in turn.
    """
    found = dict(known.standings)

    def of(goal_id: UUID) -> Standing | None:
        if goal_id in renewals and goal_id not in done:
            done.add(goal_id)
            older = [of(one) for one in renewals[goal_id]]
            seen = [one for one in older if one is not None]
            if seen and len(seen) == len(older):
                found[goal_id] = _carried(goal_id, found.get(goal_id), seen)
        return found.get(goal_id)

    done: set[UUID] = set()
    for goal_id in renewals:
        of(goal_id)
    return Known(found, known.unseen_ready)


def _carried(goal_id: UUID, own: Standing | None, older: Collection[Standing]) -> Standing:
    least = min(older, key=lambda one: (one.state in MASTERED, one.ready, one.probability))
    if own is not None and (own.state in MASTERED or (own.ready and least.state not in MASTERED)):
        return own
    evidence = sum(one.evidence for one in older) + (own.evidence if own else 0)
    probability = max(least.probability, own.probability if own else 0.0)
    return Standing(goal_id, least.state, probability, evidence, least.ready or (own is not None and own.ready))


@dataclass(frozen=True, slots=True)
class Before:
    """A goal as a prerequisite: for which grades it is meant, and whether anything is practised for it."""

    goal_id: UUID
    levels: Collection[str]
    assessable: bool


def unmet(prerequisites: Iterable[Before], known: Known, grades: Collection[str]) -> list[UUID]:
    """Those that are missing, in the order given."""
    return [one.goal_id for one in prerequisites if not is_met(one, known, grades)]


def is_met(goal: Before, known: Known, grades: Collection[str]) -> bool:
    """Ready to build on; what belongs to earlier grades alone counts as met while there is little evidence."""
    if not goal.assessable:
        return True
    found = known.standings.get(goal.goal_id)
    if (found.evidence if found else 0) < PRESUMED_UNTIL and _lies_below(goal.levels, grades):
        return True
    return found.ready if found else known.unseen_ready


def _lies_below(levels: Collection[str], grades: Collection[str]) -> bool:
    ranks = [_RANK[level] for level in levels if level in _RANK]
    own = [_RANK[grade] for grade in grades if grade in _RANK]
    return bool(ranks and own) and max(ranks) < min(own)
