"""Proposals put into words, and into drafts where that was asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts import actions, dial, store, words
from choices_service.contracts.checks import Surroundings, find_faults
from choices_service.contracts.events import tell
from choices_service.contracts.loading import Loaded
from choices_service.contracts.mending import Mend
from choices_service.contracts.pairing import Seeking, companions_of, formed
from choices_service.contracts.problems import dial_forbids
from choices_service.contracts.proposing import Proposed, with_plan
from choices_service.contracts.shapes import MendOut, PlannedTaskOut, ProposalOut, ReasonOut, ShareOut
from choices_service.contracts.showing import checked, shares
from choices_service.contracts.week import LARGEST, TOGETHER, Week
from eigenwijs_shared.agency import Dial
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language, PreconditionFailed
from eigenwijs_shared.roster.reach import Learner, dials_of

_KINDS: Mapping[str, Any] = {"leave-out": "leave-out", "minutes": "more-time", "later": "later-due"}


def said(one: Loaded, found: Proposed, language: Language, *, applied: bool) -> ProposalOut:
    """A proposal as it goes out."""
    week = with_plan(found.week, found.planned)
    faults = find_faults(week, one.around)
    missing = [fault for fault in faults if fault.code in {"prerequisite-missing", "left-out", "not-together"}]
    reasons = [ReasonOut(code=fault.code, message=words.check(fault, language)) for fault in missing]
    reasons += [ReasonOut(code=code, message=_reason(code, values, language)) for code, values in found.reasons]
    state = found.state if found.state == "best" or found.state == "within" else "impossible"
    works = state != "impossible"
    return ProposalOut(
        contract_id=week.contract_id,
        learner_id=week.learner_id,
        revision=one.row.revision,
        state=state,
        gap=round(found.gap, 4),
        tasks=[
            PlannedTaskOut(
                task_id=task.task_id,
                title=task.title,
                plan=shares(task),
                with_learner_ids=sorted(task.with_learner_ids),
            )
            for task in week.tasks
            if works and task.to_do
        ],
        reasons=[] if works else reasons,
        mends=[_mend(week, mend, language) for mend in found.mends],
        advice=[checked(fault, language) for fault in faults if not fault.blocks],
        summary=_summary(week, language) if works else words.SUMMARY["impossible"][language],
        applied=applied,
    )


def _reason(code: str, values: Mapping[str, object], language: Language) -> str:
    filled = {
        key: words.day_name(value, language) if isinstance(value, date) else value for key, value in values.items()
    }
    return words.REASONS[code][language].format(**filled)


def _mend(week: Week, mend: Mend, language: Language) -> MendOut:
    titles = {task.task_id: task.title for task in week.tasks}
    what = {
        "leave-out": lambda: words.listed([f"“{titles[key]}”" for key in mend.left_out if key in titles], language),
        "minutes": lambda: words.more_time(mend.minutes, language),
        "later": lambda: words.later([(titles[key], day) for key, day in mend.due_on if key in titles], language),
    }[mend.relief]()
    kind = _KINDS[mend.relief]
    return MendOut(
        kind=kind,
        message=words.MENDS[kind][language].format(what=what),
        task_ids=[*mend.left_out, *(key for key, _ in mend.due_on)],
        minutes=[ShareOut(day=day, minutes=minutes) for day, minutes in mend.minutes],
        due_on=[day for _, day in mend.due_on],
    )


def _summary(week: Week, language: Language) -> str:
    to_do = [task for task in week.tasks if task.to_do]
    if not to_do:
        return words.SUMMARY["nothing"][language]
    fullest = max(week.days, key=lambda day: (week.to_do_on(day) / max(week.room(day), 1), -day.toordinal()))
    return words.SUMMARY["best"][language].format(
        tasks=words.counted(len(to_do), language),
        day=words.day_name(fullest, language),
        minutes=week.to_do_on(fullest),
        room=week.room(fullest),
    )


async def apply(
    session: AsyncSession, seen: Loaded, found: Proposed, learner: Learner, caller: Principal, now: datetime
) -> bool:
    """Put the days into the draft, if nobody changed it since; is anything different now?"""
    row = await store.find(session, seen.row.contract_id, lock=True)
    actions.may_change(row, now)
    if row.version != seen.row.version:
        raise PreconditionFailed
    changes = _changes(seen, found)
    if not changes:
        return False
    dials = await dials_of(session, learner)
    forbidden = _forbidden(seen, changes, dials, by_learner=caller.role == "learner")
    if forbidden is not None:
        raise dial_forbids(*forbidden, "#/apply")
    for task_id, values in changes.items():
        await store.change_task(session, row.contract_id, task_id, **values)
    await tell(session, [await actions.revise(session, row, caller, now)])
    return True


def _changes(seen: Loaded, found: Proposed) -> dict[UUID, dict[str, Any]]:
    """What of each task is different."""
    changes: dict[UUID, dict[str, Any]] = {}
    wanted = {task.task_id: task for task in with_plan(found.week, found.planned).tasks}
    for task in seen.week.tasks:
        new = wanted[task.task_id]
        different = {
            "planned_on": list(new.planned_on),
            "with_learner_ids": sorted(new.with_learner_ids),
        }
        now = {"planned_on": list(task.planned_on), "with_learner_ids": sorted(task.with_learner_ids)}
        if different != now:
            changes[task.task_id] = different
    return changes


def _forbidden(seen: Loaded, changed: Collection[UUID], dials: Sequence[Dial], *, by_learner: bool) -> dial.Forbidden:
    for task in seen.week.tasks:
        if task.task_id in changed:
            decided = dial.of_subjects(dials, task.subjects)
            held = dial.learner_plans(decided) if by_learner else dial.educator_plans(decided)
            if held is not None:
                return held
    return None


@dataclass(frozen=True, slots=True)
class Grouped:
    """The contracts of a group that are to be planned, and whose company may be decided here."""

    loaded: Mapping[UUID, Loaded]
    dials: Mapping[UUID, Sequence[Dial]]

    def weeks(self, seed: int = 0) -> list[Week]:
        """Their weeks, with company for open joint tasks where the dial does not leave that to the learner."""
        weeks = {one.week.learner_id: one.week for one in self.loaded.values()}
        for activity_id in sorted(
            {task.activity_id for week in weeks.values() for task in week.tasks if task.activity_id}
        ):
            weeks = self._paired(weeks, activity_id, seed)
        return list(weeks.values())

    def _paired(self, weeks: Mapping[UUID, Week], activity_id: UUID, seed: int) -> dict[UUID, Week]:
        open_ones = {
            week.learner_id: task
            for week in weeks.values()
            for task in week.tasks
            if task.activity_id == activity_id and task.to_do and not task.with_learner_ids
            if task.company in TOGETHER and self._may_pair(week.learner_id, task.subjects)
        }
        if not open_ones:
            return dict(weeks)
        company = next(iter(open_ones.values())).company
        seeking = [
            Seeking(key, frozenset(day.toordinal() for day in weeks[key].days if weeks[key].room(day) > 0))
            for key in open_ones
        ]
        with_whom = companions_of(formed(seeking, TOGETHER[company], LARGEST[company], self._apart(), seed))
        return {
            key: _with_company(week, open_ones[key].task_id, with_whom[key]) if key in with_whom else week
            for key, week in weeks.items()
        }

    def _may_pair(self, learner_id: UUID, subjects: Sequence[str]) -> bool:
        dials = self.dials[learner_id]
        decided = dial.of_subjects(dials, subjects)
        return all(one["company"].position != "learner" for one in decided)

    def _apart(self) -> set[frozenset[UUID]]:
        return {pair for one in self.loaded.values() for pair in one.around.apart}

    def around(self) -> dict[UUID, Surroundings]:
        return {key: one.around for key, one in self.loaded.items()}


def _with_company(week: Week, task_id: UUID, others: Sequence[UUID]) -> Week:
    tasks = [replace(task, with_learner_ids=others) if task.task_id == task_id else task for task in week.tasks]
    return replace(week, tasks=tasks)


async def open_contracts(session: AsyncSession, learners: Sequence[Learner], day: date) -> Sequence[Row[Any]]:
    """The contracts of these learners on that day that nobody has closed yet."""
    rows = await store.overlapping(session, [learner.learner_id for learner in learners], day, day)
    return [row for row in rows if row.state != "signed"]
