"""Small trees on top of layer 2: what numbers say only together. Boosted with the same split for all of a level.

(Prokhorenkova et al. 2018's oblivious trees; Friedman 2001's steps.) Their number is chosen on a fold they did not
see; none where they do not help.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.attempt import FEATURES, sigmoid
from recommend_service.model.compiled import Floats, Ints, Numbers, compiled

DEPTH: Final = 5
MOST: Final = 120
RATE: Final = 0.08
BINS: Final = 24
PULL: Final = 40.0
SHARE: Final = 0.5
FEWEST: Final = 15_000
"""Attempts below which trees are not tried."""
SURE: Final = 3.0
"""Standard errors by which they must gain on learners they did not see."""


@dataclass(frozen=True, slots=True)
class Trees:
    """`splits` (trees × DEPTH) are features, or FEATURES for the logit so far; above an edge is the right side."""

    splits: Ints
    edges: Floats
    leaves: Floats


def none() -> Trees:
    return Trees(np.zeros((0, DEPTH), np.int64), np.zeros((0, DEPTH)), np.zeros((0, 2**DEPTH)))


@compiled
def climb(x: Floats, z: float, splits: Ints, edges: Floats, leaves: Floats) -> float:
    """Logits that the trees add."""
    total = 0.0
    for tree in range(len(splits)):
        leaf = 0
        for level in range(splits.shape[1]):
            feature = splits[tree, level]
            value = z if feature == FEATURES else x[feature]
            leaf = 2 * leaf + (1 if value > edges[tree, level] else 0)
        total += leaves[tree, leaf]
    return total


def edges_of(x: Numbers, z: Floats) -> Floats:
    """Where each feature may be split: between its quantiles."""
    wanted = np.linspace(0, 1, BINS + 1)[1:-1]
    return np.stack([split_points(x[:, k], wanted) for k in range(FEATURES)] + [split_points(z, wanted)])


def split_points(values: Numbers, wanted: Floats) -> Floats:
    """Halfway between values that occur; repeated where there are few."""
    found = np.unique(values[:: max(len(values) // 20_000, 1)])
    at = np.quantile(values, wanted, method="inverted_cdf")
    place = np.minimum(np.searchsorted(found, at), len(found) - 1)
    return np.asarray((found[place] + found[np.minimum(place + 1, len(found) - 1)]) / 2, dtype=np.float64)


def binned(x: Numbers, z: Floats, edges: Floats) -> NDArray[np.uint8]:
    bins = np.empty((len(x), FEATURES + 1), np.uint8)
    for k in range(FEATURES + 1):
        bins[:, k] = np.searchsorted(edges[k], z if k == FEATURES else x[:, k], side="left")
    return bins


@compiled
def count(bins: NDArray[np.uint8], chosen: Ints, leaf: Ints, gradient: Floats, curvature: Floats, said: Floats) -> None:
    """Sums of gradient and curvature by leaf so far, feature and bin."""
    for i in chosen:
        for k in range(bins.shape[1]):
            said[leaf[i], k, bins[i, k], 0] += gradient[i]
            said[leaf[i], k, bins[i, k], 1] += curvature[i]


@compiled
def slopes(z: Floats, y: Floats, weight: Floats, gradient: Floats, curvature: Floats) -> None:
    for i in range(len(z)):
        chance = sigmoid(z[i])
        gradient[i] = weight[i] * (y[i] - chance)
        curvature[i] = weight[i] * chance * (1.0 - chance)


def best_split(said: Floats) -> tuple[int, int]:
    """Feature and bin of most gain over all leaves together."""
    left = said.cumsum(axis=2)
    right = left[:, :, -1:, :] - left
    gain = (left[..., 0] ** 2 / (left[..., 1] + PULL) + right[..., 0] ** 2 / (right[..., 1] + PULL)).sum(axis=0)
    feature, place = np.unravel_index(int(gain[:, :-1].argmax()), gain[:, :-1].shape)
    return int(feature), int(place)


def boosted(
    x: Numbers, z: Floats, y: Floats, weight: Floats, learns: NDArray[np.bool_], most: int, seed: int
) -> tuple[Trees, list[Floats]]:
    """Trees learnt on some rows; the others' log-losses after each tree."""
    edges, rng, now = edges_of(x, z), np.random.default_rng(seed), z.copy()
    bins, rows, asked = binned(x, z, edges), np.flatnonzero(learns), ~learns
    gradient, curvature, losses = np.empty(len(y)), np.empty(len(y)), []
    made = Trees(np.zeros((most, DEPTH), np.int64), np.zeros((most, DEPTH)), np.zeros((most, 2**DEPTH)))
    for tree in range(most):
        slopes(now, y, weight, gradient, curvature)
        chosen, leaf = rows[rng.random(len(rows)) < SHARE], np.zeros(len(y), np.int64)
        for level in range(DEPTH):
            said = np.zeros((2**level, FEATURES + 1, BINS, 2))
            count(bins, chosen, leaf, gradient, curvature, said)
            feature, place = best_split(said)
            made.splits[tree, level], made.edges[tree, level] = feature, edges[feature, place]
            leaf = 2 * leaf + (bins[:, feature] > place)
        g, h = (np.bincount(leaf[rows], one[rows], 2**DEPTH) for one in (gradient, curvature))
        made.leaves[tree] = RATE * g / (h + PULL)
        now += made.leaves[tree][leaf]
        if asked.any():
            losses.append(loss(now[asked], y[asked], weight[asked]))
    return made, losses


def loss(z: Floats, y: Floats, weight: Floats) -> Floats:
    return np.asarray(weight * (np.logaddexp(0.0, z) - y * z))


def fit(x: Numbers, z: Floats, y: Floats, weight: Floats, fold: Ints, seed: int = 2026) -> Trees:
    """Trees on logits `z` that were made without the learner's own answers."""
    if len(y) < FEWEST or not (fold == 0).any():
        return none()
    asked = fold == 0
    before = loss(z[asked], y[asked], weight[asked])
    _, losses = boosted(x, z, y, weight, ~asked, MOST, seed)
    best = int(np.argmin([one.mean() for one in losses]))
    gain = before - losses[best]
    if gain.mean() < SURE * gain.std() / np.sqrt(len(gain)):
        return none()
    made, _ = boosted(x, z, y, weight, np.ones(len(y), dtype=bool), best + 1, seed)
    return made
