"""Contracts put into words and numbers for whoever asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from choices_service.contracts import words
from choices_service.contracts.checks import Finding, find_faults
from choices_service.contracts.loading import Loaded
from choices_service.contracts.shapes import (
    AgencyOut,
    CheckOut,
    ContractOut,
    DayOut,
    MoveOut,
    ProgressOut,
    ReplanOut,
    ShareOut,
    SignatureOut,
    TaskOut,
)
from choices_service.contracts.week import Task
from eigenwijs_shared.agency import Dial, effective
from eigenwijs_shared.errors import Language


def shown(
    one: Loaded, replans: Sequence[Row[Any]], dials: Sequence[Dial], language: Language, today: date
) -> ContractOut:
    """The whole contract."""
    row, week = one.row, one.week
    ended = row.ends_on < today
    checks = [] if ended else find_faults(week, one.around, today)
    subjects = sorted({subject for task in week.tasks for subject in task.subjects})
    copied = ("contract_id", "learner_id", "version", "revision", "state", "starts_on", "ends_on", "note")
    return ContractOut(
        **{name: getattr(row, name) for name in (*copied, "changed_at", "changed_by")},
        ended=ended,
        tasks=[_task(task, kept, one) for task, kept in zip(week.tasks, one.tasks, strict=True)],
        days=[DayOut(day=day, minutes=week.room(day), planned=week.load(day)) for day in week.days],
        checks=[checked(finding, language) for finding in checks],
        learner_signature=_signature(row.learner_signed_at, row.learner_signed_by),
        educator_signature=_signature(row.educator_signed_at, row.educator_signed_by),
        progress=progress(week.tasks),
        agency=[
            AgencyOut(subject=subject, dimensions={name: held.position for name, held in decided.items()})
            for subject in (None, *subjects)
            if (decided := effective(dials, subject))
        ],
        replans=[replan(said, one, language) for said in replans],
    )


def _task(task: Task, row: Row[Any], one: Loaded) -> TaskOut:
    copied = ("task_id", "source", "card_id", "option_id", "activity_id", "title", "goal_ids", "subjects", "company")
    also = ("with_learner_ids", "minutes", "due_on", "choice_id")
    missing = one.around.missing.get(task.task_id, ()) if task.to_do else ()
    return TaskOut.model_validate(
        {
            **{name: getattr(row, name) for name in (*copied, *also)},
            "plan": shares(task),
            "set_by": "educator" if row.by_educator else "learner",
            "state": "done" if task.done else task.state,
            "done_at": one.done_at.get(task.task_id),
            "missing": [one.around.goal_titles.get(key, str(key)) for key in missing],
        }
    )


def shares(task: Task) -> list[ShareOut]:
    return [ShareOut(day=day, minutes=minutes) for day, minutes in task.shares()]


def _signature(at: datetime | None, by: str | None) -> SignatureOut | None:
    return SignatureOut(at=at, by=by) if at is not None and by is not None else None


def checked(finding: Finding, language: Language) -> CheckOut:
    return CheckOut(
        code=finding.code,
        blocks=finding.blocks,
        task_id=finding.task_id,
        day=finding.day,
        message=words.check(finding, language),
    )


def progress(tasks: Sequence[Task]) -> ProgressOut:
    """What is done of what stands; what was dropped or is kept for later counts in neither."""
    standing = [task for task in tasks if task.stands or task.done]
    finished = [task for task in standing if task.done]
    return ProgressOut(
        done=len(finished),
        total=len(standing),
        minutes_done=sum(task.minutes for task in finished),
        minutes_total=sum(task.minutes for task in standing),
    )


def replan(row: Row[Any], one: Loaded, language: Language) -> ReplanOut:
    """One re-plan with the reason of each move."""
    titles = {str(task.task_id): task.title for task in one.week.tasks}
    moves = [
        MoveOut(
            task_id=move["taskId"],
            title=titles.get(move["taskId"], ""),
            before=move["from"],
            after=move["to"],
            learner=words.WHY_MOVED[move["why"]][0][language],
            educator=words.WHY_MOVED[move["why"]][1][language],
        )
        for move in row.moves
    ]
    out = sum(not move.after for move in moves)
    return ReplanOut(
        **{name: getattr(row, name) for name in ("replan_id", "because", "days", "kept", "proven", "made_at")},
        made_by=row.made_by or None,
        moves=moves,
        summary=words.replanned(row.because, row.days, (len(moves) - out, out, row.kept), language),
    )
