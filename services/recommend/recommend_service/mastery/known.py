"""A learner model as the service knows it: its numbers by the ids of goals and activities, under a version's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from math import log1p
from typing import Final
from uuid import UUID

from recommend_service.mastery.rules import Belief, Estimate, ability_at, chance, difficulty
from recommend_service.model.learner import Predictor
from recommend_service.model.population import Population, day_one_population

DAY_ONE_VERSION: Final = "day-one-1"
WIDEST: Final = 4.0
"""Variance beyond which nothing fades: as `model.attempt.fade` has it."""

BEYOND: Final = 2**30
"""Numbers for what a model does not know: two of a learner's goals that share one would be taken for one."""


@dataclass(frozen=True)
class KnownModel:
    """`goals` and `items` say which row of the population is whose; who is not in them is as yet unknown to it.

    `generation` counts the promotions of the board, so that what a later one says replaces what was said before.
    """

    version: str
    population: Population
    goals: Mapping[UUID, int] = field(default_factory=dict)
    items: Mapping[UUID, int] = field(default_factory=dict)
    generation: int = 0

    @cached_property
    def predictor(self) -> Predictor:
        return Predictor(self.population)

    def apart(self) -> "KnownModel":
        """The same for another thread: a predictor holds what it just looked at."""
        return replace(self)

    @cached_property
    def general_prior(self) -> Belief:
        return Belief(float(self.population.constants[0]), float(self.population.constants[1]))

    @cached_property
    def unseen(self) -> Belief:
        """A goal of which nothing is known, not even how easy it is."""
        return Belief(self.population.eases.overall, float(self.population.constants[3]))

    @cached_property
    def sees_tasks(self) -> bool:
        """Does it matter to it whether this very task was done before?"""
        p = self.population
        return p.mix > 0 or p.eases.retry != 0 or bool(p.eases.retries.any())

    def goal_number(self, goal_id: UUID) -> int:
        """Its row; beyond them all, and always the same, where the model does not know the goal."""
        number = self.goals.get(goal_id)
        return number if number is not None else len(self.population.eases.goals) + goal_id.int % BEYOND

    def task_number(self, activity_id: UUID) -> int:
        number = self.items.get(activity_id)
        return number if number is not None else len(self.population.eases.items) + activity_id.int % BEYOND

    def ease(self, goal_id: UUID) -> float:
        """Logits by which the goal's reference task is easier than average."""
        place = self.goals.get(goal_id)
        return self.population.eases.overall + (0.0 if place is None else float(self.population.eases.goals[place]))

    def task_ease(self, activity_id: UUID, level: int) -> float:
        """What an activity adds to the ease of its goals: by its level, and by how it was found to be."""
        place = self.items.get(activity_id)
        return (0.0 if place is None else float(self.population.eases.items[place])) - difficulty(level)

    def at_goal(self, goal_id: UUID, estimate: Estimate | None, at: datetime | None = None) -> Belief:
        """What the goal adds to general ability, at its own level: as it was left, or as it is by that time."""
        belief = self._left(estimate) if at is None else self._now(estimate, at)
        return Belief(belief.mean + self.ease(goal_id), belief.variance)

    def ability(
        self, general: Belief, goal_ids: Sequence[UUID], estimates: Mapping[UUID, Estimate], at: datetime | None = None
    ) -> Belief:
        """For a task of these goals that is neither easier nor harder than they are."""
        return ability_at(general, [self.at_goal(one, estimates.get(one), at) for one in goal_ids])

    def chance(self, general: Belief, goal_id: UUID, estimate: Estimate | None) -> float:
        """Of success at the goal's reference task, as the last fact left it."""
        return chance(general + self.at_goal(goal_id, estimate))

    @cached_property
    def _fading(self) -> tuple[float, float]:
        return float(self.population.constants[7]), float(self.population.constants[8])

    @cached_property
    def _new_at_goal(self) -> Belief:
        return Belief(0.0, float(self.population.constants[3]))

    def _left(self, estimate: Estimate | None) -> Belief:
        return self._new_at_goal if estimate is None else estimate.belief

    def _now(self, estimate: Estimate | None, at: datetime) -> Belief:
        if estimate is None:
            return self._left(None)
        days = max((at - estimate.practised_at).total_seconds(), 0.0) / 86_400
        spread, forgetting = self._fading
        belief = estimate.belief
        return Belief(belief.mean * (1 + days) ** -forgetting, min(belief.variance + spread * log1p(days), WIDEST))


DAY_ONE: Final = KnownModel(DAY_ONE_VERSION, day_one_population())
"""With nothing fitted: what every board begins with."""
