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
    The numbers fade and the range widens while nothing is done. `updatedAt` is null without evidence; `model` is the
    version of the learner model that made the estimate. `carriedFrom` are older goals, replaced by this one, whose
    evidence is counted in here; `replacedBy` the goals that count what was shown of this one.
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
    model: str
    carried_from: list[CarriedOut]
    replaced_by: list[UUID]


class EvidenceOut(Out):
    """One fact that this estimate stands on, and what it did to it.

    `kind` is what was done (`practice`, `check`, `observation` …), `level` how hard it was (3: the goal itself),
    `weight` how much it counts (1: as an attempt). `expected` is the probability of success as it was foreseen, and
    `because` the logits that it is the sum of: the `task`, the `overall` level, this `goal`, how it went `lately`,
    `practice` and spacing, `this_task` before, and what several of these say only `together`. `before` and `after` are
    how likely the goal was without and with this fact. Of what only learners say of themselves or each other
    `witnessed` is false: it moves the estimate a little, and masters nothing.
    """

    fact_id: UUID
    activity_id: UUID | None
    title: str | None
    kind: str
    form: str
    level: int
    success: bool
    score: float
    weight: float
    witnessed: bool
    occurred_at: datetime
    expected: float = Field(ge=0, le=1)
    because: dict[str, float]
    before: float = Field(ge=0, le=1)
    after: float = Field(ge=0, le=1)


class PointOut(Out):
    """How likely the goal was after a fact, with the range that holds it in 80 of 100 cases."""

    at: datetime
    probability: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class PartOut(Out):
    """What the estimate is made of, in logits: they add up to how much more likely success is than not.

    `general` is the learner's level at large, `goal` what is particular to this goal, `ease` how easy its tasks are.
    """

    general: float
    goal: float
    ease: float


class MasteryHistoryOut(MasteryOut):
    """The estimate, what it is made of, and how it came about: `history` the oldest first, `steps` the newest first.

    Both hold the last 200 facts that name this goal; `evidenceTotal` counts all of them. Of an older goal that this one
    renews, ask for its own history.
    """

    parts: PartOut
    history: list[PointOut]
    steps: list[EvidenceOut]
    evidence_total: int = Field(ge=0)
