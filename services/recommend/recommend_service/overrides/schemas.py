"""Overrides as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import NOT_BLANK, Day, In, Out, Text, Whole

Kind = Literal["pin", "exclude", "level", "pause"]
Scope = Literal["learner", "group", "board"]
Reason = Annotated[
    Text,
    Field(
        min_length=1, max_length=500, pattern=NOT_BLANK, description="In words that the learner and a parent may read"
    ),
]


class OverrideIn(In):
    """For a learner, a group, or (neither given) the whole board. `until` is the last day on which it holds."""

    kind: Kind
    learner_id: UUID | None = None
    group_id: UUID | None = None
    goal_id: UUID | None = None
    activity_id: UUID | None = None
    subject: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    level: Annotated[Whole, Field(ge=1, le=5)] | None = None
    reason: Reason
    until: Day | None = None


class OverrideOut(Out):
    """`ended_at` says that it was ended by hand, before its last day."""

    override_id: UUID
    kind: Kind
    scope: Scope
    scope_id: UUID
    goal_id: UUID | None
    activity_id: UUID | None
    subject: str | None
    level: int | None
    reason: str
    until: date | None
    author_id: str
    made_at: datetime
    ended_at: datetime | None
