"""From attempts to a model: constants, difficulties, read-out, and how far each layer is believed."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommend_service.model import difficulties, passes, readout
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.constants import NAMES, day_one, moved
from recommend_service.model.difficulties import Eases
from recommend_service.model.features import WIDTH
from recommend_service.model.readout import ReadOut
from recommend_service.model.remembered import TASKS

FOLDS = 5
CONSTANTS_FROM = 60_000
READ_OUT_FROM = 300_000
"""Attempts that constants and read-out are fitted on: whole learners, drawn by seed. More would change little."""
HELD_OUT = 0.2
RIDGES = ((3.0, 10.0), (30.0, 100.0))
MIXES = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Population:
    """All that is learnt of everybody together. Frozen while learners are met."""

    constants: Floats
    eases: Eases
    readout: ReadOut
    mix: float
    seen: int = 0
    """How many attempts it was fitted on."""


def day_one_population() -> Population:
    """Nothing fitted at all."""
    return Population(day_one(), difficulties.nothing(), readout.silent(), 0.0)


def fit(attempts: Attempts, n_goals: int, n_items: int, seed: int = 2026) -> Population:
    """A model of these attempts; which layer speaks is decided by learners that it was not fitted on."""
    if len(attempts) == 0:
        return day_one_population()
    inner, outer = held_out(attempts, seed)
    population = first_layer(inner, n_goals, n_items, day_one(), seed)
    ridge, mix = choose(population, inner, outer, n_goals, n_items, seed)
    full = first_layer(attempts, n_goals, n_items, population.constants, seed, search=False)
    if mix == 0.0:
        return full
    return replace(full, mix=mix, readout=second_layer(full, attempts, n_goals, n_items, ridge, seed))


def some_learners(attempts: Attempts, most: int, seed: int) -> Attempts:
    """Whole learners, drawn by seed, with about so many attempts."""
    if len(attempts) <= most:
        return attempts
    learners, place = np.unique(attempts.learner, return_inverse=True)
    drawn = np.random.default_rng(seed).random(len(learners)) < most / len(attempts)
    drawn[0] = True
    return attempts.of(drawn[place])


def held_out(attempts: Attempts, seed: int) -> tuple[Attempts, Attempts]:
    learners, place = np.unique(attempts.learner, return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(learners))
    away = np.zeros(len(learners), dtype=bool)
    away[order[: int(HELD_OUT * len(learners))]] = True
    return attempts.of(~away[place]), attempts.of(away[place])


def levels(attempts: Attempts, ease: Floats, constants: Floats, n_goals: int) -> tuple[Floats, Floats]:
    a = attempts
    goals = np.minimum(a.goals, n_goals)
    return passes.levels(a.learner, a.at, a.y, a.weights, a.start, goals, ease, constants, n_goals + 1)


def eases_given(
    attempts: Attempts, again: NDArray[np.bool_], ease: Floats, constants: Floats, start: Eases, weight: Floats | None
) -> Eases:
    means, variances = levels(attempts, ease, constants, len(start.goals) - 1)
    kappa = 1 / np.sqrt(1 + np.pi * variances / 8)
    weight = attempts.weights if weight is None else weight * attempts.weights
    spreads = [difficulties.GOAL_SPREAD, difficulties.ITEM_SPREAD, difficulties.RETRY_SPREAD]
    return difficulties.Fit(attempts, means, kappa, again, weight, start, spreads).fit()


def crossed(
    attempts: Attempts, again: NDArray[np.bool_], eases: Eases, constants: Floats, seed: int
) -> tuple[Floats, Floats]:
    """First-try ease and what later tries add, for each attempt, from other learners only: none sees its own answer."""
    total = eases.first(attempts) + again * eases.later(attempts)
    learners, place = np.unique(attempts.learner, return_inverse=True)
    fold = np.random.default_rng(seed).permutation(len(learners))[place] % FOLDS
    first, later = np.empty(len(attempts)), np.empty(len(attempts))
    n_goals, n_items = len(eases.goals) - 1, len(eases.items) - 1
    for k in range(min(FOLDS, len(learners))):
        start = difficulties.nothing(n_goals, n_items, eases.overall)
        others = eases_given(attempts, again, total, constants, start, (fold != k).astype(np.float64))
        first[fold == k], later[fold == k] = others.first(attempts)[fold == k], others.later(attempts)[fold == k]
    return first, later


def first_layer(
    attempts: Attempts, n_goals: int, n_items: int, constants: Floats, seed: int, search: bool = True
) -> Population:
    """Difficulties given abilities, abilities given difficulties, in turns; constants once in between."""
    again = attempts.again()
    rate = (attempts.y.sum() + 2) / (len(attempts) + 4)
    eases = difficulties.nothing(n_goals, n_items, float(np.log(rate / (1 - rate))))
    for turn in range(3):
        ease = eases.first(attempts) + again * eases.later(attempts)
        eases = eases_given(attempts, again, ease, constants, eases, None)
        if search and turn == 1:
            constants = search_constants(attempts, again, eases, constants, seed)
    return Population(constants, eases, readout.silent(n_goals), 0.0, len(attempts))


def search_constants(
    attempts: Attempts, again: NDArray[np.bool_], eases: Eases, constants: Floats, seed: int
) -> Floats:
    """Constants of least log-loss, pulled to day one by how far fits elsewhere lie from it."""
    some = some_learners(attempts, CONSTANTS_FROM, seed)
    if some is not attempts:
        again = some.again()
    first, later = crossed(some, again, eases, constants, seed)
    ease, n_goals = first + again * later, len(eases.goals) - 1

    def cost(steps: Floats) -> float:
        means, variances = levels(some, ease, moved(steps), n_goals)
        return float(passes.log_loss(some.y, some.weights, means, variances, ease) + 0.5 * (steps**2).sum())

    steps = np.zeros(len(NAMES))
    shape = np.vstack([steps, np.eye(len(NAMES)) * 0.7])
    found = minimize(
        cost,
        steps,
        method="Nelder-Mead",
        options={"maxfev": 260, "initial_simplex": shape, "xatol": 0.02, "fatol": 0.3},
    )
    return moved(found.x)


def table(
    population: Population, attempts: Attempts, first: Floats, later: Floats, n_goals: int
) -> tuple[Floats, Ints]:
    a, goals = attempts, np.minimum(attempts.goals, n_goals)
    x = np.zeros((len(a), WIDTH))
    passes.tabulate(
        a.learner,
        a.item,
        a.at,
        a.y,
        a.weights,
        a.start,
        goals,
        first,
        later,
        population.constants,
        n_goals + 1,
        TASKS,
        readout.no_caps(),
        x,
    )
    return x, goals


def second_layer(
    population: Population, attempts: Attempts, n_goals: int, n_items: int, ridge: tuple[float, float], seed: int
) -> ReadOut:
    some = some_learners(attempts, READ_OUT_FROM, seed)
    first, later = crossed(some, some.again(), population.eases, population.constants, seed)
    x, goals = table(population, some, first, later, n_goals)
    return readout.fit(x, some.y, some.weights, some.start, goals, n_goals, *ridge)


def choose(
    population: Population, inner: Attempts, outer: Attempts, n_goals: int, n_items: int, seed: int
) -> tuple[tuple[float, float], float]:
    """Ridge and mixing weight of least log-loss on held-out learners; layer 1 alone where nothing beats it."""
    best = (np.inf, RIDGES[0], 0.0)
    if len(outer) == 0:
        return best[1], best[2]
    inner = some_learners(inner, READ_OUT_FROM // 2, seed)
    for ridge in RIDGES:
        out = second_layer(population, inner, n_goals, n_items, ridge, seed)
        for mix in MIXES:
            chance = predict(replace(population, readout=out, mix=mix), outer, n_goals).clip(1e-9, 1 - 1e-9)
            loss = log_loss(outer, chance)
            if loss < best[0] - 1e-5:
                best = (loss, ridge, mix)
    return best[1], best[2]


def log_loss(attempts: Attempts, chance: Floats) -> float:
    a, each = attempts, attempts.y * np.log(chance) + (1 - attempts.y) * np.log(1 - chance)
    return -float((a.weights * each).sum() / a.weights.sum())


def predict(population: Population, attempts: Attempts, n_goals: int) -> Floats:
    """The chance before each attempt, every learner met cold. `n_goals` of these attempts."""
    a, p = attempts, population
    return passes.predict(
        a.learner, a.item, a.at, a.y, a.weights, a.start, a.goals, p.eases.first(a), p.eases.later(a), p.constants,
        n_goals + 1, TASKS, p.readout.weights, p.readout.own, p.readout.caps, p.readout.reach, p.mix,
    )  # fmt: skip
