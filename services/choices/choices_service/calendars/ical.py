"""A calendar in the words of RFC 5545, as far as a weektaak needs them. Pure.

A task of which the hour is known has a time in UTC; another takes its whole day. A task keeps its UID when it moves, so
that calendars move it along and do not show it twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

_LINE = 75
"""Octets, without the line break (§3.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a task on one day; `times` where the timetable tells them."""

    task_id: UUID
    part: int
    title: str
    day: date
    minutes: int
    changed_at: datetime
    sequence: int
    times: tuple[datetime, datetime] | None = None
    done: bool = False


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Eigenwijs//Weektaak//NL", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    lines += ["X-PUBLISHED-TTL:PT1H", *(line for entry in entries for line in _event(entry)), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.task_id}-{entry.part}@eigenwijs"
    yield f"DTSTAMP:{_time(entry.changed_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    if entry.times is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART:{_time(entry.times[0])}"
        yield f"DTEND:{_time(entry.times[1])}"
    yield f"SUMMARY:{'✓ ' if entry.done else ''}{_text(entry.title)} ({entry.minutes} min)"
    yield "END:VEVENT"


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """§3.3.11; what is no character of a line is left out."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(escaped.splitlines())
    return "".join(one for one in lines if one == "\t" or (ord(one) >= 0x20 and ord(one) != 0x7F))


def _folded(line: str) -> Iterator[str]:
    """Never inside a character: each line by itself is good UTF-8."""
    current, size = "", 0
    for one in line:
        length = len(one.encode())
        if size + length > _LINE:
            yield current
            current, size = " ", 1
        current, size = current + one, size + length
    yield current
