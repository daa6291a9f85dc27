"""One learner met attempt by attempt."""

from itertools import pairwise

import numpy as np

from recommend_service.model.attempt import GENERAL_WIDTH, GOAL_WIDTH, day_of, fade, start_learner
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.features import WIDTH
from recommend_service.model.live import LiveEases
from recommend_service.model.passes import foresee, step
from recommend_service.model.population import Population
from recommend_service.model.remembered import no_tasks


class Learner:
    """What is known of one learner: rows only for goals that were met, and for the last tasks."""

    __slots__ = ("general", "goals", "held", "known", "tasks")

    def __init__(self, constants: Floats) -> None:
        self.general = np.zeros(GENERAL_WIDTH, dtype=np.float32)
        start_learner(self.general, constants)
        self.goals: dict[int, int] = {}
        self.known = np.zeros((8, GOAL_WIDTH), dtype=np.float32)
        self.held, self.tasks = no_tasks()

    def row(self, goal: int) -> int:
        """A goal's place in `known`; the last place stays empty, for goals not met."""
        row = self.goals.get(goal)
        if row is None:
            row = self.goals[goal] = len(self.goals)
            if row >= len(self.known) - 1:
                self.known = np.vstack([self.known, np.zeros_like(self.known)])
        return row

    def places(self, goals: Ints) -> Ints:
        """Rows of goals, met or not; nothing is added."""
        last = len(self.known) - 1
        return np.array([self.goals.get(goal, last) for goal in goals.tolist()], dtype=np.int64)


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
        """Logits of the task at a first try."""
        if self.live:
            return sum(share * cell[0] for share, cell in self.live.cells(item, goals))
        last, share, ease = len(self.goals) - 1, 1.0 / max(len(goals), 1), 0.0
        for goal in goals:
            ease += share * self.goals[min(goal, last)]
        found: float = self.population.eases.overall + ease + self.items[item if 0 <= item < len(self.items) else -1]
        return found

    def retry(self, item: int) -> float:
        """What second and later tries of the task add."""
        more: float = self.retries[item if 0 <= item < len(self.retries) else -1]
        return self.population.eases.retry + more

    def predict_update(
        self, learner: Learner, item: int, goals: Ints, at: float, y: float, *, weight: float = 1.0, offset: float = 0.0
    ) -> float:
        """The chance of success before the answer was seen; then the answer is learnt from."""
        p, named = self.population, goals.tolist()
        slots = np.array([learner.row(goal) for goal in named], dtype=np.int64)
        chance = step(
            learner.general, learner.known, slots, goals, learner.held, learner.tasks, item,
            self.ease(item, named) + offset, self.retry(item), float(y), float(at), float(weight), p.constants,
            p.readout.weights, p.readout.own, p.readout.caps, p.readout.reach, p.mix, p.trees.splits, p.trees.edges,
            p.trees.leaves, self.x,
        )  # fmt: skip
        if self.live:
            self.live.learn(self.live.cells(item, named), self.x, len(named), float(y), float(weight))
        return chance

    def predict(self, learner: Learner, items: Ints, start: Ints, goals: Ints, offsets: Floats, at: float) -> Floats:
        """The chance at each of many tasks, were it the learner's next; nothing is learnt.

        `goals[start[i]:start[i + 1]]` are the goals of task i, `items[i]` its number in the model (or −1).
        """
        p = self.population
        ease = self.eases(items, start, goals) + offsets
        retry = np.array([self.retry(item) for item in items.tolist()])
        return foresee(
            learner.general, learner.known, learner.places(goals), goals, start, learner.held, learner.tasks, items,
            ease, retry, float(at), p.constants, p.readout.weights, p.readout.own, p.readout.caps, p.readout.reach,
            p.mix, p.trees.splits, p.trees.edges, p.trees.leaves,
        )  # fmt: skip

    def eases(self, items: Ints, start: Ints, goals: Ints) -> Floats:
        each = [goals[a:b].tolist() for a, b in pairwise(start.tolist())]
        return np.array([self.ease(item, named) for item, named in zip(items.tolist(), each, strict=True)])

    def at_goals(self, learner: Learner, goals: Ints, at: float) -> tuple[Floats, Floats]:
        """Logit of each goal's reference task as it is at that time: means and variances. Nothing is learnt."""
        rows, faded = learner.places(goals), learner.known.copy()
        fade(faded, np.arange(len(faded)), day_of(float(at)), self.population.constants)
        eases = np.array([self.ease(-1, [goal]) for goal in goals.tolist()])
        means = float(learner.general[0]) + faded[rows, 0].astype(np.float64) + eases
        return means, float(learner.general[1]) + faded[rows, 1].astype(np.float64)
