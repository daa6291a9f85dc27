"""Contracts as they come in."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.catalogue import Company
from eigenwijs_shared.models import Day, Flag, In, Whole

LONGEST = 42
"""Days of one contract: six weeks, between two holidays."""
_LAST_YEAR = 2200
Minutes = Annotated[Whole, Field(ge=5, le=480, multiple_of=5)]
Because = Literal["illness", "early-finish", "dropped-task", "missed"]


class IdeaIn(In):
    """The learner's own plan, the goals that it is for, and how long it will take."""

    title: Annotated[Trimmed, Field(min_length=1, max_length=200)]
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    minutes: Minutes
    company: Company = "solo"


class TaskIn(In):
    """One of: an option of a card, an activity from the catalogue, an own idea; or `taskId` of one that is in."""

    task_id: UUID | None = None
    card_id: UUID | None = None
    option_id: UUID | None = None
    activity_id: UUID | None = None
    own_idea: IdeaIn | None = None
    due_on: Day | None = None
    planned_on: Annotated[list[Day], Field(max_length=20)] = Field(default_factory=list)
    with_learner_ids: Annotated[list[UUID], Field(max_length=5)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [self.task_id, self.card_id, self.activity_id, self.own_idea]
        if sum(source is not None for source in sources) != 1 or (self.card_id is None) != (self.option_id is None):
            raise PydanticCustomError("one_source", "takes one source")
        if sorted(set(self.planned_on)) != self.planned_on:
            raise PydanticCustomError("days_in_order", "days twice or out of order")
        return self


class RoomIn(In):
    """Another number of minutes on one day than the timetable says."""

    day: Day
    minutes: Annotated[Whole, Field(ge=0, le=480)]


class AgreementIn(In):
    """What is agreed: the whole of it, in place of what was there."""

    tasks: Annotated[list[TaskIn], Field(max_length=60)]
    minutes: Annotated[list[RoomIn], Field(max_length=LONGEST)] = Field(default_factory=list)
    note: Annotated[Trimmed, Field(max_length=1000)] | None = None


class PeriodIn(In):
    """A week, or another period of at most six; `endsOn` is the Friday of that week unless said."""

    starts_on: Day
    ends_on: Day | None = None

    @property
    def last_day(self) -> date:
        if self.ends_on is not None:
            return self.ends_on
        return max(self.starts_on, self.starts_on + timedelta(days=4 - self.starts_on.weekday()))

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        # The calendar ends with the year 9999, and sums of days would end with an error there.
        if self.starts_on.year > _LAST_YEAR or not 0 <= (self.last_day - self.starts_on).days < LONGEST:
            raise PydanticCustomError("period_form", "not a period")
        return self


class ContractIn(AgreementIn, PeriodIn):
    """What a learner is to do in a period."""

    learner_id: UUID


class SignIn(In):
    """The revision that one read; an educator may sign for a learner who did so on paper."""

    revision: Annotated[Whole, Field(ge=1)]
    for_learner: Flag = False


class ProposalIn(In):
    """`apply` puts the days of the proposal into the draft."""

    apply: Flag = False


class GroupProposalIn(ProposalIn):
    """The week of that day."""

    week: Day


class ReplanIn(In):
    """`days` of illness; `taskIds` that are dropped."""

    because: Because
    days: Annotated[list[Day], Field(max_length=LONGEST)] = Field(default_factory=list)
    task_ids: Annotated[list[UUID], Field(max_length=60)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _said_what(self) -> Self:
        if (self.because == "illness") != bool(self.days) or (self.because == "dropped-task") != bool(self.task_ids):
            raise PydanticCustomError("replan_form", "says too little or too much")
        return self


class DoneIn(In):
    done: Flag


class CopyIn(PeriodIn):
    """`all` takes also what is done; otherwise only what is left."""

    all: Flag = False
