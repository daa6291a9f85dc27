"""Interests as they come in and go out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import Day, In, Out, Text


class InterestIn(In):
    topic: Annotated[Text, Field(max_length=100, description="At most 40 letters, digits, spaces, - and '")]
    until: Annotated[Day | None, Field(description="Left out: 90 days, about half a school year; at most a year")] = (
        None
    )


class InterestOut(Out):
    """`ended_at` is null while it is present; one that is past its `until` has ended by itself."""

    interest_id: UUID
    topic: str
    until: date
    author_id: str
    said_at: datetime
    ended_at: datetime | None
