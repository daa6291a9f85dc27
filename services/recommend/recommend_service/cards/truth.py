"""Which features brought an option where it stands. Pure.

A feature may be named as a reason only if it changed the ranking of all that could have been on the card. With it
taken away the option would stand below something that it does not stand below now, or no longer above something that
it stands above now; or it would lose the tier or the place on the card that the feature itself gives.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from recommend_service.cards.picture import Picture
from recommend_service.cards.pool import is_above, leads, tier, utility
from recommend_service.cards.scoring import WEIGHTS, Candidate

_ALIKE = 1e-9
_RECALLING = frozenset({"due", "lapse"})
_DEEPER = frozenset({"enrichment", "project"})


def grounds(one: Candidate, focus: Candidate, picture: Picture, heights: Sequence[float]) -> list[str]:
    """What added most first; `heights` of all that it was ranked with, itself among them, the lowest first."""
    added = {name: WEIGHTS[name] * value for name, value in one.features.items() if WEIGHTS[name] * value > 0}
    telling = [name for name in added if _tells(one, without(one, name, picture), focus, heights)]
    return sorted(telling, key=lambda name: (-added[name], name))


def without(one: Candidate, name: str, picture: Picture) -> Candidate:
    """As if that feature were not there: what is mastered is offered again only because it is to be recalled."""
    mastered = picture.state(one.goal_id) == "mastered" and one.activity.kind not in _DEEPER
    return replace(
        one,
        features={key: value for key, value in one.features.items() if key != name},
        score=one.score - WEIGHTS[name] * one.features[name],
        spare=one.spare or (name in _RECALLING and mastered),
    )


def _tells(one: Candidate, other: Candidate, focus: Candidate, heights: Sequence[float]) -> bool:
    now, then = (tier(one, focus), one), (tier(other, focus), other)
    if then[0] > now[0] or leads(then) < leads(now) or is_above(then) < is_above(now):
        return True
    return _falls(utility(now), utility(then), heights)


def _falls(height: float, lower: float, heights: Sequence[float]) -> bool:
    # Where it stands lower, what stands above it is joined by its own place of before.
    then_above = _above(lower, heights) - (height > lower + _ALIKE)
    return then_above > _above(height, heights) or _below(lower, heights) < _below(height, heights)


def _above(height: float, heights: Sequence[float]) -> int:
    return len(heights) - bisect_right(heights, height + _ALIKE)


def _below(height: float, heights: Sequence[float]) -> int:
    return bisect_left(heights, height - _ALIKE)
