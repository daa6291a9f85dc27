"""Which few of the candidates go on the card, and with which probability. Pure; chance is an argument.

Greedy max–min: the first option is drawn by softmax over what each would bring, or on the board's share of explored
cards from all alike; every next one is that which differs most from its nearest already chosen, where usefulness
counts a little. At most half of a card is about what the learner says to like, so that there is something else to
discover, unless there is nothing else. As all but the first draw is settled by the first, the probability that an
activity gets on the card can be summed exactly.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random
from uuid import UUID

from eigenwijs_shared.agency import Dimension
from eigenwijs_shared.wishes import room_for_liked, trait
from recommend_service.cards.pool import DISTANCE, Pool, Tiered, is_above, leads, pool_of, tier, traits, utility
from recommend_service.cards.scoring import Candidate

USEFULNESS = 0.15


@dataclass(frozen=True, slots=True)
class Selection:
    """The options, the pool they came from and, for everything in it, the probability of getting on the card.

    `heights` are those of everything that could have been in the pool, the lowest first.
    """

    options: list[Candidate]
    pool: list[Tiered]
    propensities: dict[UUID, float]
    heights: list[float]


def select(
    candidates: Sequence[Candidate],
    focus: Candidate,
    fixed: Collection[Dimension],
    most: int,
    rng: Random,
    *,
    wanted: Sequence[Candidate] = (),
    explored: float = 0.0,
) -> Selection:
    """At most `most` options, alike in the dimensions that the teacher fixed and different in the others.

    Never a single one if there are two that agree in what is fixed, however far from the ideal the second one lies.
    Of `wanted`, of which the focus is one, those that agree with it and really differ have a place, but never the last.
    `explored` is the share of cards of which the first option is any of those that it may be.
    """
    groups: dict[tuple[str, ...], list[Tiered]] = {}
    for one in candidates:
        groups.setdefault(traits(one, fixed), []).append((tier(one, focus), one))
    free = [name for name in DISTANCE if name not in fixed]
    places: list[Tiered] = []
    if wanted:
        group = groups[traits(focus, fixed)]
        places = _places([focus, *wanted], group, free, most)
        found = pool_of(group, free)
        pairs = [*places, *_apart(found.pairs, places)]
    else:
        found = min((pool_of(group, free) for group in groups.values()), key=lambda pool: pool.rank)
        pairs = found.pairs
    starters = _starters(pairs, places, free) if free else []
    if not starters:
        return _sure([one for _, one in places or pairs[:1]][: most if free else 1], pairs, found)
    cards = [_completed([*places, first], pairs, free, most) for first in starters]
    chances = _chances(starters, explored)
    options = cards[_draw(chances, rng)]
    return Selection([one for _, one in options], pairs, _propensities(cards, chances), found.heights)


def _sure(options: list[Candidate], pairs: list[Tiered], found: Pool) -> Selection:
    return Selection(options, pairs, {one.activity.activity_id: 1.0 for one in options}, found.heights)


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
    """What may be drawn; where one form had its turn, only what has another.

    Beside what has a place only what differs from it, or a second where nothing does.
    """
    if not places:
        return [pair for pair in pool if leads(pair)] or pool
    left = _leaving_variety(places, _apart(pool, places))
    different = [pair for pair in left if _nearest(pair[1], places, free) > 0]
    return different or (left if len(places) == 1 else [])


def _chances(starters: Sequence[Tiered], explored: float) -> list[float]:
    """Of each to be drawn: by what it would bring, mixed with all alike."""
    highest = max(map(utility, starters))
    weights = [exp(utility(pair) - highest) for pair in starters]
    total = sum(weights)
    return [(1 - explored) * weight / total + explored / len(weights) for weight in weights]


def _draw(chances: Sequence[float], rng: Random) -> int:
    point = rng.random() * sum(chances)
    return next((place for place, edge in enumerate(accumulate(chances)) if point < edge), len(chances) - 1)


def _propensities(cards: Sequence[Sequence[Tiered]], chances: Sequence[float]) -> dict[UUID, float]:
    found: dict[UUID, float] = {}
    for chance, options in zip(chances, cards, strict=True):
        for _, one in options:
            key = one.activity.activity_id
            found[key] = found.get(key, 0.0) + chance
    return {key: min(value, 1.0) for key, value in found.items()}


def _completed(chosen: list[Tiered], pool: Sequence[Tiered], free: Collection[Dimension], most: int) -> list[Tiered]:
    """With what differs most; what is one above comes as soon as there is room for it."""
    left = _apart(pool, chosen)
    while left and len(chosen) < most:
        allowed = _leaving_variety(chosen, left)
        different = [pair for pair in allowed if _nearest(pair[1], chosen, free) > 0]
        if not allowed or (not different and len(chosen) > 1):
            break
        following = _following(chosen, different or allowed, free)
        chosen.append(following)
        left.remove(following)
    return chosen


def _following(chosen: Sequence[Tiered], allowed: Sequence[Tiered], free: Collection[Dimension]) -> Tiered:
    above = [] if any(map(is_above, chosen)) else [pair for pair in allowed if is_above(pair)]
    return max(above or allowed, key=lambda pair: _nearest(pair[1], chosen, free) + USEFULNESS * utility(pair))


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
