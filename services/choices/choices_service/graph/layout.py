"""Where goals stand in a picture: from left to right, what comes first to what builds on it. Pure.

The layered method of Sugiyama, Tagawa & Toda (1981): a column for each step, long edges by way of a bend in every
column between, columns ordered by the median of their neighbours (Eades & Wormald 1994), heights by least squares under
that order. The same goals always give the same picture.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from choices_service.graph.heights import spread

Node = Any
"""Anything that can be a key; a bend in an edge is (its ends, its column)."""
Links = dict[Node, list[Node]]
SWEEPS = 12
SETTLINGS = 10
BEND = 14
"""Pixels that an edge takes up in a column that it only passes."""
GAP = 16


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle of every node, (column, y); and for each edge the y where it passes the columns between its ends."""

    places: Mapping[Node, tuple[int, float]]
    bends: Mapping[tuple[Node, Node], Sequence[float]]
    columns: int
    height: float


def lay_out(
    nodes: Sequence[Node], edges: Sequence[tuple[Node, Node]], column: Mapping[Node, int], tall: Callable[[Node], float]
) -> Layout:
    """One connected piece. `column` of each node (an edge goes to a later one), `tall` its height in pixels."""
    chains = {edge: _bends(edge, column) for edge in edges}
    columns = max(column[node] for node in nodes) + 1
    layers: list[list[Node]] = [[] for _ in range(columns)]
    for node in nodes:
        layers[column[node]].append(node)
    before: Links = {}
    after: Links = {}
    for (first, then), bends in chains.items():
        for place, bend in enumerate(bends):
            layers[column[first] + 1 + place].append(bend)
        way = [first, *bends, then]
        for here, there in pairwise(way):
            after.setdefault(here, []).append(there)
            before.setdefault(there, []).append(here)
    heights = {node: tall(node) for node in nodes}
    _sort(layers, before, after)
    at = _settle(layers, before, after, lambda node: heights.get(node, BEND))
    top = min(at[node] - heights.get(node, BEND) / 2 for node in at)
    bottom = max(at[node] + heights.get(node, BEND) / 2 for node in at)
    return Layout(
        places={node: (column[node], at[node] - top) for node in nodes},
        bends={edge: [at[bend] - top for bend in bends] for edge, bends in chains.items()},
        columns=columns,
        height=bottom - top,
    )


def _bends(edge: tuple[Node, Node], column: Mapping[Node, int]) -> list[Node]:
    first, then = edge
    return [(first, then, place) for place in range(column[first] + 1, column[then])]


def _sort(layers: list[list[Node]], before: Links, after: Links) -> None:
    """The order in every column with the fewest crossings that sweeping to and fro comes upon."""
    best, fewest = [list(layer) for layer in layers], _crossings(layers, after)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        walk = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
        links = before if forward else after
        for number in walk:
            beside = {node: place for place, node in enumerate(layers[number - 1 if forward else number + 1])}
            _by_median(layers[number], links, beside)
        crossings = _crossings(layers, after)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    layers[:] = best


def _by_median(layer: list[Node], links: Links, beside: Mapping[Node, int]) -> None:
    wanted = {
        node: median(beside[one] for one in links[node]) if links.get(node) else float(place)
        for place, node in enumerate(layer)
    }
    layer.sort(key=lambda node: wanted[node])


def _crossings(layers: Iterable[Sequence[Node]], after: Links) -> int:
    """Of the edges between neighbouring columns: inversions, counted with a tree (Barth, Jünger & Mutzel 2002)."""
    total = 0
    columns = list(layers)
    for left, right in pairwise(columns):
        place = {node: number for number, node in enumerate(right)}
        ends = [there for node in left for there in sorted(place[one] for one in after.get(node, ()))]
        tree = [0] * (len(right) + 1)
        for seen, end in enumerate(ends):
            total += seen - _count(tree, end + 1)
            _note(tree, end + 1)
    return total


def _count(tree: list[int], end: int) -> int:
    found = 0
    while end > 0:
        found += tree[end]
        end -= end & -end
    return found


def _note(tree: list[int], end: int) -> None:
    while end < len(tree):
        tree[end] += 1
        end += end & -end


def _settle(
    layers: Sequence[Sequence[Node]], before: Links, after: Links, tall: Callable[[Node], float]
) -> dict[Node, float]:
    """Heights at which neighbours lie as level as their order allows."""
    at: dict[Node, float] = {}
    for layer in layers:
        at.update(zip(layer, spread([0.0] * len(layer), [tall(node) for node in layer], GAP), strict=True))
    for turn in range(SETTLINGS):
        sides = (before, after) if turn >= SETTLINGS - 2 else ((before,), (after,))[turn % 2]
        for layer in layers if turn % 2 == 0 else reversed(layers):
            wanted = [_level(node, sides, at) for node in layer]
            at.update(zip(layer, spread(wanted, [tall(node) for node in layer], GAP), strict=True))
    return at


def _level(node: Node, sides: Iterable[Links], at: Mapping[Node, float]) -> float:
    beside = [at[one] for links in sides for one in links.get(node, ())]
    return sum(beside) / len(beside) if beside else at[node]
