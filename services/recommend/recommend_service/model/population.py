"""All that is learnt of everybody together, and predictions made from it."""

from dataclasses import dataclass, field

from recommend_service.model import difficulties, passes, readout
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats
from recommend_service.model.constants import day_one
from recommend_service.model.difficulties import Eases
from recommend_service.model.readout import ReadOut
from recommend_service.model.remembered import TASKS
from recommend_service.model.trees import Trees, none


@dataclass(frozen=True, slots=True)
class Population:
    """Frozen while learners are met."""

    constants: Floats
    eases: Eases
    readout: ReadOut
    mix: float
    seen: int = 0
    """How many attempts it was fitted on."""
    trees: Trees = field(default_factory=none)


def day_one_population() -> Population:
    """Nothing fitted at all."""
    return Population(day_one(), difficulties.nothing(), readout.silent(), 0.0)


def predict(population: Population, attempts: Attempts, n_goals: int) -> Floats:
    """The chance before each attempt, every learner met cold. `n_goals` of these attempts."""
    a, p = attempts, population
    return passes.predict(
        a.learner, a.item, a.at, a.y, a.weights, a.start, a.goals, p.eases.first(a), p.eases.later(a), p.constants,
        n_goals + 1, TASKS, p.readout.weights, p.readout.own, p.readout.caps, p.readout.reach, p.mix,
        p.trees.splits, p.trees.edges, p.trees.leaves,
    )  # fmt: skip
