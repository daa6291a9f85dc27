"""Choices of a group as they come in and go out."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.choices.schemas import ChoiceIn, ChoiceOut
from eigenwijs_shared.models import In, Out


class TickIn(ChoiceIn):
    """What one learner chose; the same as the learner could send."""

    learner_id: UUID


class TicksIn(In):
    """One row for each choice; who chose nothing yet is left out."""

    rows: Annotated[list[TickIn], Field(min_length=1, max_length=100)]


class TicksOut(Out):
    """In the order of the rows; `made` of them are new, the others stood already."""

    group_id: UUID
    made: int
    rows: list[ChoiceOut]
