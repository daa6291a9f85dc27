"""Does a plan hold? Load, days, due days, prerequisites and company; each fault with what it is about. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from choices_service.contracts.week import TOGETHER, Task, Week, is_same_work

Code = Literal[
    "no-day", "day-past", "closed-day", "too-full", "past-due", "prerequisite-missing", "prerequisite-later",
    "left-out", "not-together", "companion-away", "companion-elsewhere", "no-companions",
]  # fmt: skip
WARNINGS: frozenset[Code] = frozenset({"companion-elsewhere", "no-companions"})
"""What can still be arranged; all else has to be mended before anybody signs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit; `other` is a title, `minutes` planned, `room` what there is room for."""

    code: Code
    task_id: UUID | None = None
    title: str = ""
    day: date | None = None
    minutes: int = 0
    room: int = 0
    other: str = ""

    @property
    def blocks(self) -> bool:
        return self.code not in WARNINGS


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan must fit beside itself: goals not ready for, by task; the weeks of companions; who is kept apart;
    activities that an educator leaves out."""

    missing: Mapping[UUID, Collection[UUID]]
    goal_titles: Mapping[UUID, str]
    companions: Mapping[UUID, Week]
    apart: Collection[frozenset[UUID]] = ()
    left_out: Collection[UUID] = ()


ALONE = Surroundings({}, {}, {})


def find_faults(week: Week, around: Surroundings = ALONE, today: date | None = None) -> list[Finding]:
    """All that does not fit, days first; what lies behind `today` and is not done does not."""
    return [
        *_days(week),
        *(fault for task in week.tasks if task.to_do for fault in _of_task(week, task, around, today)),
    ]


def _days(week: Week) -> Iterator[Finding]:
    for day in week.days:
        load, room = week.to_do_on(day), week.room(day)
        if load > room:
            yield Finding("closed-day" if room == 0 else "too-full", day=day, minutes=load, room=room)


def _of_task(week: Week, task: Task, around: Surroundings, today: date | None) -> Iterator[Finding]:
    if not task.planned_on:
        yield Finding("no-day", task.task_id, task.title)
    if today and task.planned_on and max(task.planned_on) < today:
        yield Finding("day-past", task.task_id, task.title, day=max(task.planned_on))
    if task.due_on and task.planned_on and max(task.planned_on) > task.due_on:
        yield Finding("past-due", task.task_id, task.title, day=task.due_on)
    if task.activity_id in around.left_out:
        yield Finding("left-out", task.task_id, task.title)
    yield from _prerequisites(week, task, around)
    yield from _company(week, task, around)


def preparing(week: Week, task: Task, goal_id: UUID, *, carried: bool = False) -> list[Task]:
    """Tasks of the same contract that work on that goal and are not this one; with `carried`, also kept for later."""
    states = {"open", "carried"} if carried else {"open"}
    others = [one for one in week.tasks if one.state in states and one.task_id != task.task_id]
    return [one for one in others if goal_id in one.goal_ids]


def _prerequisites(week: Week, task: Task, around: Surroundings) -> Iterator[Finding]:
    for goal_id in around.missing.get(task.task_id, ()):
        title = around.goal_titles.get(goal_id, str(goal_id))
        before = preparing(week, task, goal_id)
        if not before:
            yield Finding("prerequisite-missing", task.task_id, task.title, other=title)
        elif task.planned_on and not any(_comes_before(one, task) for one in before):
            yield Finding("prerequisite-later", task.task_id, task.title, day=min(task.planned_on), other=title)


def _comes_before(one: Task, other: Task) -> bool:
    return one.done or bool(one.planned_on and max(one.planned_on) < min(other.planned_on))


def _company(week: Week, task: Task, around: Surroundings) -> Iterator[Finding]:
    if any(frozenset((week.learner_id, other)) in around.apart for other in task.with_learner_ids):
        yield Finding("not-together", task.task_id, task.title)
    if task.company in TOGETHER and 1 + len(task.with_learner_ids) < TOGETHER[task.company]:
        yield Finding("no-companions", task.task_id, task.title, minutes=TOGETHER[task.company])
    for other in sorted(task.with_learner_ids):
        theirs = around.companions.get(other)
        if theirs is None:
            yield Finding("companion-elsewhere", task.task_id, task.title)
            continue
        away = next((day for day in task.planned_on if theirs.room(day) == 0), None)
        same = next((one for one in theirs.tasks if one.stands and _is_joint(week, task, one)), None)
        if away is not None:
            yield Finding("companion-away", task.task_id, task.title, day=away)
        elif same is None or (same.planned_on and task.planned_on and set(same.planned_on) != set(task.planned_on)):
            yield Finding("companion-elsewhere", task.task_id, task.title)


def _is_joint(week: Week, task: Task, theirs: Task) -> bool:
    return is_same_work(task, theirs) and week.learner_id in theirs.with_learner_ids
