"""Gather mode as it comes in and goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.models import In, Out, Whole

Question = Annotated[Trimmed, Field(min_length=1, max_length=500)]


class GatherIn(In):
    """On an activity of the catalogue or on a question: exactly one of the two."""

    activity_id: UUID | None = None
    question: Question | None = None
    minutes: Annotated[Whole, Field(ge=1, le=240, description="It ends by itself after so long")] = 45


class GatheredActivityOut(Out):
    activity_id: UUID
    title: str
    description: str
    minutes: int
    materials: list[str]


class GatherOut(Out):
    """The group is together from `began_at` until `until`, unless it is ended before."""

    gather_id: UUID
    group_id: UUID
    activity: GatheredActivityOut | None
    question: str | None
    author_id: str
    began_at: datetime
    until: datetime
