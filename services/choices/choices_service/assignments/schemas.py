"""Assignments as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.models import Day, In, Out

Reason = Annotated[
    Trimmed, Field(min_length=1, max_length=500, description="In words that the learner and a parent may read")
]
LastDay = Annotated[Day, Field(description="The last day on which it holds, at most a year ahead")]
State = Literal["standing", "over", "ended"]
"""`over`: its last day has passed; `ended`: by hand."""


class AssignmentIn(In):
    """For a learner or for a group: exactly one of the two. `ground` is said on the card, `reason` beside it."""

    kind: AssignmentKind
    activity_id: UUID
    learner_id: UUID | None = None
    group_id: UUID | None = None
    ground: Ground = "other"
    reason: Reason
    until: LastDay


class AssignmentChangeIn(In):
    """All that may be changed; for another activity, learner or kind end this one and make another."""

    ground: Ground
    reason: Reason
    until: LastDay


class AssignedActivityOut(Out):
    activity_id: UUID
    title: str


class MetOut(Out):
    learner_id: UUID
    met_at: datetime


class AssignmentOut(Out):
    """`said` is the decision in words for each who may ask; `met` are the learners who finished what was assigned."""

    assignment_id: UUID
    version: int
    kind: AssignmentKind
    scope: AssignedTo
    learner_id: UUID | None
    group_id: UUID | None
    activity: AssignedActivityOut
    ground: Ground
    reason: str
    said: ReasonOut
    until: date
    state: State
    author_id: str
    made_at: datetime
    changed_by_id: str | None
    changed_at: datetime | None
    met: list[MetOut]


class WaitsForOut(Out):
    goal_id: UUID
    title: str


class LearnerAssignmentOut(AssignmentOut):
    """Of one learner; it is on no card before the goals that it `waits_for` are mastered."""

    waits_for: list[WaitsForOut]
