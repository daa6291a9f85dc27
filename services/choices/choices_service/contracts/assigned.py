"""What an educator assigned or pinned comes into a new week by itself, where it fits the learner and the period."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many as find_activities
from choices_service.assignments.standing import decided_for
from choices_service.contracts import store
from choices_service.contracts.checks import Surroundings, find_faults
from choices_service.contracts.drafting import Drafter, row_of_activity
from choices_service.contracts.loading import load
from choices_service.contracts.week import Week
from eigenwijs_shared.assignments import Assignment
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import leaves_out

MOST = 60
"""Tasks of one contract, as in `AgreementIn`."""
Task = dict[str, Any]


async def fill(session: AsyncSession, drafter: Drafter, row: Row[Any], tasks: Sequence[Task]) -> None:
    """These tasks become the contract's, with what was assigned; of that, nothing that still waits for a goal."""
    extra = await _wanted(session, drafter, {task["activity_id"] for task in tasks})
    extra = extra[: max(0, MOST - len(tasks))]
    await store.replace_tasks(session, row, [*tasks, *extra])
    if not extra:
        return
    one = (await load(session, [row]))[row.contract_id]
    early = waiting(one.week, one.around, {task["task_id"] for task in extra})
    if early:
        await store.replace_tasks(session, row, [one for one in (*tasks, *extra) if one["task_id"] not in early])


def waiting(week: Week, around: Surroundings, among: set[UUID]) -> set[UUID]:
    """Those of these tasks for which nothing in the week prepares; nor for one on which another of them hangs."""
    out: set[UUID] = set()
    while True:
        left = Week(
            week.contract_id, week.learner_id, week.starts_on, week.ends_on,
            [task for task in week.tasks if task.task_id not in out],
        )  # fmt: skip
        missing = {one.task_id for one in find_faults(left, around) if one.code == "prerequisite-missing"}
        more = {task_id for task_id in missing if task_id in among}
        if not more:
            return out
        out |= more


async def _wanted(session: AsyncSession, drafter: Drafter, there: set[UUID | None]) -> list[Task]:
    """In the order in which they have a right to a place; what a need leaves out is for the educator to arrange."""
    decided = await decided_for(session, drafter.learner, drafter.now)
    wanted = [one for key, one in decided.wanted.items() if key not in there and one.until >= drafter.starts_on]
    activities = await find_activities(session, {one.activity_id for one in wanted})
    needs = (await wishes_of(session, drafter.learner.learner_id, drafter.now.date())).needs
    return [
        _task(drafter, activity, one, needs)
        for one in wanted
        if (activity := activities.get(one.activity_id)) is not None
        if activity.active and not leaves_out(activity, needs)
    ]


def _task(drafter: Drafter, activity: Row[Any], one: Assignment, needs: frozenset[str]) -> Task:
    """Due by the last day of its assignment; days and company are for whoever the dial leaves them to."""
    due = one.until if one.kind == "assign" and one.until <= drafter.ends_on else None
    return {
        **row_of_activity(drafter, activity, needs),
        "source": "assigned",
        "by_educator": True,
        "due_on": due,
        "due_by_educator": due is not None,
        "planned_on": [],
        "with_learner_ids": [],
    }
