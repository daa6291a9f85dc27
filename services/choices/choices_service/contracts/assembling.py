"""From weeks of learners to one problem for the solver, and from its answer back to days. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from choices_service.contracts.checks import Surroundings, preparing
from choices_service.contracts.week import Task, Week, is_same_work, parted, parts_of
from choices_service.planning.problem import Answer, Problem, Work

Around = Mapping[UUID, Surroundings]


@dataclass(frozen=True, slots=True)
class Unit:
    """A task, or the tasks of several learners who do the same one together."""

    key: str
    members: Sequence[tuple[Week, Task]]

    @property
    def title(self) -> str:
        return self.members[0][1].title


@dataclass(frozen=True, slots=True)
class Assembled:
    """`blocked` waits for something that no day can give: a goal that comes first, or other company."""

    problem: Problem
    units: Mapping[str, Unit]
    blocked: Sequence[Unit]
    days: Sequence[date]

    def planned(self, answer: Answer) -> dict[UUID, list[date]]:
        """The days of each task that is in."""
        return {
            task.task_id: [self.days[day] for day in places]
            for key, places in answer.days.items()
            for _, task in self.units[key].members
        }


def units_of(weeks: Sequence[Week], *, carried: bool = False) -> list[Unit]:
    """What there is to do; with `carried`, also what was kept for later."""
    by_learner = {week.learner_id: week for week in weeks}
    seen: set[UUID] = set()
    found = []
    for week in weeks:
        for task in week.tasks:
            if task.task_id in seen or not _counts(task, carried):
                continue
            members = [(week, task), *_together(week, task, by_learner, carried)]
            seen.update(one.task_id for _, one in members)
            found.append(Unit(str(min(one.task_id for _, one in members)), members))
    return found


def _counts(task: Task, carried: bool) -> bool:
    return task.to_do or (carried and task.state == "carried" and not task.done)


def _together(week: Week, task: Task, by_learner: Mapping[UUID, Week], carried: bool) -> Iterator[tuple[Week, Task]]:
    for other in sorted(task.with_learner_ids):
        theirs = by_learner.get(other)
        if theirs is not None and theirs is not week:
            same = next((one for one in theirs.tasks if _counts(one, carried) and joint(week, task, one)), None)
            if same is not None:
                yield theirs, same


def joint(week: Week, task: Task, theirs: Task) -> bool:
    """Is that the other's half of the same work?"""
    return is_same_work(task, theirs) and week.learner_id in theirs.with_learner_ids


def assemble(weeks: Sequence[Week], around: Around, today: date, *, seconds: float = 1.0, seed: int = 0) -> Assembled:
    """Everything to do, on the days from today on."""
    first, last = min(week.starts_on for week in weeks), max(week.ends_on for week in weeks)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    units = units_of(weeks)
    blocked = _blocked(units, around)
    free = [unit for unit in units if unit not in blocked]
    keys = {task.task_id: unit.key for unit in free for _, task in unit.members}
    works = [_work(unit, around, keys, days, today) for unit in free]
    room = {str(week.contract_id): [week.room(day) if day >= today else 0 for day in days] for week in weeks}
    return Assembled(Problem(room, works, seed=seed, seconds=seconds), {unit.key: unit for unit in free}, blocked, days)


def _blocked(units: Sequence[Unit], around: Around) -> list[Unit]:
    """Units that nothing prepares for, directly or by way of another that is blocked; two who are kept apart; and
    what an educator leaves out."""
    blocked = [unit for unit in units if _kept_apart(unit, around) or _left_out(unit, around)]
    while True:
        out = {task.task_id for unit in blocked for _, task in unit.members}
        more = [unit for unit in units if unit not in blocked and _unprepared(unit, around, out)]
        if not more:
            return blocked
        blocked += more


def _kept_apart(unit: Unit, around: Around) -> bool:
    return any(
        frozenset((week.learner_id, other)) in around[week.contract_id].apart
        for week, task in unit.members
        for other in task.with_learner_ids
    )


def _left_out(unit: Unit, around: Around) -> bool:
    return any(task.activity_id in around[week.contract_id].left_out for week, task in unit.members)


def _unprepared(unit: Unit, around: Around, out: Collection[UUID]) -> bool:
    return any(
        all(one.task_id in out for one in preparing(week, task, goal_id))
        for week, task in unit.members
        for goal_id in around[week.contract_id].missing.get(task.task_id, ())
    )


def _work(unit: Unit, around: Around, keys: Mapping[UUID, str], days: Sequence[date], today: date) -> Work:
    possible = possible_days(unit, around, days, today)
    promised = _promised(unit, around)
    longest = min(max((week.room(day) for day in possible), default=0) for week, _ in unit.members)
    parts = len(promised) or max(parts_of(task.minutes, longest) for _, task in unit.members)
    dues = [task.due_on for _, task in unit.members if task.due_on]
    wished = promised or _wished(unit, parts, possible)
    place = {day: number for number, day in enumerate(days)}
    return Work(
        key=unit.key,
        minutes={str(week.contract_id): parted(task.minutes, parts) for week, task in unit.members},
        days=[place[day] for day in possible],
        due=(min(dues) - days[0]).days if dues else None,
        after=[key for key in before(unit, around, keys) if key != unit.key],
        now=[place[day] for day in wished] if wished and all(day in place for day in wished) else None,
        fixed=bool(promised) and all(day in possible for day in promised),
        worth=worth(unit),
        subject=next(iter(unit.members[0][1].subjects), ""),
    )


def worth(unit: Unit) -> int:
    """What was asked for, or must be ready, goes before the rest when not everything fits."""
    return max(1 + 2 * task.by_educator + (task.due_on is not None) for _, task in unit.members)


def possible_days(unit: Unit, around: Around, days: Sequence[date], today: date) -> list[date]:
    """Days from today on which everybody who does it has time."""
    return [day for day in days if day >= today and all(_can(week, task, around, day) for week, task in unit.members)]


def _can(week: Week, task: Task, around: Around, day: date) -> bool:
    others = around[week.contract_id].companions
    return week.room(day) > 0 and all(others[other].room(day) > 0 for other in task.with_learner_ids if other in others)


def _promised(unit: Unit, around: Around) -> list[date]:
    """The days in a companion's contract that holds and is not planned here."""
    inside = {week.learner_id for week, _ in unit.members}
    for week, task in unit.members:
        for other in sorted(set(task.with_learner_ids) - inside):
            theirs = around[week.contract_id].companions.get(other)
            if theirs is not None and theirs.holds:
                same = next((one for one in theirs.tasks if one.to_do and joint(week, task, one)), None)
                if same is not None and same.planned_on:
                    return list(same.planned_on)
    return []


def _wished(unit: Unit, parts: int, possible: Sequence[date]) -> list[date]:
    """Where somebody put it already, if it can be there."""
    for _, task in unit.members:
        if len(task.planned_on) == parts and all(day in possible for day in task.planned_on):
            return list(task.planned_on)
    return []


def before(unit: Unit, around: Around, keys: Mapping[UUID, str], *, carried: bool = False) -> list[str]:
    """The units that prepare for this one: one for each goal that comes first, unless that is done."""
    found: list[str] = []
    for week, task in unit.members:
        for goal_id in around[week.contract_id].missing.get(task.task_id, ()):
            several = preparing(week, task, goal_id, carried=carried)
            if not any(one.done for one in several):
                found += [keys[one.task_id] for one in several if one.task_id in keys][:1]
    return sorted(set(found))
