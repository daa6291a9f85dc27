"""Activities as they come in and go out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.models import In, Out, Text, Whole

Title = Annotated[Trimmed, Field(min_length=1, max_length=200)]
Topic = Annotated[Trimmed, Field(min_length=1, max_length=60)]
Description = Annotated[Trimmed, Field(min_length=1, max_length=4000)]


class ActivityIn(In):
    """`level` is the difficulty inside its goals: 1 first steps, 3 at the goal, 5 beyond."""

    title: Title
    description: Description
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    form: Form
    medium: Medium
    company: Company
    level: Annotated[Whole, Field(ge=1, le=5)]
    minutes: Annotated[Whole, Field(ge=1, le=600)]
    kind: Kind
    topic: Topic
    materials: Annotated[list[Title], Field(max_length=30)] = []
    language: Annotated[Text, Field(pattern="^[a-z]{2,3}(-[A-Z]{2})?$")] = "nl"


class ActivityOut(Out):
    activity_id: UUID
    version: int
    active: bool
    title: str
    description: str
    goal_ids: list[UUID]
    subjects: list[str]
    form: Form
    medium: Medium
    company: Company
    level: int
    minutes: int
    kind: Kind
    topic: str
    materials: list[str]
    language: str
    author_id: str
    made_at: datetime
