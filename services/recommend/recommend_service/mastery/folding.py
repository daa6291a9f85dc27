"""One learner met fact by fact by a learner model: from nothing, or from where it was left. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommend_service.mastery.gates import NEVER, counted
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.rules import Attempt, Belief, Estimate, difficulty, outcome
from recommend_service.model.attempt import GOAL_WIDTH, day_of
from recommend_service.model.explaining import explain
from recommend_service.model.saved import restored, tasks_of

KEPT = "<f4"
"""How the model's numbers lie in the database: so that reading them back changes nothing."""
NO_TASK = -1


class Left(Protocol):
    """Where a learner was left: at large, and what the model itself noted of that (empty: nothing yet)."""

    general: Belief
    model: str
    generation: int
    traces: bytes
    tasks: bytes


class Fold:
    """What is believed of one learner, kept up to date. The same facts give the same numbers, in whatever batches.

    `estimates` may be filled by who has them: a goal is looked up there when a fact first names it. `ever` are goals
    that an older model called mastered: they stay so.
    """

    def __init__(
        self,
        model: KnownModel,
        estimates: dict[UUID, Estimate] | None = None,
        left: Left | None = None,
        ever: Collection[UUID] = (),
    ) -> None:
        self.model, self.ever = model, ever
        self.estimates: dict[UUID, Estimate] = {} if estimates is None else estimates
        self._learner = model.predictor.new_learner()
        self._opened: dict[UUID, int] = {}
        if left and left.traces:
            general = np.frombuffer(left.traces, KEPT).tolist()
            self._learner = restored(model.population.constants, general, {}, left.tasks)
        elif left:
            self._learner.general[:2] = left.general.mean, left.general.variance

    @property
    def general(self) -> Belief:
        return Belief(float(self._learner.general[0]), float(self._learner.general[1]))

    def leave(self, left: Left) -> None:
        """Write down where the learner stands with this model."""
        left.general, left.model, left.generation = self.general, self.model.version, self.model.generation
        left.traces = self._learner.general.astype(KEPT).tobytes()
        left.tasks = tasks_of(self._learner) if self.model.sees_tasks else b""

    def sees(self, goal_ids: Sequence[UUID], activity_id: UUID | None, attempt: Attempt) -> float:
        """Learn from one fact; the chance of success as it was foreseen. `goal_ids` sorted, each once, at least one."""
        numbers = self._numbers(goal_ids)
        foreseen = self.model.predictor.predict_update(
            self._learner,
            self._task(activity_id),
            numbers,
            attempt.occurred_at.timestamp(),
            outcome(attempt),
            weight=attempt.weight,
            offset=-difficulty(attempt.level),
        )
        general = self.general
        for goal_id, number in zip(goal_ids, numbers.tolist(), strict=True):
            row = self._learner.known[self._learner.goals[number]]
            self.estimates[goal_id] = counted(
                self.estimates.get(goal_id),
                Belief(float(row[0]), float(row[1])),
                general,
                attempt,
                traces=row.astype(KEPT).tobytes(),
                ease=self.model.ease(goal_id),
                ever=goal_id in self.ever,
            )
        return foreseen

    def because(self, goal_ids: Sequence[UUID]) -> Mapping[str, float]:
        """The logits of which the chance that was just foreseen at these goals is the sum, by family."""
        model = self.model
        return explain(model.population, model.predictor.x, self._numbers(goal_ids)).families

    def foresees(self, goal_ids: Sequence[UUID], activity_id: UUID, level: int, at: datetime) -> float:
        """The chance of success at a task then; nothing is learnt."""
        numbers = self._numbers(goal_ids)
        tasks, start = np.array([self._task(activity_id)], dtype=np.int64), np.array([0, len(numbers)], dtype=np.int64)
        offsets = np.array([-difficulty(level)])
        return float(self.model.predictor.predict(self._learner, tasks, start, numbers, offsets, at.timestamp())[0])

    def _task(self, activity_id: UUID | None) -> int:
        if activity_id is None or not self.model.sees_tasks:
            return NO_TASK
        return self.model.task_number(activity_id)

    def _numbers(self, goal_ids: Sequence[UUID]) -> NDArray[np.int64]:
        """The goals' numbers with the model; where each was left is laid ready the first time."""
        for goal_id in goal_ids:
            if goal_id in self._opened:
                continue
            number = self._opened[goal_id] = self.model.goal_number(goal_id)
            estimate = self.estimates.get(goal_id)
            if estimate is not None:
                row = self._learner.row(number)
                self._learner.known[row] = traces_of(estimate)
        return np.array([self._opened[one] for one in goal_ids], dtype=np.int64)


def traces_of(estimate: Estimate) -> NDArray[np.float32]:
    """The model's row of a goal; made up of what is known where the model did not make it."""
    if estimate.traces:
        return np.frombuffer(estimate.traces, KEPT)
    made = np.zeros(GOAL_WIDTH, dtype=np.float32)
    made[:4] = estimate.belief.mean, estimate.belief.variance, max(estimate.attempts, 1), estimate.successes
    if estimate.recent:
        made[10] = float(estimate.recent[-1].success)
    made[9] = day_of(estimate.practised_at.timestamp()) if estimate.practised_at > NEVER else np.nan
    return made
