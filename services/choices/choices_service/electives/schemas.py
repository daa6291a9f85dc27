"""Rounds of electives as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.goals.schemas import Level
from choices_service.text import Trimmed
from eigenwijs_shared.models import Day, Flag, In, Out, Text, Time, Whole

Title = Annotated[Trimmed, Field(min_length=1, max_length=200)]
Description = Annotated[Trimmed, Field(max_length=4000)]
Subject = Annotated[Text, Field(max_length=100, pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
State = Literal["planned", "open", "closed", "published"]


class PeriodIn(In):
    """`endsOn` is its last day."""

    period_id: UUID
    title: Title
    starts_on: Day
    ends_on: Day


class SessionIn(In):
    """A module given in a period, for at least and at most so many learners."""

    period_id: UUID
    least: Annotated[Whole, Field(ge=1, le=1000)] = 1
    most: Annotated[Whole, Field(ge=1, le=1000)]


class ModuleIn(In):
    """`moduleId` is yours to choose; the same in a later round says that it is the same module, given again.

    What comes right before its goals is required too, beside the goals and modules that it names itself.
    """

    module_id: UUID
    title: Title
    description: Description = ""
    subject: Subject | None = None
    goal_ids: Annotated[list[UUID], Field(max_length=20)] = []
    prerequisite_goal_ids: Annotated[list[UUID], Field(max_length=20)] = []
    prerequisite_module_ids: Annotated[list[UUID], Field(max_length=20)] = []
    levels: Annotated[list[Level], Field(max_length=14)] = []
    teacher_ids: Annotated[list[UUID], Field(max_length=20)] = []
    cancelled: Flag = False
    sessions: Annotated[list[SessionIn], Field(min_length=1, max_length=12)]


class ElectiveIn(In):
    """With `everyone`, a learner whose wishes are all full is given a module that has places left."""

    title: Title
    description: Description = ""
    group_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    opens_at: Time
    closes_at: Time
    everyone: Flag = False
    periods: Annotated[list[PeriodIn], Field(min_length=1, max_length=12)]
    modules: Annotated[list[ModuleIn], Field(min_length=1, max_length=200)]


class PeriodOut(Out):
    period_id: UUID
    title: str
    starts_on: date
    ends_on: date


class SessionOut(Out):
    period_id: UUID
    least: int
    most: int


class ModuleOut(Out):
    module_id: UUID
    title: str
    description: str
    subject: str | None
    goal_ids: list[UUID]
    prerequisite_goal_ids: list[UUID]
    prerequisite_module_ids: list[UUID]
    levels: list[str]
    teacher_ids: list[UUID]
    cancelled: bool
    sessions: list[SessionOut]


class ElectiveNameOut(Out):
    """`seedCommitment` is the SHA-256 of the lottery's seed, which is shown once places are published."""

    elective_id: UUID
    version: int
    state: State
    title: str
    description: str
    group_ids: list[UUID]
    opens_at: datetime
    closes_at: datetime
    everyone: bool
    seed_commitment: str
    author_id: str
    made_at: datetime
    published_at: datetime | None


class ElectiveOut(ElectiveNameOut):
    periods: list[PeriodOut]
    modules: list[ModuleOut]
