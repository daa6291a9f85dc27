"""What a fit asks of the model, beside the fit itself: how it does on learners whom it never saw. Pure, seeded."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final

import numpy as np

from recommend_service.fitting.observed import Bools
from recommend_service.fitting.shards import Part
from recommend_service.model.attempts import Attempts, joined
from recommend_service.model.fit import fit
from recommend_service.model.population import Population, predict
from recommend_service.models.scored import tallies
from recommend_service.models.tally import Floats, Tally

FOLDS: Final = 5
ALL_FOLDS_UP_TO: Final = 100_000
"""Beyond so many attempts, one fold of the learners says enough."""
CHECKED_ON: Final = 500_000
"""Attempts of about so many are checked on, at most: learners are in parts by chance, so a few parts are a sample."""


def held_out(attempts: Attempts, n_goals: int, n_items: int, prior: Population | None) -> tuple[Bools, Floats]:
    """Which attempts were predicted by a fit on other learners, and their chances: all, or (of many) a fifth."""
    rows, chance = np.zeros(len(attempts), dtype=bool), np.zeros(len(attempts))
    for fold in range(FOLDS if len(attempts) <= ALL_FOLDS_UP_TO else 1):
        out = attempts.learner % FOLDS == fold
        if out.any() and not out.all():
            population = fit(attempts.of(~out), n_goals, n_items, prior=prior)
            rows |= out
            chance[out] = predict(population, attempts.of(out), n_goals)
    return rows, chance


def checked(
    parts: Sequence[Part], n_goals: int, n_items: int, keys: Sequence[str], prior: Population | None
) -> Mapping[str, Tally]:
    """Predictions beside what came, for everybody and by subgroup, on learners left out."""
    attempts = reduce(joined, [part.attempts for part in parts])
    rows, chance = held_out(attempts, n_goals, n_items, prior)
    # What learners say of themselves is no outcome to be right about.
    told = rows & np.concatenate([part.witnessed for part in parts])
    came, who = np.concatenate([part.success for part in parts]), np.concatenate([part.flags for part in parts])
    return tallies(attempts.learner[told] - parts[0].first, chance[told], came[told], who, keys)
