"""Mastery as the public API shows it."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import Out
from recommend_service.mastery.gates import State


class CarriedOut(Out):
    """An older goal that this one renews; `evidence` is how much of it was shown there."""

    goal_id: UUID
    title: str
    evidence: int = Field(ge=0)


class MasteryOut(Out):
    """How likely this learner is to manage a task at this goal, and how sure that is.

    `low` and `high` bound the probability in 80 of 100 cases; `evidence` is the number of attempts, and of what an
    educator saw beside them, that it stands on. A goal once mastered stays `mastered`, or is due for `review`.
    `updatedAt` is null without evidence. `carriedFrom` are older goals, replaced by this one, whose evidence is counted
    in here; `replacedBy` the goals that count what was shown of this one.
    """

    goal_id: UUID
    title: str
    subject: str
    probability: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    evidence: int = Field(ge=0)
    state: State
    updated_at: datetime | None
    carried_from: list[CarriedOut]
    replaced_by: list[UUID]
