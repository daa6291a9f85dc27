"""Making a calendar, and filling it for whoever holds its token."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.calendars import store
from choices_service.calendars.ical import Entry, calendar
from choices_service.calendars.problems import TooManyCalendars, UnknownCalendar
from choices_service.calendars.schemas import CalendarMadeOut
from choices_service.contracts.loading import Loaded, load
from choices_service.contracts.store import overlapping
from choices_service.timetables.rules import today_here
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import Sessions, enter_board
from eigenwijs_shared.errors import Language
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import UnknownLearner, find_learner

MOST = 10
_BACK, _AHEAD = timedelta(days=60), timedelta(days=120)
_NAMES = {"nl": "Weektaak", "en": "Week plan"}


async def make(session: AsyncSession, learner_id: UUID, caller: Principal, *, now: datetime) -> CalendarMadeOut:
    """A calendar with a token that is told once, here."""
    if len(await store.open_of(session, learner_id)) >= MOST:
        raise TooManyCalendars(most=MOST)
    token = token_urlsafe(32)
    row = await store.add(
        session,
        {
            "calendar_id": new_id(),
            "learner_id": learner_id,
            "digest": store.digest_of(token),
            "made_at": now,
            "made_by": caller.subject,
            "made_role": caller.role,
        },
    )
    return CalendarMadeOut(
        calendar_id=row.calendar_id,
        made_at=row.made_at,
        made_by=row.made_by,
        path=f"/v1/contracts/calendar.ics?token={token}",
    )


async def fetch(sessions: Sessions, token: str, language: Language, *, now: datetime) -> str:
    """The calendar behind a token; `UnknownCalendar` once it is revoked, or its maker does not reach the learner."""
    async with store.calendar_transaction(sessions, store.digest_of(token)) as session:
        row = await store.find_open(session, store.digest_of(token))
        if row is None:
            raise UnknownCalendar
        await enter_board(session, row.board_id)
        await _still_reaches(session, row)
        today = today_here(now)
        contracts = await overlapping(session, [row.learner_id], today - _BACK, today + _AHEAD)
        loaded = await load(session, contracts)
        entries = [entry for one in loaded.values() for entry in _entries(one)]
    return calendar(_NAMES[language], entries)


async def _still_reaches(session: AsyncSession, row: Row[Any]) -> None:
    maker = Principal(row.made_by, row.made_role, row.board_id, frozenset())
    try:
        found = await find_learner(session, maker, row.learner_id)
    except UnknownLearner as error:
        raise UnknownCalendar from error
    if not found.active:
        raise UnknownCalendar


def _entries(one: Loaded) -> Iterator[Entry]:
    """Each part on its day, one after the other in the time that the day has."""
    passed: dict[date, int] = {}
    for task in one.week.tasks:
        if not task.stands:
            continue
        for part, (day, minutes) in enumerate(task.shares(), 1):
            begin = passed.get(day, 0)
            passed[day] = begin + minutes
            yield Entry(
                task_id=task.task_id,
                part=part,
                title=task.title,
                day=day,
                minutes=minutes,
                changed_at=one.row.changed_at,
                sequence=one.row.version,
                times=one.week.hours.when(day, begin, minutes),
                done=task.done,
            )
