"""How easy tasks are: each round its goals, each goal round the overall mean, by empirical Bayes."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints

GOAL_SPREAD, ITEM_SPREAD, RETRY_SPREAD = 0.5, 1.0, 0.3
SPREADS: Final = (GOAL_SPREAD, ITEM_SPREAD, RETRY_SPREAD)
"""Variances (logits²) on day one; what is estimated is weighed against twenty goals, items, items like these."""
PRIOR_COUNT = 20


@dataclass(frozen=True, slots=True)
class Eases:
    """Logits: overall, per goal, per task, at second and later tries overall and per task. Zeros stand for unknown."""

    overall: float
    goals: Floats
    items: Floats
    retry: float
    retries: Floats
    goals_firm: Floats
    items_firm: Floats
    """How much the data said (curvature of the log-likelihood); 0 where nothing was seen."""

    def first(self, attempts: Attempts) -> Floats:
        """Ease of each attempt's task at a first try, with what was known beforehand."""
        rows, goals = attempts.tag_rows, np.minimum(attempts.goals, len(self.goals) - 1)
        ease = np.bincount(rows, attempts.shares * self.goals[goals], len(attempts))
        return np.asarray(self.overall + ease + self.items[self.known(attempts.item)] + attempts.offsets)

    def later(self, attempts: Attempts) -> Floats:
        """What second and later tries add to it."""
        return np.asarray(self.retry + self.retries[self.known(attempts.item)])

    def known(self, item: Ints) -> Ints:
        """Places in `items`; the last one stands for every task that was never seen."""
        last = len(self.items) - 1
        return np.where((item >= 0) & (item < last), item, last).astype(np.int64)


def nothing(n_goals: int = 0, n_items: int = 0, overall: float = 0.0) -> Eases:
    goals, items = np.zeros(n_goals + 1), np.zeros(n_items + 1)
    return Eases(overall, goals, items, 0.0, items.copy(), goals.copy(), items.copy())


def spread(values: Floats, curvature: Floats, used: float, prior: float) -> float:
    """A variance from posterior modes and their uncertainty, pulled to what day one says: one step of EM."""
    seen = curvature > 0
    total = float((values[seen] ** 2 + 1 / (curvature[seen] + 1 / used)).sum())
    return float((total + PRIOR_COUNT * prior) / (seen.sum() + PRIOR_COUNT))
