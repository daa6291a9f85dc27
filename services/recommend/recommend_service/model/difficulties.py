"""How easy tasks are: each round its goals, each goal round the overall mean, by empirical Bayes."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints

ROUNDS = 14
GOAL_SPREAD, ITEM_SPREAD, RETRY_SPREAD = 0.5, 1.0, 0.3
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


def sums(places: Ints, values: Floats, width: int) -> Floats:
    return np.bincount(places, values, width).astype(np.float64)


def spread(values: Floats, curvature: Floats, prior: float) -> float:
    """A variance from posterior modes and their uncertainty, pulled to what day one says."""
    seen = curvature > 0
    total = float((values[seen] ** 2 + 1 / (curvature[seen] + 1 / prior)).sum())
    return float((total + PRIOR_COUNT * prior) / (seen.sum() + PRIOR_COUNT))


@dataclass(slots=True)
class Fit:
    """One fit on attempts with given abilities; `weight` 0 leaves an attempt out."""

    attempts: Attempts
    means: Floats
    kappa: Floats
    again: NDArray[np.bool_]
    weight: Floats
    eases: Eases
    spreads: list[float]

    def slopes(self) -> tuple[Floats, Floats]:
        """Gradient and curvature of the log-likelihood in each attempt's logit."""
        ease = self.eases.first(self.attempts) + self.again * self.eases.later(self.attempts)
        chance = 1 / (1 + np.exp(-self.kappa * (self.means + ease)))
        return self.weight * self.kappa * (self.attempts.y - chance), self.weight * self.kappa**2 * chance * (
            1 - chance
        )

    def fit(self, rounds: int = ROUNDS) -> Eases:
        for _ in range(rounds):
            self.move_goals()
            if len(self.eases.items) > 1:
                self.move_items()
                self.move_retries()
        return self.eases

    def move_goals(self) -> None:
        gradient, curvature = self.slopes()
        old, a = self.eases, self.attempts
        overall = old.overall + float(gradient.sum() / (curvature.sum() + 0.1))
        rows, shares, goals = a.tag_rows, a.shares, np.minimum(a.goals, len(old.goals) - 1)
        gradient = gradient - curvature * (overall - old.overall)
        g = sums(goals, gradient[rows] * shares, len(old.goals))
        h = sums(goals, curvature[rows] * shares**2, len(old.goals))
        h[-1] = 0.0
        moved = old.goals + (g - old.goals / self.spreads[0]) / (h + 1 / self.spreads[0]) * 0.9
        moved[-1] = 0.0
        self.spreads[0] = spread(moved, h, GOAL_SPREAD)
        self.eases = replace(old, overall=overall, goals=moved, goals_firm=h)

    def move_items(self) -> None:
        gradient, curvature = self.slopes()
        old, places = self.eases, self.eases.known(self.attempts.item)
        g = sums(places, gradient, len(old.items))
        h = sums(places, curvature, len(old.items))
        moved = old.items + (g - old.items / self.spreads[1]) / (h + 1 / self.spreads[1])
        moved[-1] = 0.0
        self.spreads[1] = spread(moved, h, ITEM_SPREAD)
        h[-1] = 0.0
        goals, items = self.hand_over(old.goals, moved, h > 0)
        self.eases = replace(old, goals=goals, items=items, items_firm=h)

    def hand_over(self, goals: Floats, items: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """What all tasks of a goal share is the goal's: without it the two would approach each other very slowly."""
        a, places = self.attempts, self.eases.known(self.attempts.item)
        _, one = np.unique(places, return_index=True)
        first = np.full(len(items), len(goals) - 1)
        tagged = one[np.diff(a.start)[one] > 0]
        first[places[tagged]] = np.minimum(a.goals[a.start[tagged]], len(goals) - 1)
        first[~seen] = len(goals) - 1
        shift = np.bincount(first, items, len(goals)) / (np.bincount(first, minlength=len(goals)) + 2.0)
        shift[-1] = 0.0
        count = np.bincount(places[tagged], np.diff(a.start)[tagged], len(items)).clip(1)
        return goals + shift, np.where(seen, items - shift[first] / count, items)

    def move_retries(self) -> None:
        gradient, curvature = self.slopes()
        gradient, curvature, old = gradient * self.again, curvature * self.again, self.eases
        retry = old.retry + float(gradient.sum() / (curvature.sum() + 5.0))
        gradient = gradient - curvature * (retry - old.retry)
        places = old.known(self.attempts.item)
        g, h = sums(places, gradient, len(old.items)), sums(places, curvature, len(old.items))
        moved = old.retries + (g - old.retries / self.spreads[2]) / (h + 1 / self.spreads[2])
        moved[-1] = 0.0
        self.spreads[2] = spread(moved, h, RETRY_SPREAD)
        self.eases = replace(old, retry=retry, retries=moved)
