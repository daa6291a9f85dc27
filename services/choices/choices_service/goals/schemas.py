"""Learning goals as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.models import Flag, In, Out

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
    replaces_goal_ids: list[UUID]


class GoalInFullOut(GoalOut):
    """With the goals that come before it, and those that it comes before; with the older goals whose evidence it takes
    over, and the newer ones that took over its own."""

    prerequisites: list[GoalNameOut]
    dependents: list[GoalNameOut]
    replaces: list[GoalNameOut]
    replaced_by: list[GoalNameOut]


class GoalVersionOut(Out):
    """A goal as it was from `since` on."""

    version: int
    since: datetime
    content: GoalOut


_Line = Annotated[Trimmed, Field(min_length=1, max_length=300)]


class GoalIn(In):
    """A goal of a framework that the board makes itself; `levels` are the years in which it is taught.

    `subject` in words, such as “Rekenen en wiskunde”; left out, it is that of the framework.
    """

    title: Annotated[Trimmed, Field(min_length=1, max_length=4000)]
    short_title: _Line | None = None
    code: _Line | None = None
    subject: _Line | None = None
    levels: Annotated[list[Level], Field(max_length=14)] = []
    parent_id: UUID | None = None


class NewGoalIn(GoalIn):
    framework_id: UUID


class ChangedGoalIn(GoalIn):
    """`retired` takes it out of use; it stays to be read, as attempts and activities name it."""

    retired: Flag = False


class ReplacesGoalsIn(In):
    """The older goals whose evidence counts for this one; the list replaces what was there."""

    goal_ids: Annotated[list[UUID], Field(max_length=50)]


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
