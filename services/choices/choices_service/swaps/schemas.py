"""Wishes to swap as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Out


class SwapIn(In):
    """Any of these modules rather than what one has."""

    period_id: UUID
    module_ids: Annotated[list[UUID], Field(min_length=1, max_length=60)]


class SwapOut(Out):
    """`done` with what it brought; with whom nobody is told."""

    swap_id: UUID
    elective_id: UUID
    period_id: UUID
    learner_id: UUID
    module_ids: list[UUID]
    state: Literal["open", "done", "withdrawn"]
    got_id: UUID | None
    author_id: str
    made_at: datetime
    ended_at: datetime | None
