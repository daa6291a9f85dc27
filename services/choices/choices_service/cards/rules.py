"""Which activities come on a card when nothing is known of the learner but grade and dial. Pure.

No estimate means: no goal whose prerequisites belong to the learner's own years, as nobody can tell here whether they
are mastered; and nothing harder than the goal itself. What the learner needs and says to like does count.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from choices_service.goals.schemas import LEVELS
from eigenwijs_shared.agency import Dimension, Position
from eigenwijs_shared.wishes import NO_WISHES, Wishes, is_liked, leaves_out, room_for_liked, suited, trait

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
    medium: str
    minutes: int

    def shape(self, dimensions: Iterable[Dimension]) -> tuple[str, ...]:
        """What it is in these dimensions; topics are compared as people read them."""
        return tuple(trait(self, dimension) for dimension in dimensions)


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


def open_goals(goals: Iterable[Goal], grades: Collection[str]) -> set[UUID]:
    """Goals of any year whose prerequisites all learners of these years have behind them: for what was assigned."""
    ranks = [_RANK[grade] for grade in grades if grade in _RANK]
    return {goal.goal_id for goal in goals if all(_is_behind(levels, ranks) for levels in goal.before)}


def pick(
    candidates: Sequence[Candidate],
    dial: Mapping[Dimension, Position],
    seed: str,
    wishes: Wishes = NO_WISHES,
    wanted: Sequence[UUID] = (),
) -> list[Candidate]:
    """Two to four that really differ where the dial leaves a choice, and are alike where it does not.

    One, where it leaves none; none at all, when there is no such card. The same seed gives the same card. What needs
    forbid is left out as long as there is a card without it. `wanted` are activities that an educator assigned: they
    come first where the card still is one, and leave a place for something else.
    """
    suitable = [each for each in candidates if not leaves_out(each, wishes.needs)]
    return _picked(suitable, dial, seed, wishes, wanted) or _picked(candidates, dial, seed, wishes, wanted)


def surprise_of(picked: Sequence[Candidate], seed: str) -> Candidate | None:
    """A fair draw by learner and day, which preferences do not touch; None where there is nothing to draw from."""
    return min(picked, key=lambda each: _drawn(f"verrassing {seed}", each.activity_id)) if len(picked) > 1 else None


def _picked(
    candidates: Sequence[Candidate],
    dial: Mapping[Dimension, Position],
    seed: str,
    wishes: Wishes,
    wanted: Sequence[UUID],
) -> list[Candidate]:
    topics = frozenset() if dial["topic"] == "teacher" else wishes.topics
    alike = [dimension for dimension in DIFFERING if dial[dimension] == "teacher"]
    free = [dimension for dimension in DIFFERING if dimension not in alike]
    groups: dict[tuple[str, ...], list[Candidate]] = {}

    def order(each: Candidate) -> tuple[int, int, bytes]:
        place = wanted.index(each.activity_id) if each.activity_id in wanted else len(wanted)
        return place, -suited(each, wishes.needs) - is_liked(each, topics), _drawn(seed, each.activity_id)

    for candidate in sorted(candidates, key=order):
        groups.setdefault(candidate.shape(alike), []).append(candidate)
    if not free:
        return next(iter(groups.values()), [])[:1]
    picked = [_differing(group, free, topics, wanted) for group in groups.values()]
    assigned = next((each for each in picked if each[0].activity_id in wanted and len(each) >= FEWEST), None)
    if assigned is not None:
        return assigned
    largest = max((len(each) for each in picked), default=0)
    return next(each for each in picked if len(each) == largest) if largest >= FEWEST else []


def _differing(
    group: Sequence[Candidate], free: Sequence[Dimension], topics: Collection[str], wanted: Collection[UUID]
) -> list[Candidate]:
    """Each next one brings the most that is new; at most half is about a liked topic, if there is anything else."""
    picked = [group[0]]
    for each in group[1:]:
        is_new = each.shape(free) not in {other.shape(free) for other in picked}
        if each.activity_id in wanted and is_new and len(picked) < MOST - 1:
            picked.append(each)
    while len(picked) < MOST:
        shapes = {each.shape(free) for each in picked}
        seen = [{shape[place] for shape in shapes} for place in range(len(free))]
        others = [each for each in group if each.shape(free) not in shapes]
        liked = sum(is_liked(each, topics) for each in picked)
        if not room_for_liked(liked, len(picked) + 1):
            unliked = [each for each in others if not is_liked(each, topics)]
            others = unliked or (others if liked == len(picked) else [])
        if not others:
            break
        picked.append(max(others, key=lambda each: _newness(each.shape(free), seen)))
    return picked


def _newness(shape: tuple[str, ...], seen: Sequence[set[str]]) -> int:
    return sum(value not in known for value, known in zip(shape, seen, strict=True))


def _drawn(seed: str, identity: UUID) -> bytes:
    return hashlib.blake2b(f"{seed} {identity}".encode(), digest_size=8).digest()
