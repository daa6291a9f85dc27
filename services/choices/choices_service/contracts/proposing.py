"""Asking the solver for a week, or for those of a whole group, and what to say when there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from choices_service.contracts.assembling import Around, Assembled, assemble
from choices_service.contracts.mending import Mend, mend_of, mended, questions
from choices_service.contracts.week import Week
from choices_service.contracts.why import Reason, reasons
from choices_service.planning.planner import Planner, PlannerAway
from choices_service.planning.problem import Answer, Problem, State, split

SECONDS = 1.0
"""Of the solver's work for each learner or for those who do something together."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The days of a contract's tasks; or why there are none, and what would help."""

    week: Week
    state: State
    gap: float = 0.0
    planned: Mapping[UUID, Sequence[date]] = field(default_factory=dict)
    reasons: Sequence[Reason] = ()
    mends: Sequence[Mend] = ()


async def propose(planner: Planner, week: Week, around: Around, today: date) -> Proposed:
    """The best plan for one week, beside what companions promised already."""
    assembled = assemble([week], around, today, seconds=SECONDS)
    answer = await planner.solve(assembled.problem)
    if answer.found and not assembled.blocked:
        return Proposed(week, answer.state, answer.gap, assembled.planned(answer))
    if answer.state == "unknown":
        raise PlannerAway
    why: list[Reason] = [] if answer.found else reasons(assembled)
    return Proposed(week, "impossible", reasons=why, mends=await _mends(planner, week, assembled, around, today))


async def _mends(planner: Planner, week: Week, assembled: Assembled, around: Around, today: date) -> list[Mend]:
    """Only what was tried and works."""
    asked = questions(assembled)
    answers = await planner.solve_all(asked)
    found = [mend for one, answer in zip(asked, answers, strict=True) if (mend := mend_of(assembled, one, answer))]
    tried = [assemble([mended(week, mend)], around, today, seconds=SECONDS) for mend in found]
    proofs = await planner.solve_all([one.problem for one in tried])
    return [mend for mend, one, proof in zip(found, tried, proofs, strict=True) if proof.found and not one.blocked]


async def propose_all(
    planner: Planner, weeks: Sequence[Week], around: Around, today: date
) -> tuple[list[Proposed], Answer]:
    """Plans for these weeks at once, so that who works together does so on the same day; and how good they are.

    Weeks that cannot work are told apart, and leave the others as good as they can be.
    """
    assembled = assemble(weeks, around, today, seconds=SECONDS)
    pieces = [_timed(piece, len(weeks)) for piece in split(assembled.problem)]
    answers = await planner.solve_all(pieces)
    waiting = {str(week.contract_id) for unit in assembled.blocked for week, _ in unit.members}
    planned: dict[UUID, Sequence[date]] = {}
    good: dict[str, Answer] = {}
    for piece, answer in zip(pieces, answers, strict=True):
        if answer.found:
            planned |= assembled.planned(answer)
            good |= {member: answer for member in piece.room if member not in waiting}
    found = []
    for week in weeks:
        held = good.get(str(week.contract_id))
        if held is None:
            found.append(await propose(planner, week, around, today))
        else:
            mine = {task.task_id: planned[task.task_id] for task in week.tasks if task.task_id in planned}
            found.append(Proposed(week, held.state, held.gap, mine))
    return found, _joined([answer for answer in answers if answer.found])


def _timed(piece: Problem, members: int) -> Problem:
    """A class has two seconds of the solver's work in all: most for those who do much together."""
    return replace(piece, seconds=max(0.3, 2 * SECONDS * len(piece.room) / members))


def _joined(answers: Sequence[Answer]) -> Answer:
    cost, bound = sum(one.cost for one in answers), sum(one.bound for one in answers)
    state: State = "best" if all(one.state == "best" for one in answers) else "within"
    return Answer(state, gap=max(0.0, (cost - bound) / cost) if cost > 0 else 0.0, cost=cost, bound=bound)


def with_plan(week: Week, planned: Mapping[UUID, Sequence[date]]) -> Week:
    """The week with its tasks on those days."""
    tasks = [replace(task, planned_on=planned.get(task.task_id, task.planned_on)) for task in week.tasks]
    return replace(week, tasks=tasks)
