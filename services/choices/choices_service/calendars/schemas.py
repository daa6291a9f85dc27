"""Calendars as they go out; the token is told once, when it is made."""

from datetime import datetime
from uuid import UUID

from eigenwijs_shared.models import Out


class CalendarOut(Out):
    calendar_id: UUID
    made_at: datetime
    made_by: str


class CalendarMadeOut(CalendarOut):
    """`path`, behind the address of this API, is what a calendar subscribes to; whoever has it reads the calendar."""

    path: str


class CalendarsOut(Out):
    items: list[CalendarOut]
