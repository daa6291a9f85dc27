"""Drafting, countering, signing, ticking and copying a contract."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts import assigned, choosing, dial, signing, store, words
from choices_service.contracts.checks import Finding, find_faults
from choices_service.contracts.drafting import Drafter, drafted, room_of
from choices_service.contracts.events import tell
from choices_service.contracts.loading import Loaded, load
from choices_service.contracts.problems import (
    ContractHolds,
    Overlaps,
    PlanDoesNotHold,
    UnknownContract,
    UnknownTask,
    Withdrawn,
    dial_forbids,
    week_past,
)
from choices_service.contracts.schemas import AgreementIn, ContractIn, CopyIn, SignIn
from choices_service.contracts.shapes import ContractOut
from choices_service.contracts.showing import shown
from choices_service.timetables.rules import today_here
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import lock_name
from eigenwijs_shared.errors import Fault, Language, PreconditionFailed
from eigenwijs_shared.http.matching import PreconditionRequired
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, UnknownLearner, dials_of, find_learner

_UNSIGNED = dict.fromkeys(("learner_signed_at", "learner_signed_by", "educator_signed_at", "educator_signed_by"), None)


async def reach(
    session: AsyncSession, caller: Principal, contract_id: UUID, *, lock: bool = False
) -> tuple[Row[Any], Learner]:
    """The contract and its learner, if this caller may reach that one."""
    row = await store.find(session, contract_id, lock=lock)
    try:
        return row, await find_learner(session, caller, row.learner_id)
    except UnknownLearner as error:
        raise UnknownContract from error


async def in_full(
    session: AsyncSession, rows: Sequence[Row[Any]], learner: Learner, language: Language, now: datetime
) -> list[ContractOut]:
    """Contracts of one learner as they stand."""
    loaded = await load(session, rows)
    replans = await store.replans_of(session, list(loaded))
    dials = await dials_of(session, learner)
    today = today_here(now)
    return [shown(loaded[row.contract_id], replans[row.contract_id], dials, language, today) for row in rows]


async def draft(
    session: AsyncSession, learner: Learner, asked: ContractIn, caller: Principal, language: Language, now: datetime
) -> ContractOut:
    """A new contract; nobody has signed it yet."""
    await _free_period(session, learner.learner_id, asked.starts_on, asked.last_day, now)
    drafter = Drafter(learner, caller.role == "learner", asked.starts_on, asked.last_day, now, {})
    tasks = await drafted(session, drafter, asked)
    minutes = await room_of(session, drafter, asked)
    row = await _new(session, learner, (asked.starts_on, asked.last_day), minutes, asked.note, caller, now)
    await assigned.fill(session, drafter, row, tasks)
    await tell(session, [row])
    return (await in_full(session, [row], learner, language, now))[0]


async def _free_period(session: AsyncSession, learner_id: UUID, first: date, last: date, now: datetime) -> None:
    if last < today_here(now):
        raise week_past(last)
    await lock_name(session, f"contracts of {learner_id}")
    there = await store.overlapping(session, [learner_id], first, last)
    if there:
        raise Overlaps(more={"contractId": str(there[0].contract_id)})


async def _new(
    session: AsyncSession,
    learner: Learner,
    period: tuple[date, date],
    minutes: dict[str, int],
    note: str | None,
    caller: Principal,
    now: datetime,
) -> Row[Any]:
    return await store.add(
        session,
        {
            "contract_id": new_id(),
            "learner_id": learner.learner_id,
            "version": 1,
            "revision": 1,
            "state": "draft" if caller.role == "learner" else "countered",
            "starts_on": period[0],
            "ends_on": period[1],
            "minutes": minutes,
            "days_off": [],
            "note": note,
            "made_at": now,
            "made_by": caller.subject,
            "changed_at": now,
            "changed_by": caller.subject,
        },
    )


def require_version(if_match: str | None, row: Row[Any]) -> None:
    """Go on only if the caller saw this version; its ETag says more, as attempts and days change what is shown."""
    if if_match is None:
        raise PreconditionRequired
    seen = {one.strip().strip('"').split(".")[0] for one in if_match.split(",")}
    if not seen & {"*", str(row.version)}:
        raise PreconditionFailed


async def change(
    session: AsyncSession,
    row: Row[Any],
    learner: Learner,
    asked: AgreementIn,
    caller: Principal,
    if_match: str | None,
    language: Language,
    now: datetime,
) -> ContractOut:
    """Another plan in place of this one: a learner's new draft, or an educator's counter. Signatures end with it."""
    may_change(row, now)
    require_version(if_match, row)
    before = {task.task_id: task for task in (await store.tasks_of(session, [row.contract_id]))[row.contract_id]}
    drafter = Drafter(learner, caller.role == "learner", row.starts_on, row.ends_on, now, before)
    tasks = await drafted(session, drafter, asked)
    minutes = await room_of(session, drafter, asked)
    await store.replace_tasks(session, row, tasks)
    row = await revise(session, row, caller, now, minutes=minutes, note=asked.note)
    await tell(session, [row])
    return (await in_full(session, [row], learner, language, now))[0]


def may_change(row: Row[Any], now: datetime) -> None:
    """Can what is agreed still be changed from one side?"""
    if row.state == "withdrawn":
        raise Withdrawn
    if row.state == "signed":
        raise ContractHolds
    if row.ends_on < today_here(now):
        raise week_past(row.ends_on)


async def revise(session: AsyncSession, row: Row[Any], caller: Principal, now: datetime, **values: Any) -> Row[Any]:
    """The next revision, which nobody has signed."""
    return await store.change(
        session,
        row.contract_id,
        revision=row.revision + 1,
        state="draft" if caller.role == "learner" else "countered",
        changed_at=now,
        changed_by=caller.subject,
        **_UNSIGNED,
        **values,
    )


async def sign(
    session: AsyncSession,
    row: Row[Any],
    learner: Learner,
    asked: SignIn,
    caller: Principal,
    language: Language,
    now: datetime,
) -> ContractOut:
    """One of the two signatures; with the second it is a contract. The same signature again changes nothing."""
    side = signing.side_of(caller, for_learner=asked.for_learner)
    if not signing.is_signed_so(row, side, asked.revision, caller):
        if row.ends_on < today_here(now):
            raise week_past(row.ends_on)
        _must_hold((await load(session, [row]))[row.contract_id], today_here(now))
        state = "signed" if signing.signed_by_both(row, side) else row.state
        signature: dict[str, Any] = {f"{side}_signed_at": now, f"{side}_signed_by": caller.subject}
        row = await store.change(
            session, row.contract_id, state=state, changed_at=now, changed_by=caller.subject, **signature
        )
        if state == "signed":
            await choosing.make_choices(session, row, now)
        await tell(session, [row])
    return (await in_full(session, [row], learner, language, now))[0]


def _must_hold(one: Loaded, today: date) -> None:
    places = {task.task_id: place for place, task in enumerate(one.week.tasks)}
    found = [
        Fault(_place(fault, places), words.both(fault), fault.code)
        for fault in find_faults(one.week, one.around, today)
        if fault.blocks
    ]
    if found:
        raise PlanDoesNotHold(faults=found)


def _place(fault: Finding, places: Mapping[UUID, int]) -> str:
    return f"#/tasks/{places[fault.task_id]}" if fault.task_id else f"#/days/{fault.day}"


async def withdraw(session: AsyncSession, row: Row[Any], learner: Learner, caller: Principal, now: datetime) -> None:
    """A plan that nobody goes on with; a learner leaves what an educator put in, as the dial says."""
    if row.state == "withdrawn":
        return
    if row.state == "signed":
        raise ContractHolds
    if caller.role == "learner":
        dials = await dials_of(session, learner)
        for task in (await store.tasks_of(session, [row.contract_id]))[row.contract_id]:
            decided = dial.of_subjects(dials, task.subjects)
            forbidden = dial.take_out(decided, by_educator=task.by_educator)
            if forbidden is not None:
                raise dial_forbids(*forbidden, "#/tasks")
    row = await store.change(
        session, row.contract_id, state="withdrawn", changed_at=now, changed_by=caller.subject, **_UNSIGNED
    )
    await tell(session, [row])


async def tick(
    session: AsyncSession,
    row: Row[Any],
    learner: Learner,
    task_id: UUID,
    done: bool,
    caller: Principal,
    language: Language,
    now: datetime,
) -> ContractOut:
    """Say that a task is done, or is not after all; an attempt at its activity counts without that."""
    if row.state == "withdrawn":
        raise Withdrawn
    tasks = {task.task_id: task for task in (await store.tasks_of(session, [row.contract_id]))[row.contract_id]}
    task = tasks.get(task_id)
    if task is None:
        raise UnknownTask
    if (task.done_at is not None) != done:
        by = {"done_at": now, "done_by": caller.subject} if done else {"done_at": None, "done_by": None}
        await store.change_task(session, row.contract_id, task_id, **by)
        row = await store.change(session, row.contract_id, changed_at=now, changed_by=caller.subject)
        await tell(session, [row])
    return (await in_full(session, [row], learner, language, now))[0]


_ANEW: dict[str, Any] = {
    "planned_on": [],
    "due_on": None,
    "due_by_educator": False,
    "state": "open",
    "done_at": None,
    "done_by": None,
}


async def copy(
    session: AsyncSession,
    row: Row[Any],
    learner: Learner,
    asked: CopyIn,
    caller: Principal,
    language: Language,
    now: datetime,
) -> ContractOut:
    """A new draft with what is left of this one; days and due days are to be said anew."""
    await _free_period(session, learner.learner_id, asked.starts_on, asked.last_day, now)
    one = (await load(session, [row]))[row.contract_id]
    offered = await store.still_offered(session, {task.activity_id for task in one.week.tasks if task.activity_id})
    left = {
        task.task_id
        for task in one.week.tasks
        if task.state != "dropped" and (asked.all or not task.done)
        if task.activity_id is None or task.activity_id in offered - set(one.around.left_out)
    }
    tasks = [
        {**{key: value for key, value in task._mapping.items() if key not in {"board_id", "contract_id"}}, **_ANEW}
        # What is left was chosen already; to do again what is done is another choice.
        | {"task_id": new_id(), "choice_id": None if task.task_id in one.done_at else task.choice_id}
        for task in one.tasks
        if task.task_id in left
    ]
    new = await _new(session, learner, (asked.starts_on, asked.last_day), {}, None, caller, now)
    drafter = Drafter(learner, caller.role == "learner", asked.starts_on, asked.last_day, now, {})
    await assigned.fill(session, drafter, new, tasks)
    await tell(session, [new])
    return (await in_full(session, [new], learner, language, now))[0]
