"""Timetables as they come in and go out."""

from datetime import date, datetime, time
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eigenwijs_shared.models import Day, In, Out, Text, Whole

Clock = Annotated[Text, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="as the clock at school, 08:45")]


class SlotIn(In):
    weekday: Annotated[Whole, Field(ge=1, le=7, description="1 is Monday")]
    starts: Clock
    ends: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if time.fromisoformat(self.ends) <= time.fromisoformat(self.starts):
            raise PydanticCustomError("slot_ends_first", "ends before it starts")
        return self


class TimetableIn(In):
    """When the group works on its own tasks; `daysOff` are days without school."""

    slots: Annotated[list[SlotIn], Field(max_length=70)]
    days_off: Annotated[list[Day], Field(max_length=200)] = Field(default_factory=list)


class SlotOut(Out):
    weekday: int
    starts: str
    ends: str


class TimetableOut(Out):
    """`usualMinutes` hold on Monday to Friday as long as there are no slots."""

    group_id: UUID
    version: int
    slots: list[SlotOut]
    days_off: list[date]
    usual_minutes: int
    changed_at: datetime | None
    changed_by: str | None
