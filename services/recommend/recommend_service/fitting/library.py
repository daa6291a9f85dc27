"""What a fit asks of the model: a population, and how it does on learners whom it never saw. Pure, seeded."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from recommend_service.fitting.observed import Bools
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats
from recommend_service.model.fit import Population, fit, predict

FOLDS: Final = 5
ALL_FOLDS_UP_TO: Final = 100_000
"""Beyond so many attempts, one fold of the learners says enough."""
CHECKED_FROM: Final = 500_000
"""Attempts that the fits for checking are made of, at most."""


@dataclass(frozen=True, slots=True)
class Held:
    """Predictions of learners left out; `rows` are the attempts that they are of."""

    rows: Bools
    chance: Floats


def fitted(attempts: Attempts, n_goals: int, n_items: int) -> Population:
    return fit(attempts, n_goals, n_items)


def held_out(attempts: Attempts, n_goals: int, n_items: int) -> Held:
    """Each learner predicted by a fit on others: for all of them, or (where there are many) for a fifth."""
    rows, chance = np.zeros(len(attempts), dtype=bool), np.zeros(len(attempts))
    for fold in range(FOLDS if len(attempts) <= ALL_FOLDS_UP_TO else 1):
        out = attempts.learner % FOLDS == fold
        others = _some(attempts, ~out)
        if out.any() and others.any():
            population = fitted(attempts.of(others), n_goals, n_items)
            rows |= out
            chance[out] = predict(population, attempts.of(out), n_goals)
    return Held(rows, chance)


def _some(attempts: Attempts, wanted: Bools) -> Bools:
    """Whole learners among those wanted, with about so many attempts at most."""
    share = CHECKED_FROM / max(int(wanted.sum()), 1)
    if share >= 1:
        return wanted
    drawn = np.random.default_rng(2026).random(int(attempts.learner.max()) + 1) < share
    return np.asarray(wanted & drawn[attempts.learner])
