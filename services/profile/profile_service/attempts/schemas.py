"""Attempts as they come in and as they are kept, in the words of xAPI."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import Flag, In, Number, Out, PastTime, Whole
from profile_service.evidence.schemas import CorrectedByOut

MOST_AT_ONCE = 1000


class ResultIn(In):
    score_scaled: Annotated[Number, Field(ge=0, le=1, description="0 nothing, 1 all of it")]
    success: Flag
    completion: Flag
    duration_seconds: Annotated[Whole, Field(ge=0, le=31_536_000)]


class AttemptIn(In):
    """One learner at one activity. The client makes `attemptId`, so that sending it again is harmless."""

    attempt_id: UUID
    learner_id: UUID
    activity_id: UUID
    result: ResultIn
    occurred_at: PastTime


class AttemptsIn(In):
    attempts: Annotated[list[AttemptIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class ResultOut(Out):
    score_scaled: float
    success: bool
    completion: bool
    duration_seconds: int


class AttemptOut(Out):
    """`sequence` counts the learner's attempts and other evidence, from 1, in the order they were recorded."""

    attempt_id: UUID
    learner_id: UUID
    activity_id: UUID
    goal_ids: list[UUID]
    result: ResultOut
    occurred_at: datetime
    recorded_at: datetime
    sequence: int
    corrected_by: CorrectedByOut | None = None


class OutcomeOut(Out):
    """What became of one attempt of a batch; `problem` only where it was rejected."""

    attempt_id: UUID
    status: Literal["created", "duplicate", "rejected"]
    problem: Mapping[str, Any] | None


class OutcomesOut(Out):
    results: list[OutcomeOut]
