"""Learning goals as they come in and go out."""

from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Out

Level = Literal[
    "groep-1", "groep-2", "groep-3", "groep-4", "groep-5", "groep-6", "groep-7", "groep-8",
    "vo-1", "vo-2", "vo-3", "vo-4", "vo-5", "vo-6",
]  # fmt: skip
"""The years of Dutch schools, from youngest to oldest."""

LEVELS: tuple[Level, ...] = get_args(Level)


class GoalNameOut(Out):
    goal_id: UUID
    title: str


class GoalOut(Out):
    """`assessable` goals are practised and estimated; the others group them."""

    goal_id: UUID
    version: int
    active: bool
    framework_id: UUID
    parent_id: UUID | None
    subject: str
    title: str
    short_title: str | None
    code: str | None
    levels: list[str]
    assessable: bool
    prerequisite_ids: list[UUID]


class GoalInFullOut(GoalOut):
    """With the goals that come before it, and those that it comes before."""

    prerequisites: list[GoalNameOut]
    dependents: list[GoalNameOut]


class GoalCountOut(Out):
    value: str
    count: int


class GoalFacetsOut(Out):
    """How many there would be with each value; `corrected` is what was searched for instead of a word nobody uses."""

    total: int
    corrected: str | None
    framework: list[GoalCountOut]
    subject: list[GoalCountOut]
    level: list[GoalCountOut]


class PrerequisitesIn(In):
    """The goals that come right before this one; the list replaces what was there."""

    prerequisites: Annotated[list[UUID], Field(max_length=50)]
