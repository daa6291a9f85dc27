"""One learner met attempt by attempt."""

import numpy as np

from recommend_service.model.attempt import GENERAL_WIDTH, GOAL_WIDTH, TASK_WIDTH, start_learner
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.features import WIDTH
from recommend_service.model.fit import Population
from recommend_service.model.live import LiveEases
from recommend_service.model.passes import step


class Learner:
    """What is known of one learner: rows only for goals and tasks that were met."""

    __slots__ = ("general", "goals", "known", "tasks")

    def __init__(self, constants: Floats) -> None:
        self.general = np.zeros(GENERAL_WIDTH)
        start_learner(self.general, constants)
        self.goals: dict[int, int] = {}
        self.known = np.zeros((8, GOAL_WIDTH))
        self.tasks: dict[int, Floats] = {}

    def row(self, goal: int) -> int:
        row = self.goals.get(goal)
        if row is None:
            row = self.goals[goal] = len(self.goals)
            if row >= len(self.known):
                self.known = np.vstack([self.known, np.zeros_like(self.known)])
        return row

    def task(self, item: int) -> Floats:
        if item < 0:
            return np.zeros(TASK_WIDTH)
        task = self.tasks.get(item)
        if task is None:
            task = self.tasks[item] = np.zeros(TASK_WIDTH)
        return task


class Predictor:
    """A population at work: predicts and learns in some microseconds an attempt.

    It is frozen, unless `live`: then difficulties move with what is seen (see `recommend_service.model.live`).
    """

    def __init__(self, population: Population, live: bool = False) -> None:
        self.live = LiveEases(population.eases) if live else None
        self.population = population
        self.goals = population.eases.goals.tolist()
        self.items = population.eases.items.tolist()
        self.retries = population.eases.retries.tolist()
        self.x = np.zeros(WIDTH)

    def new_learner(self) -> Learner:
        return Learner(self.population.constants)

    def ease(self, item: int, goals: list[int]) -> float:
        last, share, ease = len(self.goals) - 1, 1.0 / max(len(goals), 1), 0.0
        for goal in goals:
            ease += share * self.goals[min(goal, last)]
        found: float = self.population.eases.overall + ease + self.items[item if 0 <= item < len(self.items) else -1]
        return found

    def predict_update(self, learner: Learner, item: int, goals: Ints, at: float, y: float) -> float:
        """The chance of success before the answer was seen; then the answer is learnt from."""
        p, named = self.population, goals.tolist()
        slots = np.array([learner.row(goal) for goal in named], dtype=np.int64)
        retry = p.eases.retry + self.retries[item if 0 <= item < len(self.retries) else -1]
        cells = self.live.cells(item, named) if self.live else []
        ease = sum(share * cell[0] for share, cell in cells) if cells else self.ease(item, named)
        chance = step(
            learner.general, learner.known, slots, goals, learner.task(item), ease, retry, float(y),
            float(at), p.constants, p.readout.weights, p.readout.own, p.readout.caps, p.readout.reach, p.mix, self.x,
        )  # fmt: skip
        if self.live:
            self.live.learn(cells, self.x, len(named), float(y))
        return chance
