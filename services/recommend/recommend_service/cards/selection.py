"""Which few of the candidates go on the card, and with which probability. Pure; chance is an argument.

Greedy max–min: the first option is drawn by softmax over what each would bring; every next one is that which differs
most from its nearest already chosen, where usefulness counts a little. At most half of a card is about what the
learner says to like, so that there is something else to discover, unless there is nothing else. As all but the first
draw is settled by the first, the probability that an activity gets on the card can be summed exactly.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random
from uuid import UUID

from eigenwijs_shared.agency import Dimension
from eigenwijs_shared.wishes import room_for_liked, trait
from recommend_service.cards.scoring import WIDE_LOW, Candidate

POOL = 12
TEMPERATURE = 0.5
TIER_COST = 1.5
USEFULNESS = 0.15
DISTANCE: Mapping[Dimension, float] = {"form": 1.0, "topic": 0.6, "company": 0.6}
FAR, FAR_STEP, FARTHEST = 4, 0.1, 4
OUT_OF_SUBJECT, SPARE = 14, 15
Tiered = tuple[int, Candidate]
"""A candidate, after how far it lies from the ideal."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The options, the pool they came from and, for everything in it, the probability of getting on the card."""

    options: list[Candidate]
    pool: list[Tiered]
    propensities: dict[UUID, float]


def tier(one: Candidate, focus: Candidate) -> int:
    """How far it lies from the ideal, an option for the focus in the zone: 0, 1, 2 … are let in one after another.

    Beyond the wide zone each tenth of probability is a step, so that the nearest come first.
    """
    if one.spare:
        return SPARE
    if one.subject != focus.subject:
        return OUT_OF_SUBJECT
    if one.is_review and one.expected >= WIDE_LOW:  # recalling is meant to succeed: there is no too easy
        return 0
    at_focus = focus.goal_id in one.activity.goal_ids
    if one.in_zone:
        return 0 if at_focus else 2
    if one.near_zone:
        return 1 if at_focus else 3
    return FAR + 2 * min(int(one.off_zone / FAR_STEP), FARTHEST) + (not at_focus)


def select(
    candidates: Sequence[Candidate],
    focus: Candidate,
    fixed: Collection[Dimension],
    most: int,
    rng: Random,
    *,
    wanted: Sequence[Candidate] = (),
) -> Selection:
    """At most `most` options, alike in the dimensions that the teacher fixed and different in the others.

    Never a single one if there are two that agree in what is fixed, however far from the ideal the second one lies.
    Of `wanted`, of which the focus is one, those that agree with it and really differ have a place, but never the last.
    """
    groups: dict[tuple[str, ...], list[Tiered]] = {}
    for one in candidates:
        groups.setdefault(_traits(one, fixed), []).append((tier(one, focus), one))
    free = [name for name in DISTANCE if name not in fixed]
    if wanted:
        group = groups[_traits(focus, fixed)]
        places = _places([focus, *wanted], group, free, most)
        _, pool = _pool(group, free)
        return _drawn([*places, *_apart(pool, places)], free, most, rng, places)
    pools = [_pool(group, free) for group in groups.values()]
    _, pool = min(pools, key=lambda ranked: ranked[0])
    return _drawn(pool, free, most, rng)


def _places(
    wanted: Sequence[Candidate], group: Sequence[Tiered], free: Collection[Dimension], most: int
) -> list[Tiered]:
    """Those of this group that differ, in their order; one place is left for what nobody assigned."""
    of = {pair[1].activity.activity_id: pair for pair in group}
    places: list[Tiered] = []
    for one in wanted:
        pair = of.get(one.activity.activity_id)
        if pair and len(places) < most - 1 and (not places or _nearest(pair[1], places, free) > 0):
            places.append(pair)
    return places


def _apart(pool: Sequence[Tiered], chosen: Sequence[Tiered]) -> list[Tiered]:
    taken = set(map(id, chosen))
    return [pair for pair in pool if id(pair) not in taken]


def _starters(pool: Sequence[Tiered], places: Sequence[Tiered], free: Collection[Dimension]) -> Sequence[Tiered]:
    """What may be drawn: beside what has a place only what differs from it, or a second where nothing does."""
    if not places:
        return pool
    left = _leaving_variety(places, _apart(pool, places))
    different = [pair for pair in left if _nearest(pair[1], places, free) > 0]
    return different or (left if len(places) == 1 else [])


