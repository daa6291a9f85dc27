"""A contract as its rules see it: days, room and tasks. Pure, without rows or requests."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from uuid import UUID

from choices_service.timetables.rules import Hours

LONGEST_STRETCH = 60
"""Minutes after which a task goes on another day."""
_STEP = 5
TOGETHER: Mapping[str, int] = {"pair": 2, "team": 3}
"""How many are needed at least."""
LARGEST: Mapping[str, int] = {"pair": 3, "team": 6}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; `planned_on` are the days of its parts, empty as long as it has none."""

    task_id: UUID
    title: str
    minutes: int
    company: str = "solo"
    goal_ids: Sequence[UUID] = ()
    subjects: Sequence[str] = ()
    activity_id: UUID | None = None
    with_learner_ids: Collection[UUID] = ()
    due_on: date | None = None
    planned_on: Sequence[date] = ()
    by_educator: bool = False
    state: str = "open"
    done: bool = False

    @property
    def to_do(self) -> bool:
        return self.state == "open" and not self.done

    @property
    def stands(self) -> bool:
        """Takes time: also what is done has its day."""
        return self.state == "open"

    def shares(self) -> list[tuple[date, int]]:
        """Each day with its minutes."""
        return list(zip(self.planned_on, parted(self.minutes, len(self.planned_on)), strict=True))


@dataclass(frozen=True, slots=True)
class Week:
    """A learner's contract, and what there is room for on each of its days."""

    contract_id: UUID
    learner_id: UUID
    starts_on: date
    ends_on: date
    tasks: Sequence[Task]
    hours: Hours = field(default_factory=Hours)
    minutes: Mapping[date, int] = field(default_factory=dict)
    days_off: Collection[date] = ()
    holds: bool = False
    """Signed by both: its days are promises to companions too."""

    @property
    def days(self) -> list[date]:
        return list(days_between(self.starts_on, self.ends_on))

    def room(self, day: date) -> int:
        """Minutes for own work on that day; none where the learner or school is away."""
        if day in self.days_off or not self.starts_on <= day <= self.ends_on:
            return 0
        return self.minutes[day] if day in self.minutes else self.hours.minutes(day)

    def load(self, day: date) -> int:
        """Minutes that are planned on that day, also of what is done."""
        return sum(minutes for task in self.tasks if task.stands for on, minutes in task.shares() if on == day)

    def to_do_on(self, day: date, without: Collection[UUID] = ()) -> int:
        """Minutes that are still to do on that day."""
        tasks = [task for task in self.tasks if task.to_do and task.task_id not in without]
        return sum(minutes for task in tasks for on, minutes in task.shares() if on == day)


def days_between(first: date, last: date) -> Iterator[date]:
    """Both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def parted(minutes: int, parts: int) -> list[int]:
    """In so many parts of whole five minutes, nearly equal; the last is shorter where it does not come out."""
    if parts == 0:
        return []
    fives = ceil(minutes / _STEP)
    each, more = divmod(fives, parts)
    sizes = [_STEP * (each + 1)] * more + [_STEP * each] * (parts - more)
    sizes[-1 if each else more - 1] -= _STEP * fives - minutes
    return sizes


def parts_of(minutes: int, longest_day: int) -> int:
    """In how many parts it is done, when no day has more room than that."""
    stretch = min(longest_day, LONGEST_STRETCH) // _STEP * _STEP or LONGEST_STRETCH
    return max(1, ceil(minutes / stretch))


def is_same_work(one: Task, other: Task) -> bool:
    """Is it the same thing to do, so that it can be done together?"""
    if one.activity_id or other.activity_id:
        return one.activity_id == other.activity_id
    return one.title.casefold() == other.title.casefold()
