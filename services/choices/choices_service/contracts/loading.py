"""Contracts with all that their rules look at: tasks, hours, what was done, what is known, and companions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.apart.store import pairs_among
from choices_service.assignments.standing import excluded_for
from choices_service.contracts import store
from choices_service.contracts.checks import Surroundings
from choices_service.contracts.week import Task, Week
from choices_service.goals.store import find_many as find_goals
from choices_service.mastery.rules import Before, Known, unmet
from choices_service.mastery.store import done_by, known_of
from choices_service.timetables.rules import Hours, today_here
from choices_service.timetables.store import hours_by_learner


@dataclass(frozen=True, slots=True)
class Loaded:
    """One contract, and what it must fit."""

    row: Row[Any]
    tasks: Sequence[Row[Any]]
    week: Week
    around: Surroundings
    done_at: Mapping[UUID, datetime]
    grades: Sequence[str]
    group_ids: Sequence[UUID]


async def load(session: AsyncSession, rows: Sequence[Row[Any]]) -> dict[UUID, Loaded]:
    """Each of these contracts, by its id; in a handful of queries however many there are."""
    if not rows:
        return {}
    tasks = await store.tasks_of(session, [row.contract_id for row in rows])
    owners = {row.learner_id for row in rows}
    named = {other for several in tasks.values() for task in several for other in task.with_learner_ids}
    first, last = min(row.starts_on for row in rows), max(row.ends_on for row in rows)
    theirs = await store.overlapping(session, named - owners, first, last)
    tasks |= await store.tasks_of(session, [row.contract_id for row in theirs])
    people = await store.groups_of(session, owners | named)
    hours = await hours_by_learner(session, {key: person.group_ids for key, person in people.items()})
    done = await _done(session, [*rows, *theirs], tasks)
    weeks = {
        row.contract_id: week_of(row, tasks[row.contract_id], hours.get(row.learner_id, Hours()), done)
        for row in (*rows, *theirs)
    }
    needing = [Needing(task.task_id, row.learner_id, task.goal_ids) for row in rows for task in tasks[row.contract_id]]
    missing, titles = await missing_goals(session, needing, {key: people[key].grades for key in people})
    apart = await pairs_among(session, owners)
    excluded = await excluded_for(session, {key: people[key].group_ids for key in owners if key in people})
    return {
        row.contract_id: Loaded(
            row,
            tasks[row.contract_id],
            weeks[row.contract_id],
            Surroundings(
                missing, titles, _companions(row, named, weeks.values(), hours), apart, excluded.get(row.learner_id, ())
            ),
            {task.task_id: done[task.task_id] for task in tasks[row.contract_id] if task.task_id in done},
            people[row.learner_id].grades if row.learner_id in people else (),
            people[row.learner_id].group_ids if row.learner_id in people else (),
        )
        for row in rows
    }


def week_of(row: Row[Any], tasks: Sequence[Row[Any]], hours: Hours, done: Collection[UUID]) -> Week:
    """The contract as its rules see it."""
    return Week(
        contract_id=row.contract_id,
        learner_id=row.learner_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        tasks=[task_of(task, done=task.task_id in done) for task in tasks],
        hours=hours,
        minutes={date.fromisoformat(day): minutes for day, minutes in row.minutes.items()},
        days_off=frozenset(row.days_off),
        holds=row.state == "signed",
    )


def task_of(row: Row[Any], *, done: bool = False) -> Task:
    same = ("task_id", "title", "minutes", "company", "goal_ids", "subjects", "activity_id", "with_learner_ids")
    also = ("due_on", "planned_on", "by_educator", "state")
    return Task(**{name: getattr(row, name) for name in (*same, *also)}, done=done)


def _companions(
    row: Row[Any], named: Collection[UUID], weeks: Collection[Week], hours: Mapping[UUID, Hours]
) -> dict[UUID, Week]:
    """The week of each who may be named; of one without a contract only the hours are known."""
    found = {key: Week(row.contract_id, key, row.starts_on, row.ends_on, [], hours.get(key, Hours())) for key in named}
    for week in weeks:
        if week.learner_id in found and week.starts_on <= row.ends_on and week.ends_on >= row.starts_on:
            found[week.learner_id] = week
    return found


async def _done(
    session: AsyncSession, rows: Sequence[Row[Any]], tasks: Mapping[UUID, Sequence[Row[Any]]]
) -> dict[UUID, datetime]:
    """When each task was done: ticked, or by an attempt at its activity since the contract began."""
    activities = {task.activity_id for several in tasks.values() for task in several if task.activity_id}
    tried = await done_by(session, {row.learner_id for row in rows}, activities)
    found: dict[UUID, datetime] = {}
    for row in rows:
        for task in tasks[row.contract_id]:
            attempt = tried.get((row.learner_id, task.activity_id)) if task.activity_id else None
            if task.done_at is not None:
                found[task.task_id] = task.done_at
            elif attempt is not None and today_here(attempt.last_at) >= row.starts_on:
                early = today_here(attempt.first_at) < row.starts_on
                found[task.task_id] = attempt.last_at if early else attempt.first_at
    return found


@dataclass(frozen=True, slots=True)
class Needing:
    """Something to do for these goals, by that learner."""

    key: UUID
    learner_id: UUID
    goal_ids: Sequence[UUID]


async def missing_goals(
    session: AsyncSession, wanted: Sequence[Needing], grades: Mapping[UUID, Collection[str]]
) -> tuple[dict[UUID, list[UUID]], dict[UUID, str]]:
    """The goals that come before each and do not show yet, and the titles of all that come before any."""
    goals = await find_goals(session, {goal_id for one in wanted for goal_id in one.goal_ids})
    before = await find_goals(session, {key for goal in goals.values() for key in goal.prerequisite_ids})
    known = await known_of(session, {one.learner_id for one in wanted})
    found: dict[UUID, list[UUID]] = {}
    for one in wanted:
        needed = {key for goal_id in one.goal_ids if goal_id in goals for key in goals[goal_id].prerequisite_ids}
        of_old = [before[key] for key in sorted(needed - set(one.goal_ids)) if key in before]
        found[one.key] = _unmet(of_old, known[one.learner_id], grades.get(one.learner_id, ()))
    return found, {key: goal.title for key, goal in before.items()}


def _unmet(goals: Sequence[Row[Any]], known: Known, grades: Collection[str]) -> list[UUID]:
    return unmet((Before(one.goal_id, one.levels, one.assessable) for one in goals if one.active), known, grades)
