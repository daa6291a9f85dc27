"""Which activities come on a card when nothing is known of the learner but grade and dial. Pure.

No estimate means: no goal whose prerequisites belong to the learner's own years, as nobody can tell here whether they
are mastered; and nothing harder than the goal itself.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from choices_service.goals.schemas import LEVELS
from eigenwijs_shared.agency import Dimension, Position

FEWEST, MOST = 2, 4
HARDEST = 3
KINDS = ("practice", "project")
OTHER_KINDS = ("check", "corrective")
"""They follow from what a learner did, so they come only where there is not enough else; enrichment never does, as it
takes mastery."""
DIFFERING: tuple[Dimension, ...] = ("form", "topic", "company")
_RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that can be practised; `before` are the levels of each of its prerequisites."""

    goal_id: UUID
    levels: Sequence[str]
    before: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that may come on the card."""

    activity_id: UUID
    goal_ids: Sequence[UUID]
    form: str
    topic: str
    company: str

    def shape(self, dimensions: Iterable[Dimension]) -> tuple[str, ...]:
        """What it is in these dimensions; topics are compared as people read them."""
        return tuple(str(getattr(self, dimension)).casefold() for dimension in dimensions)


def neighbouring(grades: Collection[str]) -> set[str]:
    """These years, the one before and the one after."""
    ranks = {_RANK[grade] + step for grade in grades if grade in _RANK for step in (-1, 0, 1)}
    return {level for level in LEVELS if _RANK[level] in ranks}


def ready_goals(goals: Iterable[Goal], grades: Collection[str]) -> set[UUID]:
    """Goals of these years that can be begun with; a goal or learner without years fits any."""
    ranks = [_RANK[grade] for grade in grades if grade in _RANK]
    return {
        goal.goal_id
        for goal in goals
        if (not goal.levels or not ranks or set(goal.levels) & set(grades))
        and all(_is_behind(levels, ranks) for levels in goal.before)
    }


def _is_behind(levels: Sequence[str], ranks: Sequence[int]) -> bool:
    """Do all learners of these years have it behind them?"""
    known = [_RANK[level] for level in levels if level in _RANK]
    return bool(known and ranks) and max(known) < min(ranks)


def pick(candidates: Sequence[Candidate], dial: Mapping[Dimension, Position], seed: str) -> list[Candidate]:
    """Two to four that really differ where the dial leaves a choice, and are alike where it does not.

    One, where it leaves none; none at all, when there is no such card. The same seed gives the same card.
    """
    alike = [dimension for dimension in DIFFERING if dial[dimension] == "teacher"]
    free = [dimension for dimension in DIFFERING if dimension not in alike]
    groups: dict[tuple[str, ...], list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda each: _drawn(seed, each.activity_id)):
        groups.setdefault(candidate.shape(alike), []).append(candidate)
    if not free:
        return next(iter(groups.values()), [])[:1]
    picked = [_differing(group, free) for group in groups.values()]
    largest = max((len(each) for each in picked), default=0)
    return next(each for each in picked if len(each) == largest) if largest >= FEWEST else []


def _differing(group: Sequence[Candidate], free: Sequence[Dimension]) -> list[Candidate]:
    """Each next one brings the most that is new."""
    picked = [group[0]]
    while len(picked) < MOST:
        shapes = {each.shape(free) for each in picked}
        seen = [{shape[place] for shape in shapes} for place in range(len(free))]
        others = [each for each in group if each.shape(free) not in shapes]
        if not others:
            break
        picked.append(max(others, key=lambda each: _newness(each.shape(free), seen)))
    return picked


def _newness(shape: tuple[str, ...], seen: Sequence[set[str]]) -> int:
    return sum(value not in known for value, known in zip(shape, seen, strict=True))


def _drawn(seed: str, identity: UUID) -> bytes:
    return hashlib.blake2b(f"{seed} {identity}".encode(), digest_size=8).digest()
