"""Wishes as they come in and go out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.electives.schemas import State
from eigenwijs_shared.models import In, Out


class PeriodWishesIn(In):
    """What one would like best in that period, best first; as many as one likes, for more never harms."""

    period_id: UUID
    module_ids: Annotated[list[UUID], Field(max_length=200)]


class WishesIn(In):
    """All of it; a period that is left out has no wishes."""

    periods: Annotated[list[PeriodWishesIn], Field(max_length=12)]


class WishOut(Out):
    """`possible` as things stand now, whatever the places; else `why`, which may change until places are given."""

    module_id: UUID
    title: str
    possible: bool
    why: str | None


class PeriodWishesOut(Out):
    period_id: UUID
    title: str
    wishes: list[WishOut]


class WishesOut(Out):
    elective_id: UUID
    learner_id: UUID
    state: State
    periods: list[PeriodWishesOut]
    author_id: str | None
    set_at: datetime | None


class HandedInOut(Out):
    """Whether a learner has chosen yet, and in how many of the periods."""

    learner_id: UUID
    periods: int
    author_id: str | None
    set_at: datetime | None
