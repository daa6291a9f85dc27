"""A prediction split into what it comes from. The logit is a sum, so the parts are exact, not an approximation."""

from dataclasses import dataclass

import numpy as np

from recommend_service.model.attempt import FEATURES
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.features import FAMILIES, PAIRS, PER_GOAL
from recommend_service.model.passes import read_out
from recommend_service.model.population import Population
from recommend_service.model.trees import climb

FAMILY_OF = np.zeros(FEATURES, dtype=np.int64)
for _number, _features in enumerate(FAMILIES.values()):
    FAMILY_OF[list(_features)] = _number


@dataclass(frozen=True, slots=True)
class Explained:
    """The chance's logit, and the logits each family adds; they sum to it.

    "together" is what the trees add: what several numbers say only in combination.
    """

    logit: float
    families: dict[str, float]


def explain(population: Population, x: Floats, goals: Ints) -> Explained:
    """`x` are the features that the prediction was made from (`Predictor.x` right after it).

    Layer 1's own part (feature `layer_one`) is split by what it is made of: the task's ease, the general level, and
    the goal's deviation.
    """
    p, mix = population, population.mix
    parts = mix * p.readout.weights * x
    own = p.readout.own[np.minimum(goals, len(p.readout.own) - 1)]
    if len(goals):
        parts[PER_GOAL] += mix * own.mean(axis=0) * x[PER_GOAL]
    parts[1] += (1 - mix) * x[1]
    over, grown = beyond(population, x, goals), p.trees
    family = np.concatenate([FAMILY_OF, FAMILY_OF[PAIRS[:, 1]]])
    sums = np.bincount(family, np.where(np.arange(len(parts)) == 1, 0.0, parts), len(FAMILIES))
    level = x[2] + x[3] + x[4]
    scale = parts[1] / level if abs(level) > 1e-9 else 0.0
    names = list(FAMILIES)
    for name, feature in (("task", 2), ("overall", 3), ("goal", 4)):
        sums[names.index(name)] += scale * x[feature]
    sums[names.index("overall")] -= over
    logit, families = float(parts.sum()) - over, dict(zip(names, sums.tolist(), strict=True))
    together = float(climb(x, logit, grown.splits, grown.edges, grown.leaves))
    return Explained(logit + together, {**families, "together": together})


def beyond(population: Population, x: Floats, goals: Ints) -> float:
    """What layer 2 would have added beyond its reach, and was not let; taken from the overall level."""
    out = population.readout
    raw = read_out(x, goals, out.weights, out.own)
    return population.mix * (raw - min(max(raw, float(x[1]) - out.reach), float(x[1]) + out.reach))
