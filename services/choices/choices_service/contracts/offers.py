"""What to offer somebody who has time left in a week. Pure: what may be offered at all, and what of it fits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from choices_service.contracts.week import Week

MOST = 3
Source = Literal["card", "assigned", "catalogue"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity that may be offered, in as many minutes as this learner gets; `missing`: goals that come first."""

    source: Source
    activity_id: UUID
    title: str
    company: str
    minutes: int
    missing: Collection[UUID] = ()
    card_id: UUID | None = None
    option_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate, and the first day on which it fits in the `room` that is left there."""

    candidate: Candidate
    day: date
    room: int


def room_left(week: Week, today: date) -> dict[date, int]:
    """Minutes that are still free on each day from today on; of today, what was done has had its time."""
    return {
        day: max(0, week.room(day) - (week.load(day) if day == today else week.to_do_on(day)))
        for day in week.days
        if day >= today
    }


def offers(week: Week, candidates: Iterable[Candidate], left_out: Collection[UUID], today: date) -> list[Offer]:
    """At most three, in the order of the candidates, each of which fits by itself.

    Only what is done alone: company has to be asked first, and with whom is nobody's guess.
    """
    room = room_left(week, today)
    seen = {task.activity_id for task in week.tasks} | set(left_out)
    found: list[Offer] = []
    for one in candidates:
        day = _first_day(room, one.minutes)
        if one.activity_id not in seen and one.company == "solo" and not one.missing and day is not None:
            seen.add(one.activity_id)
            found.append(Offer(one, day, room[day]))
    return found[:MOST]


def _first_day(room: Mapping[date, int], minutes: int) -> date | None:
    days: Sequence[date] = sorted(room)
    return next((day for day in days if room[day] >= minutes), None)