def _traits(one: Candidate, names: Collection[Dimension]) -> tuple[str, ...]:
    return tuple(trait(one.activity, name) for name in DISTANCE if name in names)


def _pool(group: Sequence[Tiered], free: Collection[Dimension]) -> tuple[tuple[int, int, float], list[Tiered]]:
    """(rank of this group, what to choose from): tiers are let in until two options really differ."""
    ordered = sorted(group, key=lambda pair: (-_utility(pair), pair[1].activity.activity_id))
    best = -_utility(ordered[0])
    if not free:
        return (0, ordered[0][0], best), ordered[:POOL]
    ordered = _mixed(ordered)
    for reach in sorted({level for level, _ in group}):
        within = [pair for pair in ordered if pair[0] <= reach]
        if len({_traits(one, free) for _, one in within}) > 1:
            return (0, reach, best), _with_difference(within, free)
    return (1 if len(ordered) > 1 else 2, SPARE, best), ordered[:POOL]


def _mixed(ordered: Sequence[Tiered]) -> list[Tiered]:
    """The most useful first, where no more than half of a pool is liked as long as there is something else."""
    liked = [pair for pair in ordered if pair[1].liked]
    postponed = liked[POOL // 2 :]
    late = {id(pair) for pair in postponed}
    return [*(pair for pair in ordered if id(pair) not in late), *postponed]


def _with_difference(ordered: Sequence[Tiered], free: Collection[Dimension]) -> list[Tiered]:
    """The most useful ones, of which the last makes way if they would all be alike."""
    pool = list(ordered[:POOL])
    if len({_traits(one, free) for _, one in pool}) == 1:
        alike = _traits(pool[0][1], free)
        pool[-1] = next(pair for pair in ordered if _traits(pair[1], free) != alike)
    return pool


def _utility(pair: Tiered) -> float:
    level, one = pair
    return one.score / TEMPERATURE - TIER_COST * level


def _drawn(
    pool: list[Tiered], free: Collection[Dimension], most: int, rng: Random, places: Sequence[Tiered] = ()
) -> Selection:
    starters = _starters(pool, places, free) if free else []
    if not starters:
        sure = [one for _, one in places or pool[:1]][: most if free else 1]
        return Selection(sure, pool, {one.activity.activity_id: 1.0 for one in sure})
    highest = max(_utility(pair) for pair in starters)
    weights = [exp(_utility(pair) - highest) for pair in starters]
    total = sum(weights)
    cards = [_completed([*places, first], pool, free, most) for first in starters]
    propensities: dict[UUID, float] = {}
    for weight, options in zip(weights, cards, strict=True):
        for one in options:
            key = one.activity.activity_id
            propensities[key] = propensities.get(key, 0.0) + weight / total
    point = rng.random() * total
    drawn = next((place for place, edge in enumerate(accumulate(weights)) if point < edge), len(starters) - 1)
    return Selection(cards[drawn], pool, {key: min(value, 1.0) for key, value in propensities.items()})


def _completed(chosen: list[Tiered], pool: Sequence[Tiered], free: Collection[Dimension], most: int) -> list[Candidate]:
    left = _apart(pool, chosen)
    while left and len(chosen) < most:
        allowed = _leaving_variety(chosen, left)
        if not allowed:
            break
        scored = [(_nearest(pair[1], chosen, free), pair) for pair in allowed]
        distance, following = max(scored, key=lambda one: one[0] + USEFULNESS * _utility(one[1]))
        if distance == 0:
            different = [one for one in scored if one[0] > 0]
            if different:
                distance, following = max(different, key=lambda one: one[0] + USEFULNESS * _utility(one[1]))
            elif len(chosen) > 1:
                break
        chosen.append(following)
        left.remove(following)
    return [one for _, one in chosen]


def _leaving_variety(chosen: Sequence[Tiered], left: Sequence[Tiered]) -> Sequence[Tiered]:
    """Without what is liked once there is enough of it; a second option there is always."""
    liked = sum(one.liked for _, one in chosen)
    others = [pair for pair in left if not pair[1].liked]
    if room_for_liked(liked, len(chosen) + 1):
        return left
    return others or ([] if liked < len(chosen) else left)


def _nearest(one: Candidate, chosen: Sequence[Tiered], free: Collection[Dimension]) -> float:
    return min(
        sum(DISTANCE[name] for name in free if trait(one.activity, name) != trait(other.activity, name))
        for _, other in chosen
    )
