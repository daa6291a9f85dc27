"""Whatever is asked: no plan and no re-plan breaks time, due days, order, company or who is kept apart."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from choices_service.contracts.assigned import waiting
from choices_service.contracts.checks import Surroundings, find_faults
from choices_service.contracts.pairing import Seeking, companions_of, formed
from choices_service.contracts.proposing import propose, propose_all, with_plan
from choices_service.contracts.replanning import Replanned, replan
from choices_service.contracts.week import Task, Week, parted, parts_of
from choices_service.planning.model import solve
from choices_service.planning.planner import Planner
from choices_service.planning.problem import Answer, Problem, Work, joined, split

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=number) for number in range(5)]
GOALS = [UUID(int=number) for number in range(1, 5)]
GONE = {"prerequisite-missing", "left-out"}
"""What only another list of tasks mends."""
calm = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


class Here(Planner):
    """The same solver, in this process."""

    async def solve_all(self, problems: Sequence[Problem]) -> list[Answer]:
        return [joined([solve(piece) for piece in split(problem)]) for problem in problems]


HERE = Here()
minutes = st.integers(2, 16).map(lambda fives: 5 * fives)


@st.composite
def tasks(draw: st.DrawFn, start: int) -> list[Task]:
    count = draw(st.integers(1, 6))
    return [
        Task(
            task_id=UUID(int=start + number),
            title=f"Taak {start + number}",
            minutes=draw(minutes),
            goal_ids=[draw(st.sampled_from(GOALS))],
            subjects=[draw(st.sampled_from(["taal", "rekenen"]))],
            activity_id=UUID(int=8) if number == 0 and draw(st.booleans()) else None,
            due_on=draw(st.none() | st.sampled_from(DAYS)),
            by_educator=draw(st.booleans()),
        )
        for number in range(count)
    ]


@st.composite
def classes(draw: st.DrawFn) -> tuple[list[Week], dict[UUID, Surroundings]]:
    """Some weeks; a joint task of the first two; a goal that comes before another; two who may be kept apart;
    an activity that may be left out."""
    people = [UUID(int=1000 + number) for number in range(draw(st.integers(1, 4)))]
    weeks = []
    for number, person in enumerate(people):
        mine = draw(tasks(100 * (number + 1)))
        if len(people) > 1 and number < 2:
            friend = people[1 - number]
            shared = Task(
                UUID(int=500 + number), "Samen", 20, "pair", activity_id=UUID(int=7), with_learner_ids=[friend]
            )
            mine.append(shared)
        room = {day: draw(st.sampled_from([0, 30, 45, 60, 90])) for day in DAYS}
        weeks.append(Week(UUID(int=2000 + number), person, DAYS[0], DAYS[-1], mine, minutes=room))
    by_person = {week.learner_id: week for week in weeks}
    apart = [frozenset(people[:2])] if len(people) > 1 and draw(st.integers(0, 4)) == 0 else []
    missing = {
        task.task_id: [GOALS[0]]
        for week in weeks
        for task in week.tasks
        if GOALS[1] in task.goal_ids and draw(st.booleans())
    }
    left_out = [draw(st.sampled_from([UUID(int=7), UUID(int=8)]))] if draw(st.integers(0, 4)) == 0 else []
    around = Surroundings(missing, {}, by_person, apart, left_out)
    return weeks, {week.contract_id: around for week in weeks}


def broken(weeks: Sequence[Week], around: dict[UUID, Surroundings]) -> list[object]:
    """What blocks a signature, with everybody's companions as they are planned now."""
    now = {week.learner_id: week for week in weeks}
    return [
        fault
        for week in weeks
        for fault in find_faults(week, replace(around[week.contract_id], companions=now))
        if fault.blocks or (fault.code == "companion-elsewhere" and _both_plan(week, now))
    ]


def _both_plan(week: Week, now: dict[UUID, Week]) -> bool:
    others = [now[other] for task in week.tasks for other in task.with_learner_ids]
    return all(task.planned_on for one in (week, *others) for task in one.tasks if task.with_learner_ids)


@calm
@given(classes())
async def test_a_plan_breaks_nothing(given_class: tuple[list[Week], dict[UUID, Surroundings]]) -> None:
    weeks, around = given_class
    found, _ = await propose_all(HERE, weeks, around, MONDAY)
    planned = [with_plan(one.week, one.planned) for one in found if one.state == "best"]
    apart = around[weeks[0].contract_id].apart
    assert not [week for week in planned if any(frozenset((week.learner_id, key)) in apart for key in _with(week))]
    assert broken([week for week in planned if _with(week) <= {one.learner_id for one in planned}], around) == []


def _with(week: Week) -> set[UUID]:
    return {other for task in week.tasks for other in task.with_learner_ids}


