"""A contract that holds, planned again because something came up: the agreement stays, its days move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts import choosing, dial, store
from choices_service.contracts.events import tell
from choices_service.contracts.faults import OUTSIDE
from choices_service.contracts.loading import Loaded, load
from choices_service.contracts.problems import NotSigned, UnknownTask, dial_forbids, week_past
from choices_service.contracts.replanning import Replanned, replan
from choices_service.contracts.schemas import ReplanIn
from choices_service.contracts.week import Week
from choices_service.planning.planner import Planner
from choices_service.timetables.rules import today_here
from eigenwijs_shared.agency import Dial
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Fault, Invalid, PreconditionFailed
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, dials_of


@dataclass(frozen=True, slots=True)
class Solved:
    """A re-plan, and the contracts at the versions that it was made for."""

    versions: Mapping[UUID, int]
    found: Replanned


async def look(session: AsyncSession, row: Row[Any]) -> list[Loaded]:
    """The contract, then those of companions that hold too."""
    mine = (await load(session, [row]))[row.contract_id]
    named = {other for task in mine.week.tasks for other in task.with_learner_ids}
    rows = await store.overlapping(session, named, row.starts_on, row.ends_on)
    theirs = [one for one in rows if one.state == "signed" and one.contract_id != row.contract_id]
    loaded = await load(session, [row, *theirs])
    return [loaded[one.contract_id] for one in (row, *theirs)]


async def solve(planner: Planner, looked: Sequence[Loaded], asked: ReplanIn, today: date) -> Solved:
    """The least change that what came up asks for."""
    weeks = [_came_up(looked[0].week, asked), *(one.week for one in looked[1:])]
    around = {one.week.contract_id: one.around for one in looked}
    return Solved({one.row.contract_id: one.row.version for one in looked}, await replan(planner, weeks, around, today))


def _came_up(week: Week, asked: ReplanIn) -> Week:
    out = set(asked.task_ids)
    tasks = [replace(task, state="dropped") if task.task_id in out else task for task in week.tasks]
    return replace(week, tasks=tasks, days_off=frozenset(week.days_off) | set(asked.days))


async def check(
    session: AsyncSession, row: Row[Any], learner: Learner, asked: ReplanIn, caller: Principal, now: datetime
) -> None:
    """May this caller plan this contract again, for that?"""
    if row.state != "signed":
        raise NotSigned
    if row.ends_on < today_here(now):
        raise week_past(row.ends_on)
    tasks = {task.task_id: task for task in (await store.tasks_of(session, [row.contract_id]))[row.contract_id]}
    if any(task_id not in tasks for task_id in asked.task_ids):
        raise UnknownTask
    outside = [place for place, day in enumerate(asked.days) if not row.starts_on <= day <= row.ends_on]
    if outside:
        raise Invalid(faults=[Fault(f"#/days/{place}", OUTSIDE, "outside-period") for place in outside])
    if caller.role == "learner":
        _obey(asked, tasks, await dials_of(session, learner))


def _obey(asked: ReplanIn, tasks: Mapping[UUID, Row[Any]], dials: Sequence[Dial]) -> None:
    """What the dial leaves to the teacher, a learner does not plan again or drop."""
    for task in tasks.values():
        decided = dial.of_subjects(dials, task.subjects)
        forbidden = dial.learner_plans(decided) if task.state == "open" else None
        if forbidden is not None:
            raise dial_forbids(*forbidden, "#/because")
    for place, task_id in enumerate(asked.task_ids):
        task = tasks[task_id]
        decided = dial.of_subjects(dials, task.subjects)
        forbidden = dial.drop(decided, by_educator=task.by_educator)
        if forbidden is not None:
            raise dial_forbids(*forbidden, f"#/taskIds/{place}")


async def keep(
    session: AsyncSession, row: Row[Any], asked: ReplanIn, solved: Solved, caller: Principal, now: datetime
) -> Row[Any]:
    """Carry the re-plan out in every contract that it touches; none, if one of them changed since."""
    rows = {one.contract_id: one for one in await store.find_many(session, list(solved.versions), lock=True)}
    if {key: one.version for key, one in rows.items()} != dict(solved.versions):
        raise PreconditionFailed
    moved = {move.contract_id for move in solved.found.moves}
    for task_id in asked.task_ids:
        await store.change_task(session, row.contract_id, task_id, state="dropped", planned_on=[])
    await choosing.take_back(session, row, asked.task_ids, caller, now)
    for move in solved.found.moves:
        state = "open" if move.after else "carried"
        await store.change_task(session, move.contract_id, move.task_id, planned_on=list(move.after), state=state)
    for contract_id in sorted(moved | {row.contract_id}):
        about = rows[contract_id]
        await store.add_replan(session, about, _record(about, row, asked, solved.found, caller, now))
        off = sorted({*about.days_off, *asked.days}) if contract_id == row.contract_id else about.days_off
        rows[contract_id] = await store.change(
            session, contract_id, days_off=off, changed_at=now, changed_by=caller.subject
        )
    await tell(session, [rows[key] for key in sorted(moved | {row.contract_id})])
    return rows[row.contract_id]


def _record(
    about: Row[Any], first: Row[Any], asked: ReplanIn, found: Replanned, caller: Principal, now: datetime
) -> dict[str, Any]:
    """What the contract tells of it; a companion is told what moved, not who was ill or when."""
    mine = about.contract_id == first.contract_id
    moves = [
        {
            "taskId": str(move.task_id),
            "from": [str(day) for day in move.before],
            "to": [str(day) for day in move.after],
            "why": move.why,
        }
        for move in found.moves
        if move.contract_id == about.contract_id
    ]
    return {
        "replan_id": new_id(),
        "because": asked.because if mine else "companion",
        "days": sorted(asked.days) if mine else [],
        "moves": moves + ([_dropped(task_id) for task_id in asked.task_ids] if mine else []),
        "kept": found.kept[about.contract_id],
        "proven": found.proven,
        "made_at": now,
        "made_by": caller.subject if mine else "",
    }


def _dropped(task_id: UUID) -> dict[str, Any]:
    return {"taskId": str(task_id), "from": [], "to": [], "why": "dropped"}
