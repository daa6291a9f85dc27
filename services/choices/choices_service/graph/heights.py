"""Things in a column, each as near as can be to where it would like to be. Pure."""

from collections.abc import Sequence
from itertools import pairwise


def spread(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Middles in the given order that do not overlap, with the least sum of squares from `wanted`.

    With the heights taken off this is isotonic regression, which pooling adjacent violators solves exactly in one walk
    (Ayer et al. 1955).
    """
    offsets = [0.0]
    for above, below in pairwise(heights):
        offsets.append(offsets[-1] + (above + below) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        mean, size = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, number = pools.pop()
            mean, size = (other * number + mean * size) / (number + size), number + size
        pools.append((mean, size))
    levels = [mean for mean, size in pools for _ in range(size)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
