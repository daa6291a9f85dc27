"""What would make a week work: the least that has to be left out, added or put off, each by itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from choices_service.contracts.assembling import Assembled
from choices_service.contracts.week import Week
from choices_service.planning.problem import Answer, Problem, Relief


@dataclass(frozen=True, slots=True)
class Mend:
    """Carried out as a whole, it makes the week work."""

    relief: Relief
    left_out: Sequence[UUID] = ()
    minutes: Sequence[tuple[date, int]] = ()
    due_on: Sequence[tuple[UUID, date]] = ()


def questions(assembled: Assembled) -> list[Problem]:
    """What to ask the solver, one for each way out that there may be."""
    reliefs: list[Relief] = ["leave-out"]
    if not assembled.blocked:
        reliefs.append("minutes")
        if any(work.due is not None for work in assembled.problem.works):
            reliefs.append("later")
    return [replace(assembled.problem, wish="mend", reliefs=[relief]) for relief in reliefs]


def mend_of(assembled: Assembled, asked: Problem, answer: Answer) -> Mend | None:
    """The way out that an answer shows; none where there is none."""
    if not answer.found:
        return None
    relief = asked.reliefs[0]
    if relief == "leave-out":
        out = [*assembled.blocked, *(assembled.units[key] for key in answer.left_out)]
        return Mend(relief, left_out=[task.task_id for unit in out for _, task in unit.members]) if out else None
    if relief == "minutes":
        more = {day: minutes for days in answer.extra.values() for day, minutes in days.items()}
        return Mend(relief, minutes=[(assembled.days[day], more[day]) for day in sorted(more)]) if more else None
    late = [
        (task.task_id, assembled.days[answer.days[work.key][-1]])
        for work in asked.works
        if work.due is not None and answer.days[work.key][-1] > work.due
        for _, task in assembled.units[work.key].members
    ]
    return Mend(relief, due_on=late) if late else None


def mended(week: Week, mend: Mend) -> Week:
    """The week with that carried out."""
    if mend.relief == "minutes":
        more = {day: week.room(day) + minutes for day, minutes in mend.minutes}
        return replace(week, minutes={**week.minutes, **more})
    if mend.relief == "leave-out":
        return replace(week, tasks=[task for task in week.tasks if task.task_id not in set(mend.left_out)])
    dues = dict(mend.due_on)
    return replace(week, tasks=[replace(task, due_on=dues.get(task.task_id, task.due_on)) for task in week.tasks])
