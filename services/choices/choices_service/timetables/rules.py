"""From slots of a week to minutes of a day and times on the clock. Pure; days and times are those at school."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
USUAL_MINUTES = 60
"""On Monday to Friday, as long as nobody said when a group works on its own tasks."""
_FRIDAY = 5

Slot = tuple[int, time, time]
"""(weekday 1..7, starts, ends)"""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one learner, from the timetables of all its groups; without any, the usual minutes."""

    slots: Sequence[Slot] = ()
    days_off: frozenset[date] = frozenset()

    def on(self, day: date) -> list[tuple[time, time]]:
        """From when until when, in order, without overlap."""
        if day in self.days_off:
            return []
        found: list[tuple[time, time]] = []
        for starts, ends in sorted(
            (starts, ends) for weekday, starts, ends in self.slots if weekday == day.isoweekday()
        ):
            if found and starts <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], ends))
            else:
                found.append((starts, ends))
        return found

    def minutes(self, day: date) -> int:
        """How much there is time for on that day."""
        if not self.slots:
            return USUAL_MINUTES if day.isoweekday() <= _FRIDAY and day not in self.days_off else 0
        return sum(_between(starts, ends) for starts, ends in self.on(day))

    def when(self, day: date, begin: int, minutes: int) -> tuple[datetime, datetime] | None:
        """The times of work that begins after so many minutes of the day's own time; None where no clock is known."""
        starts, ends = self._clock(day, begin, after_break=True), self._clock(day, begin + minutes, after_break=False)
        return (starts, ends) if starts and ends else None

    def _clock(self, day: date, passed: int, *, after_break: bool) -> datetime | None:
        for starts, ends in self.on(day):
            length = _between(starts, ends)
            if passed < length or (passed == length and not after_break):
                return datetime.combine(day, starts, HERE) + timedelta(minutes=passed)
            passed -= length
        return None


def hours_of(timetables: Iterable[tuple[Sequence[Mapping[str, object]], Sequence[date]]]) -> Hours:
    """All slots and days off of these timetables together."""
    slots: list[Slot] = []
    off: set[date] = set()
    for said, days_off in timetables:
        off.update(days_off)
        slots += [
            (int(str(one["weekday"])), time.fromisoformat(str(one["starts"])), time.fromisoformat(str(one["ends"])))
            for one in said
        ]
    return Hours(tuple(slots), frozenset(off))


def _between(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def today_here(now: datetime) -> date:
    """The day that it is at school."""
    return now.astimezone(HERE).date()
