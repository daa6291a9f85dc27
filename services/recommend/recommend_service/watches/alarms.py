"""Who is alarmed of what today: three new ones an educator at most, the most urgent first; the others wait. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

A_DAY = 3


@dataclass(frozen=True, slots=True)
class Pending:
    """A watch that this educator was not yet alarmed of."""

    educator_id: UUID
    watch_id: UUID
    learner_id: UUID
    urgency: int
    found_at: datetime

    @property
    def rank(self) -> tuple[int, datetime, UUID]:
        """The most urgent first, then what waits longest."""
        return -self.urgency, self.found_at, self.watch_id


def alarms_now(pending: Iterable[Pending], given: Mapping[UUID, int]) -> list[Pending]:
    """What each educator hears of now; `given` is how many they were alarmed of today already."""
    left = dict(given)
    now = []
    for one in sorted(pending, key=lambda one: (one.educator_id, one.rank)):
        if left.get(one.educator_id, 0) < A_DAY:
            left[one.educator_id] = left.get(one.educator_id, 0) + 1
            now.append(one)
    return now
