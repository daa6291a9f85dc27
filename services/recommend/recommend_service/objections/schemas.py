"""Objections as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import NOT_BLANK, Flag, In, Out, Text

About = Literal["goal", "card", "watch"]
Status = Literal["open", "upheld", "dismissed", "withdrawn"]
StepKind = Literal["check", "observation", "talk", "decision"]
OwnWords = Annotated[
    Text,
    Field(min_length=1, max_length=2000, pattern=NOT_BLANK, description="In words that learner and parent may read"),
]


class AboutIn(In):
    """Exactly one of these: what was estimated of a goal, a card that was offered, or a watch that is open."""

    goal_id: UUID | None = None
    card_id: UUID | None = None
    watch_id: UUID | None = None


class ObjectionIn(In):
    learner_id: UUID
    about: AboutIn
    reason: OwnWords


class DecisionIn(In):
    """Name the evidence or the check on which it is decided; without, the newest that counts is taken."""

    upheld: Flag
    reason: OwnWords
    evidence_id: UUID | None = None
    check_attempt_id: UUID | None = None


class AboutOut(Out):
    """`title` in the reader's words; one of the ids is there."""

    goal_id: UUID | None
    card_id: UUID | None
    watch_id: UUID | None
    title: str


class StepOut(Out):
    """What is asked now: a `check` to do, an educator's `observation`, a `talk` where there is no one goal, or, once
    something counts that was shown since, the `decision`.
    """

    kind: StepKind
    activity_id: UUID | None
    title: str | None
    words: str


class FactOut(Out):
    """Something that the ledger told since, about the same goals; `counts`: an estimate may be decided on by it."""

    fact_id: UUID
    kind: str
    activity_id: UUID | None
    success: bool
    counts: bool
    occurred_at: datetime
    recorded_at: datetime


class ContestedEstimateOut(Out):
    """Probabilities (0..1): how it moved by what was shown; `now` only where one objection is asked for."""

    goal_id: UUID
    when_raised: float = Field(ge=0, le=1)
    when_decided: float | None = Field(ge=0, le=1)
    now: float | None = Field(ge=0, le=1)


class ObjectionDecisionOut(Out):
    """`effect` says what follows; `resting_activity_ids` come on cards until `rests_until` only for want of others."""

    upheld: bool
    reason: str
    decided_by: str
    decided_at: datetime
    fact_id: UUID | None
    effect: str
    resting_activity_ids: list[UUID]
    rests_until: date | None


class ObjectionOut(Out):
    """`evidence` is what came since, at most fifty: what counts first, then the newest. `step` is null once closed."""

    objection_id: UUID
    learner_id: UUID
    about: AboutOut
    reason: str
    raised_by: str
    raised_role: str
    raised_at: datetime
    status: Status
    step: StepOut | None
    evidence: list[FactOut]
    estimate: ContestedEstimateOut | None
    decision: ObjectionDecisionOut | None
    withdrawn_at: datetime | None


class FigureOut(Out):
    """Null where fewer than ten learners are in it, or where it would follow from the others."""

    subject: str | None
    open: int | None
    decided: int | None
    median_hours: float | None
    p90_hours: float | None
    share_upheld: float | None = Field(ge=0, le=1)


class FiguresOut(Out):
    """Of what was raised in the last so many days, or is open still; `total` over all subjects."""

    days: int
    least_learners: int
    total: FigureOut
    subjects: list[FigureOut]
