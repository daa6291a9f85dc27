"""True worlds: how success, learning and forgetting work there. Policies never see them, only tasks and outcomes.

A latent skill on the logit scale that grows where a task is neither too hard nor too easy; B skills that jump from
not knowing to knowing; C is A of which the policies are shown a third of the order wrongly; D a world that our model
does not believe in: what is learnt spills over to other goals, a session tires, and skill is forgotten quickly; E one
where only spaced practice lasts.
"""

import math
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from tests.simulate.curriculum import GOALS, Task

REACHED = 0.75
"""Chance of success at a task of the goal's own level from which a goal counts as reached."""
OWN_LEVEL = 3
TRANSFER, FATIGUE = 0.15, 0.04


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@dataclass
class Pupil:
    """One simulated learner's true state; `skills` in logits, or 0 and 1 where skill jumps."""

    pace: float
    skills: list[float]
    start: list[float]
    stability: list[float]
    last: list[float] = field(default_factory=lambda: [-1.0] * GOALS)
    """Day of the last practice of each goal; −1: never."""


class World(Protocol):
    """What is true, by day (of the simulation) and place in the session."""

    @property
    def name(self) -> str: ...

    @property
    def wrong_edges(self) -> float:
        """Share of the order of goals that policies are shown wrongly."""
        ...

    def born(self, rng: Random) -> Pupil: ...

    def chance(self, pupil: Pupil, task: Task, tired: int) -> float: ...

    def gain(self, pupil: Pupil, task: Task, tired: int) -> float:
        """Expected growth of skill by this task; what the oracle looks at."""
        ...

    def learn(self, pupil: Pupil, task: Task, boost: float, day: int, tired: int, rng: Random) -> None: ...

    def night(self, pupil: Pupil) -> None: ...


def reached(world: World, pupil: Pupil) -> list[bool]:
    """Per goal, whether a rested pupil would succeed often enough at its own level."""
    return [world.chance(pupil, Task.plain(goal), 0) >= REACHED for goal in range(GOALS)]


def _level(task: Task) -> float:
    return (task.level - OWN_LEVEL) * 1.0


@dataclass(frozen=True)
class Growing:
    """Worlds A and C, and with `transfer`, `fatigue` and `forgetting` also D; with `spacing` E."""

    name: str
    wrong_edges: float = 0.0
    transfer: float = 0.0
    fatigue: float = 0.0
    forgetting: float = 0.06
    spacing: bool = False

    def born(self, rng: Random) -> Pupil:
        ability = rng.gauss(-1.2, 0.5)
        skills = [ability + rng.gauss(0, 0.3) for _ in range(GOALS)]
        return Pupil(0.18 * math.exp(rng.gauss(0, 0.3)), skills, list(skills), [1.0] * GOALS)

    def chance(self, pupil: Pupil, task: Task, tired: int) -> float:
        return 0.1 + 0.85 * sigmoid(pupil.skills[task.goal] - _level(task) - self.fatigue * tired)

    def gain(self, pupil: Pupil, task: Task, tired: int) -> float:
        p, skill = self.chance(pupil, task, tired), pupil.skills[task.goal]
        ready = math.prod(sigmoid(2.5 * (pupil.skills[one] - 0.3)) for one in task.true_before)
        zone = 0.15 + 0.85 * math.exp(-(((p - 0.65) / 0.22) ** 2) / 2)
        return pupil.pace * (0.1 + 0.9 * ready) * zone * max(0.0, 2.5 - skill) / 1.5

    def learn(self, pupil: Pupil, task: Task, boost: float, day: int, tired: int, rng: Random) -> None:
        grown, goal = boost * self.gain(pupil, task, tired), task.goal
        apart = pupil.last[goal] >= 0 and day > pupil.last[goal]
        if self.spacing:
            pupil.stability[goal] += 1.5 if apart else 0.05
        else:
            pupil.stability[goal] += 0.4
        pupil.last[goal] = day
        pupil.skills[goal] += grown
        if self.transfer:
            others = [one for one in range(GOALS) if one != goal and one // 4 == goal // 4]
            for other in others:
                pupil.skills[other] += self.transfer * grown

    def night(self, pupil: Pupil) -> None:
        for goal in range(GOALS):
            lost = self.forgetting * (pupil.skills[goal] - pupil.start[goal]) / pupil.stability[goal]
            pupil.skills[goal] -= lost


@dataclass(frozen=True)
class Jumping:
    """World B: known or not; guess and slip one in ten; learnt only once all that comes before is known."""

    name: str = "B"
    wrong_edges: float = 0.0

    def born(self, rng: Random) -> Pupil:
        return Pupil(0.2 * math.exp(rng.gauss(0, 0.3)), [0.0] * GOALS, [0.0] * GOALS, [1.0] * GOALS)

    def chance(self, pupil: Pupil, task: Task, tired: int) -> float:
        return 0.9 if pupil.skills[task.goal] else 0.1

    def gain(self, pupil: Pupil, task: Task, tired: int) -> float:
        known = all(pupil.skills[one] for one in task.true_before)
        return pupil.pace if known and not pupil.skills[task.goal] else 0.0

    def learn(self, pupil: Pupil, task: Task, boost: float, day: int, tired: int, rng: Random) -> None:
        if rng.random() < min(boost * self.gain(pupil, task, tired), 1.0):
            pupil.skills[task.goal] = 1.0

    def night(self, pupil: Pupil) -> None:
        """Nothing is forgotten here."""


WORLDS: dict[str, World] = {
    "A": Growing("A"),
    "B": Jumping(),
    "C": Growing("C", wrong_edges=1 / 3),
    "D": Growing("D", transfer=TRANSFER, fatigue=FATIGUE, forgetting=0.12),
    "E": Growing("E", forgetting=0.2, spacing=True),
}
