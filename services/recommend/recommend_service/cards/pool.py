"""From which candidates a card is drawn, and how high each of them stands. Pure.

Tiers are let in until two options really differ. Whatever else is useful, a pool has something of another form where
one form had its turn long enough, and something one level above where all went well: nobody is kept to a form, or
below a ceiling, by what an estimate says.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eigenwijs_shared.agency import Dimension
from eigenwijs_shared.wishes import trait
from recommend_service.cards.scoring import Candidate

POOL = 12
TEMPERATURE = 0.5
TIER_COST = 1.5
DISTANCE: Mapping[Dimension, float] = {"form": 1.0, "topic": 0.6, "company": 0.6}
FAR, FAR_STEP, FARTHEST = 4, 0.1, 4
OUT_OF_SUBJECT, SPARE = 14, 15
Tiered = tuple[int, Candidate]
"""A candidate, after how far it lies from the ideal."""
Rank = tuple[int, bool, int, float]
"""The lowest first: is there no choice, does no other form lead, how far were tiers let in, how low is the best?"""


@dataclass(frozen=True)
class Pool:
    """What is drawn from, of `ordered`: all that agree in what the teacher fixed, the highest first."""

    pairs: list[Tiered]
    ordered: Sequence[Tiered]
    rank: Rank

    @cached_property
    def heights(self) -> list[float]:
        """Of all that could have been drawn, the lowest first."""
        return [utility(pair) for pair in reversed(self.ordered)]


def tier(one: Candidate, focus: Candidate) -> int:
    """How far it lies from the ideal, an option for the focus in the zone: 0, 1, 2 … are let in one after another.

    Beyond the wide zone each tenth of probability is a step, so that the nearest come first.
    """
    if one.spare:
        return SPARE
    if one.subject != focus.subject:
        return OUT_OF_SUBJECT
    if one.is_review and one.expected >= one.zone.wide_low:  # recalling is meant to succeed: there is no too easy
        return 0
    at_focus = focus.goal_id in one.activity.goal_ids
    if one.in_zone:
        return 0 if at_focus else 2
    if one.near_zone:
        return 1 if at_focus else 3
    return FAR + 2 * min(int(one.off_zone / FAR_STEP), FARTHEST) + (not at_focus)


def utility(pair: Tiered) -> float:
    """How high it stands."""
    level, one = pair
    return one.score / TEMPERATURE - TIER_COST * level


def traits(one: Candidate, names: Collection[Dimension]) -> tuple[str, ...]:
    return tuple(trait(one.activity, name) for name in DISTANCE if name in names)


def leads(pair: Tiered) -> bool:
    """Is it of another form than the one that had its turn, and in or near the zone?"""
    level, one = pair
    return level < FAR and "coverage" in one.features


def is_above(pair: Tiered) -> bool:
    """Is it one level above what went well?"""
    level, one = pair
    return level < OUT_OF_SUBJECT and "above" in one.features


def pool_of(group: Sequence[Tiered], free: Collection[Dimension]) -> Pool:
    """What to choose from, of what agrees in all that is not free."""
    ordered = sorted(group, key=lambda pair: (-utility(pair), pair[1].activity.activity_id))
    best, covered = -utility(ordered[0]), not any(map(leads, ordered))
    if not free:
        return Pool(ordered[:POOL], ordered, (0, covered, ordered[0][0], best))
    mixed = _mixed(ordered)
    for reach in sorted({level for level, _ in group}):
        within = [pair for pair in mixed if pair[0] <= reach]
        if len({traits(one, free) for _, one in within}) > 1:
            pairs = _with_lead(_with_above(_with_difference(within, free), ordered, free), ordered)
            return Pool(pairs, ordered, (0, covered, reach, best))
    pairs = _with_above(mixed[:POOL], ordered, free)
    return Pool(pairs, ordered, (1 if len(ordered) > 1 else 2, covered, SPARE, best))


def _mixed(ordered: Sequence[Tiered]) -> list[Tiered]:
    """The most useful first, where no more than half of a pool is liked as long as there is something else."""
    liked = [pair for pair in ordered if pair[1].liked]
    postponed = liked[POOL // 2 :]
    late = {id(pair) for pair in postponed}
    return [*(pair for pair in ordered if id(pair) not in late), *postponed]


def _with_difference(ordered: Sequence[Tiered], free: Collection[Dimension]) -> list[Tiered]:
    """The most useful ones, of which the last makes way if they would all be alike."""
    pool = list(ordered[:POOL])
    if len({traits(one, free) for _, one in pool}) == 1:
        alike = traits(pool[0][1], free)
        pool[-1] = next(pair for pair in ordered if traits(pair[1], free) != alike)
    return pool


def _with_above(pool: list[Tiered], ordered: Sequence[Tiered], free: Collection[Dimension]) -> list[Tiered]:
    """With the highest that is one above; what only its level tells from it makes way, so that it can be an option."""
    above = next(filter(is_above, ordered), None)
    if above is None:
        return pool
    alike = traits(above[1], free)
    others = [pair for pair in pool if traits(pair[1], free) != alike]
    if others:
        return [*others, above]
    return [*(pair for pair in pool if pair is not above), above]


def _with_lead(pool: list[Tiered], ordered: Sequence[Tiered]) -> list[Tiered]:
    lead = next(filter(leads, ordered), None)
    return pool if lead is None or any(map(leads, pool)) else [*pool, lead]
