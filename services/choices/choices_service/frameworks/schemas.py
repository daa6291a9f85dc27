"""Frameworks as they come in by hand and go out; how a package comes in is said in `case`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.frameworks.lifecycle import Status
from choices_service.text import Trimmed
from eigenwijs_shared.models import Flag, In, Out, Text

_Line = Annotated[Trimmed, Field(min_length=1, max_length=300)]
Language = Annotated[Text, Field(pattern="^[a-z]{2,3}(-[A-Z]{2})?$")]


class FrameworkIn(In):
    """A framework that the board makes itself. `subject` in words: goals that say none are of it."""

    title: _Line
    creator: _Line
    language: Language = "nl"
    subject: _Line | None = None
    description: Annotated[Trimmed, Field(min_length=1, max_length=4000)] | None = None


class StatusIn(In):
    """draft → review → published → retired; from review back to draft, from retired back to published."""

    status: Status


class OpenIn(In):
    """May anybody read it at /ims/case/v1p1, without signing in?"""

    open: Flag


class ReplacesIn(In):
    """The older frameworks that this one replaces; the list replaces what was there."""

    framework_ids: Annotated[list[UUID], Field(max_length=50)]


class FrameworkOut(Out):
    """`changed_at` is what its publisher says, `edition` how its publisher numbers it, `goals` how many are in it.

    `own`: made by the board itself. `open`: anybody may read it at /ims/case/v1p1.
    """

    framework_id: UUID
    version: int
    status: Status
    own: bool
    open: bool
    title: str
    creator: str
    language: str | None
    subject: str | None
    description: str | None
    edition: str | None
    goals: int
    replaces: list[UUID]
    replaced_by: list[UUID]
    changed_at: datetime
    imported_at: datetime


class ImportOut(Out):
    """What an import did: of the goals in the package, and `retired` of those that are no longer in use.

    `renewed_goals` is how many older goals hand their evidence on to goals of the package. `ignored_levels` are words
    of `educationLevel` that are not ours and were left out.
    """

    framework_id: UUID
    title: str
    goals: int
    prerequisites: int
    created: int
    updated: int
    unchanged: int
    retired: int
    replaces: list[UUID]
    renewed_goals: int
    ignored_levels: list[str]


class RenewedGoalOut(Out):
    """An older goal, and the goals that replace it. `suggested` is a new goal with the same code or title."""

    goal_id: UUID
    title: str
    assessable: bool
    replaced_by: list[UUID]
    suggested: UUID | None
