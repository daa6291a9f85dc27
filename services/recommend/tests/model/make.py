"""Simulated learners: abilities that grow, tasks of other difficulty, some time between sessions."""

import numpy as np

from recommend_service.model.attempts import Attempts


def attempts(learners: int, each: int = 40, goals: int = 8, items: int = 80, seed: int = 1, first: int = 0) -> Attempts:
    rng = np.random.default_rng(seed)
    n = learners * each
    place = np.repeat(np.arange(learners), each)
    item = rng.integers(0, items, n)
    goal_of = np.arange(items) % goals
    goal = goal_of[item]
    ability = rng.normal(0, 0.8, learners)[place] + rng.normal(0, 0.5, (learners, goals))[place, goal]
    progress = 0.02 * np.tile(np.arange(each), learners)
    z = ability + progress + np.random.default_rng(99).normal(0.3, 1, items)[item]
    y = (rng.random(n) < 1 / (1 + np.exp(-z))).astype(np.float64)
    at = 1.7e9 + np.tile(np.arange(each) * 7_200.0, learners)
    return Attempts(place + first, item, at, y, np.arange(n + 1), goal)


def loss(y: np.ndarray, chance: np.ndarray) -> float:
    return -float(np.log(np.where(y > 0.5, chance, 1 - chance)).mean())
