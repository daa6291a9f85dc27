"""Aims, steps and reflections as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.audience import Audience, Audiences
from eigenwijs_shared.models import Day, Flag, In, Line, Out, Paragraph

State = Literal["open", "reached", "let-go"]
Ambition = Literal["as-advised", "above-advice"]
Level = Literal[
    "1f",
    "1s",
    "2f",
    "3f",
    "pro",
    "vmbo-bb",
    "vmbo-kb",
    "vmbo-gl",
    "vmbo-tl",
    "vmbo-tl-havo",
    "havo",
    "havo-vwo",
    "vwo",
    "gymnasium",
]
"""The reference levels of primary education and the levels of secondary education."""
GoalIds = Annotated[list[UUID], Field(max_length=20, description="Learning goals of this board that it is about")]


class AimIn(In):
    """`visible_to` is for the learner alone to say; left out, the educators in reach see it."""

    title: Line
    text: Paragraph | None = None
    goal_ids: GoalIds = []
    horizon: Annotated[Day | None, Field(description="By when; null for no particular day")] = None
    ambition: Ambition = "as-advised"
    ambition_level: Annotated[Level | None, Field(description="Only with above-advice")] = None
    visible_to: Audiences = ["coach"]


class AimChangeIn(AimIn):
    """What is left out stays as it is."""

    title: Line = ""
    state: State = "open"
    state_words: Annotated[Paragraph | None, Field(description="Why it is reached or let go, in own words")] = None


class StepIn(In):
    title: Line
    due: Day | None = None


class StepChangeIn(StepIn):
    """What is left out stays as it is."""

    title: Line = ""
    done: Flag = False


class StepOut(Out):
    step_id: UUID
    title: str
    due: date | None
    done: bool
    done_at: datetime | None
    author_id: str
    created_at: datetime


class AimOut(Out):
    """`author_id` is the learner, or who wrote it on the learner's behalf."""

    aim_id: UUID
    learner_id: UUID
    title: str
    text: str | None
    goal_ids: list[UUID]
    horizon: date | None
    ambition: Ambition
    ambition_level: Level | None
    visible_to: list[Audience]
    state: State
    state_at: datetime
    state_words: str | None
    steps: list[StepOut]
    author_id: str
    created_at: datetime
    changed_by_id: str
    changed_at: datetime


class ReflectionIn(In):
    text: Paragraph


class ReflectionOut(Out):
    reflection_id: UUID
    text: str
    author_id: str
    written_at: datetime
