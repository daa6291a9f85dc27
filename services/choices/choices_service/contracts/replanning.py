"""Another plan with the least change, and what changed and why. Pure but for asking the solver."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from choices_service.contracts.assembling import Around, Unit, before, possible_days, units_of, worth
from choices_service.contracts.checks import preparing
from choices_service.contracts.week import Task, Week, parted, parts_of
from choices_service.planning.planner import Planner, PlannerAway
from choices_service.planning.problem import Problem, Work

SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """One task, from these days to those; `why` is a key of `words.WHY_MOVED`."""

    contract_id: UUID
    task_id: UUID
    before: Sequence[date]
    after: Sequence[date]
    why: str


@dataclass(frozen=True, slots=True)
class Replanned:
    """All moves, of the learner and of companions; `kept` counts what stayed, by contract."""

    moves: Sequence[Move]
    kept: Mapping[UUID, int]
    proven: bool


async def replan(planner: Planner, weeks: Sequence[Week], around: Around, today: date) -> Replanned:
    """The plan nearest to the present one that keeps every rule; `weeks` begin with the one that it is about.

    Of companions only what they do together with the first, and what that pushes aside, may move.
    """
    first, last = min(week.starts_on for week in weeks), max(week.ends_on for week in weeks)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    units = [unit for unit in units_of(weeks, carried=True) if _concerns(unit, weeks[0], today)]
    keys = {task.task_id: unit.key for unit in units for _, task in unit.members}
    waiting = {unit.key for unit in units if _waits(unit, around)}
    works = [_work(unit, weeks, around, keys, days, today) for unit in units if unit.key not in waiting]
    room = {str(week.contract_id): [week.room(day) if day >= today else 0 for day in days] for week in weeks}
    answer = await planner.solve(Problem(room, works, "least-change", ["leave-out"], seconds=SECONDS))
    if not answer.found:
        raise PlannerAway
    planned = {key: [days[place] for place in places] for key, places in answer.days.items()}
    moves = [
        move
        for unit in units
        for move in _moves(unit, planned.get(unit.key), weeks[0], today, waits=unit.key in waiting)
    ]
    moved = {move.task_id for move in moves}
    kept = {week.contract_id: sum(task.to_do and task.task_id not in moved for task in week.tasks) for week in weeks}
    return Replanned(moves, kept, answer.state == "best")


def _concerns(unit: Unit, about: Week, today: date) -> bool:
    """Of companions, what is behind them or kept for later is none of this re-plan's business."""
    week, task = unit.members[0]
    return week is about or (task.to_do and any(day >= today for day in task.planned_on))


def _waits(unit: Unit, around: Around) -> bool:
    """Was what comes first taken out?"""
    return any(
        not preparing(week, task, goal_id, carried=True)
        and any(one.state == "dropped" and goal_id in one.goal_ids for one in week.tasks)
        for week, task in unit.members
        for goal_id in around[week.contract_id].missing.get(task.task_id, ())
    )


def _work(
    unit: Unit, weeks: Sequence[Week], around: Around, keys: Mapping[UUID, str], days: Sequence[date], today: date
) -> Work:
    """The unit with its days from today on; what lies behind is behind."""
    possible = possible_days(unit, around, days, today)
    now = list(unit.members[0][1].planned_on)
    to_come = [day for day in now if day >= today]
    place = {day: number for number, day in enumerate(days)}
    longest = min(max((week.room(day) for day in possible), default=0) for week, _ in unit.members)
    parts = len(now) or max(parts_of(task.minutes, longest) for _, task in unit.members)
    minutes = {str(week.contract_id): parted(task.minutes, parts) for week, task in unit.members}
    if to_come and len(to_come) < len(now):
        # Begun: its first parts have been, its other ones may move.
        minutes = {key: shares[-len(to_come) :] for key, shares in minutes.items()}
        now = to_come
    dues = [task.due_on for _, task in unit.members if task.due_on]
    if unit.members[0][0] is not weeks[0] and _strangers(unit, weeks):
        # What a companion does with others still stays where it is.
        return Work(unit.key, minutes, [place[day] for day in now], now=[place[day] for day in now], fixed=True)
    return Work(
        key=unit.key,
        minutes=minutes,
        days=[place[day] for day in possible],
        due=(min(dues) - days[0]).days if dues else None,
        after=[key for key in before(unit, around, keys, carried=True) if key != unit.key],
        now=[place[day] for day in now] if now and all(day in place for day in now) else None,
        worth=worth(unit),
    )


def _strangers(unit: Unit, weeks: Sequence[Week]) -> bool:
    inside = {week.learner_id for week in weeks}
    return any(set(task.with_learner_ids) - inside for _, task in unit.members)


def _moves(unit: Unit, planned: Sequence[date] | None, about: Week, today: date, *, waits: bool) -> Iterator[Move]:
    for week, task in unit.members:
        if planned is None and task.state == "carried":
            continue
        behind = [day for day in task.planned_on if day < today]
        begun = behind if len(behind) < len(task.planned_on) else []
        after = [*begun, *planned] if planned is not None else []
        if after != list(task.planned_on) or not after:
            why = "waits" if waits else _why(week, task, after, about, today)
            yield Move(week.contract_id, task.task_id, task.planned_on, after, why)


def _why(week: Week, task: Task, after: Sequence[date], about: Week, today: date) -> str:
    if not after:
        return "no-room"
    if task.state == "carried":
        return "room-again"
    lost = [day for day in task.planned_on if day not in after]
    if any(day >= today and week.room(day) == 0 for day in lost):
        return "you-away"
    if any(day < today for day in lost):
        return "missed"
    if about.learner_id in task.with_learner_ids and any(about.room(day) == 0 for day in lost):
        return "companion-away"
    return "made-room"