@calm
@given(classes())
async def test_a_week_that_cannot_work_has_a_reason_and_each_way_out_works(
    given_class: tuple[list[Week], dict[UUID, Surroundings]],
) -> None:
    weeks, around = given_class
    week = weeks[-1] if not _with(weeks[-1]) else replace(weeks[-1], tasks=weeks[-1].tasks[:-1])
    found = await propose(HERE, week, around, MONDAY)
    blocked = [fault for fault in find_faults(week, around[week.contract_id]) if fault.code in GONE]
    assert (found.state == "impossible") == bool(found.reasons or blocked)
    # Leaving out is always a way, as an empty week fits.
    assert (found.state == "impossible") == any(mend.relief == "leave-out" for mend in found.mends)


@calm
@given(classes(), st.sets(st.sampled_from(DAYS), min_size=1, max_size=3))
async def test_a_replan_breaks_nothing_and_moves_nothing_that_need_not_move(
    given_class: tuple[list[Week], dict[UUID, Surroundings]], away: set[date]
) -> None:
    weeks, around = given_class
    found, _ = await propose_all(HERE, weeks, around, MONDAY)
    planned = [replace(with_plan(one.week, one.planned), holds=True) for one in found if one.state == "best"]
    holding = {week.learner_id for week in planned}
    planned = [week for week in planned if _with(week) <= holding]
    # Only contracts that hold are planned again, and only whole ones.
    wholes = [week for week in planned if _with(week) <= {one.learner_id for one in planned}]
    await asyncio.gather(*(_replanned(planned, around, about, away) for about in wholes))


async def _replanned(weeks: list[Week], around: dict[UUID, Surroundings], about: Week, away: set[date]) -> None:
    others = [week for week in weeks if week.learner_id in _with(about)]
    calm_one = await replan(HERE, [about, *others], around, MONDAY)
    assert calm_one.moves == []
    ill = replace(about, days_off=frozenset(away))
    after = await replan(HERE, [ill, *others], around, MONDAY)
    now = [_moved(week, after) for week in (ill, *others)]
    assert broken(now, around) == []
    untouched = [task for task in about.tasks if not set(task.planned_on) & away and not task.with_learner_ids]
    lost = sum(task.minutes for task in about.tasks if set(task.planned_on) & away)
    assert lost > 0 or all(move.task_id not in {task.task_id for task in untouched} for move in after.moves)


def _moved(week: Week, after: Replanned) -> Week:
    moves = {move.task_id: move.after for move in after.moves}
    return replace(
        week,
        tasks=[
            replace(task, planned_on=moves[task.task_id], state="open" if moves[task.task_id] else "carried")
            if task.task_id in moves
            else task
            for task in week.tasks
        ],
    )


@given(classes(), st.sets(st.integers(0, 6)))
def test_what_comes_by_itself_never_waits_for_a_goal_and_pushes_nothing_out(
    given_class: tuple[list[Week], dict[UUID, Surroundings]], places: set[int]
) -> None:
    weeks, around = given_class
    week, mine = weeks[0], around[weeks[0].contract_id]
    among = {task.task_id for place, task in enumerate(week.tasks) if place in places}
    out = waiting(week, mine, among)
    left = replace(week, tasks=[task for task in week.tasks if task.task_id not in out])
    late = {fault.task_id for fault in find_faults(left, mine) if fault.code == "prerequisite-missing"}
    assert out <= among
    assert not late & among


@given(
    st.lists(st.sets(st.integers(0, 4)), max_size=12),
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=8),
    st.sampled_from([(2, 3), (3, 6)]),
    st.integers(0, 3),
)
def test_who_is_put_together_has_a_day_together_and_is_not_kept_apart(
    days: list[set[int]], pairs: set[tuple[int, int]], sizes: tuple[int, int], seed: int
) -> None:
    people = [Seeking(UUID(int=number), frozenset(free)) for number, free in enumerate(days)]
    apart = {frozenset((UUID(int=one), UUID(int=other))) for one, other in pairs if one != other}
    groups = formed(people, *sizes, apart, seed)
    free = {one.learner_id: one.days for one in people}
    assert all(sizes[0] <= len(group) <= sizes[1] for group in groups)
    assert all(frozenset.intersection(*(free[one] for one in group)) for group in groups)
    assert not [pair for pair in apart for group in groups if pair <= set(group)]
    assert sum(len(group) for group in groups) == len(companions_of(groups))


@given(st.integers(1, 96).map(lambda fives: 5 * fives), st.integers(0, 24).map(lambda fives: 5 * fives))
def test_parts_are_the_whole_and_fit_in_a_day(total: int, longest: int) -> None:
    parts = parted(total, parts_of(total, longest))
    assert sum(parts) == total
    assert max(parts) <= (min(longest, 60) or 60)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_question_has_the_same_answer(seed: int) -> None:
    works = [Work(str(number), {"a": [15 + 5 * (number % 3)]}, [0, 1, 2], subject="x") for number in range(7)]
    problem = Problem({"a": [60, 60, 60]}, works, seed=seed)
    assert solve(problem) == solve(problem)
