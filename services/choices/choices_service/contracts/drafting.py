"""From what somebody asks for to the tasks of a contract: everything named exists, and the dial leaves it open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many as find_activities
from choices_service.apart.store import pairs_among
from choices_service.assignments.standing import decided_for
from choices_service.choices.problems import CardNotHereYet, UnknownCard
from choices_service.choices.rules import may_be_under_way
from choices_service.choices.store import find_card
from choices_service.contracts import dial, faults, store
from choices_service.contracts.problems import dial_forbids
from choices_service.contracts.schemas import AgreementIn, TaskIn
from choices_service.contracts.week import LARGEST
from choices_service.goals.store import find_many as find_goals
from choices_service.timetables.store import hours_by_learner
from eigenwijs_shared.agency import Dial, Dimension
from eigenwijs_shared.errors import Fault, Invalid
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import shown_minutes, trait

_DIFFERING: tuple[Dimension, ...] = ("form", "topic", "company")


@dataclass(frozen=True, slots=True)
class Drafter:
    """Who drafts for whom, in which period, and what was there."""

    learner: Learner
    by_learner: bool
    starts_on: date
    ends_on: date
    now: datetime
    before: Mapping[UUID, Row[Any]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the request names and the database has."""

    activities: Mapping[UUID, Row[Any]]
    goals: Mapping[UUID, Row[Any]]
    cards: Mapping[UUID, Row[Any]]
    people: Mapping[UUID, Row[Any]]
    apart: Collection[frozenset[UUID]]
    dials: Sequence[Dial]
    needs: Collection[str]
    left_out: Collection[UUID]

    def decided(self, subjects: Sequence[str]) -> dial.Dials:
        return dial.of_subjects(self.dials, subjects)


async def drafted(session: AsyncSession, drafter: Drafter, asked: AgreementIn) -> list[dict[str, Any]]:
    """The rows of the tasks; `Invalid`, or what the dial says, where one of them cannot be."""
    known = await _known(session, drafter, asked)
    found: list[Fault] = []
    rows: list[dict[str, Any]] = []
    for place, wanted in enumerate(asked.tasks):
        pointer = f"#/tasks/{place}"
        row = _row(drafter, known, wanted, pointer, found)
        if row is not None:
            found += _misfits(drafter, known, row, pointer)
            rows.append(row)
    if found:
        raise Invalid(faults=found)
    for place, row in enumerate(rows):
        _obey(drafter, known, row, f"#/tasks/{place}")
    _obey_removals(drafter, known, {row["task_id"] for row in rows})
    return rows


async def room_of(session: AsyncSession, drafter: Drafter, asked: AgreementIn) -> dict[str, int]:
    """Minutes by day where they differ from the timetable; a learner may promise less time than there is, not more."""
    hours = (await hours_by_learner(session, {drafter.learner.learner_id: drafter.learner.group_ids}))[
        drafter.learner.learner_id
    ]
    found = []
    for place, one in enumerate(asked.minutes):
        if not drafter.starts_on <= one.day <= drafter.ends_on:
            found.append(Fault(f"#/minutes/{place}/day", faults.OUTSIDE, "outside-period"))
        elif drafter.by_learner and one.minutes > hours.minutes(one.day):
            found.append(Fault(f"#/minutes/{place}/minutes", faults.MORE_THAN_THERE_IS, "more-than-timetable"))
    if found:
        raise Invalid(faults=found)
    return {one.day.isoformat(): one.minutes for one in asked.minutes}


async def _known(session: AsyncSession, drafter: Drafter, asked: AgreementIn) -> _Known:
    cards = {task.card_id: await _card(session, task.card_id, drafter) for task in asked.tasks if task.card_id}
    on_cards = {UUID(option["activityId"]) for card in cards.values() for option in card.options}
    ideas = [task.own_idea for task in asked.tasks if task.own_idea]
    named = {other for task in asked.tasks for other in task.with_learner_ids}
    learner_id = drafter.learner.learner_id
    wishes = await wishes_of(session, learner_id, drafter.now.date())
    return _Known(
        activities=await find_activities(
            session, on_cards | {task.activity_id for task in asked.tasks if task.activity_id}
        ),
        goals=await find_goals(session, {goal_id for idea in ideas for goal_id in idea.goal_ids}),
        cards=cards,
        people=await store.groups_of(session, named),
        apart=await pairs_among(session, [learner_id]) if named else set(),
        dials=await dials_of(session, drafter.learner),
        needs=wishes.needs,
        left_out=(await decided_for(session, drafter.learner, drafter.now)).excluded,
    )


async def _card(session: AsyncSession, card_id: UUID, drafter: Drafter) -> Row[Any]:
    found = await find_card(session, card_id)
    if found is None and may_be_under_way(card_id, drafter.now):
        raise CardNotHereYet
    if found is None or found.learner_id != drafter.learner.learner_id:
        raise UnknownCard
    return found


def _row(drafter: Drafter, known: _Known, wanted: TaskIn, pointer: str, found: list[Fault]) -> dict[str, Any] | None:
    """The task as a row, or a fault more."""
    if wanted.task_id is not None:
        before = drafter.before.get(wanted.task_id)
        if before is None:
            found.append(Fault(f"{pointer}/taskId", faults.UNKNOWN_TASK, "unknown-task"))
            return None
        row = {key: value for key, value in before._mapping.items() if key not in {"board_id", "contract_id"}}
    elif wanted.own_idea is not None:
        unknown = [key for key in wanted.own_idea.goal_ids if key not in known.goals]
        if unknown:
            found.append(Fault(f"{pointer}/ownIdea/goalIds", faults.UNKNOWN_GOAL, "unknown-goal"))
            return None
        row = _of_idea(drafter, known, wanted)
    else:
        activity_id = _activity_of(known, wanted)
        activity = known.activities.get(activity_id) if activity_id else None
        if activity is None or not activity.active:
            field, said = (
                ("optionId", faults.NOT_ON_CARD) if wanted.card_id else ("activityId", faults.UNKNOWN_ACTIVITY)
            )
            found.append(Fault(f"{pointer}/{field}", said, "unknown-option" if wanted.card_id else "unknown-activity"))
            return None
        if activity_id in known.left_out:
            field = "optionId" if wanted.card_id else "activityId"
            found.append(Fault(f"{pointer}/{field}", faults.LEFT_OUT, "left-out"))
            return None
        from_card = {"source": "card", "card_id": wanted.card_id, "option_id": wanted.option_id}
        row = {**row_of_activity(drafter, activity, known.needs), **(from_card if wanted.card_id else {})}
    due_kept = drafter.by_learner and row["due_by_educator"]
    if due_kept and wanted.due_on != row["due_on"]:
        found.append(Fault(f"{pointer}/dueOn", faults.DUE_BY_EDUCATOR, "due-by-educator"))
    return {
        **row,
        "due_on": wanted.due_on,
        "due_by_educator": due_kept or (not drafter.by_learner and wanted.due_on is not None),
        "planned_on": wanted.planned_on,
        "with_learner_ids": sorted(set(wanted.with_learner_ids)),
    }


def _activity_of(known: _Known, wanted: TaskIn) -> UUID | None:
    if wanted.card_id is None:
        return wanted.activity_id
    options = known.cards[wanted.card_id].options
    option = next((one for one in options if one["optionId"] == str(wanted.option_id)), None)
    return UUID(option["activityId"]) if option else None


def _blank(drafter: Drafter) -> dict[str, Any]:
    return {
        "task_id": new_id(),
        "card_id": None,
        "option_id": None,
        "activity_id": None,
        "choice_id": None,
        "by_educator": not drafter.by_learner,
        "due_by_educator": False,
        "state": "open",
        "done_at": None,
        "done_by": None,
    }


def _of_idea(drafter: Drafter, known: _Known, wanted: TaskIn) -> dict[str, Any]:
    idea = wanted.own_idea
    assert idea is not None  # noqa: S101 - the caller looked
    return {
        **_blank(drafter),
        "source": "own-idea",
        "title": idea.title,
        "goal_ids": idea.goal_ids,
        "subjects": sorted({known.goals[key].subject for key in idea.goal_ids}),
        "company": idea.company,
        "minutes": idea.minutes,
    }


def row_of_activity(drafter: Drafter, activity: Row[Any], needs: Collection[str]) -> dict[str, Any]:
    """An activity from the catalogue as a task, in as many minutes as this learner gets for it."""
    return {
        **_blank(drafter),
        "source": "catalogue",
        "activity_id": activity.activity_id,
        "title": activity.title,
        "goal_ids": activity.goal_ids,
        "subjects": sorted(activity.subjects),
        "company": activity.company,
        "minutes": shown_minutes(activity.minutes, needs),
    }


def _misfits(drafter: Drafter, known: _Known, row: Mapping[str, Any], pointer: str) -> list[Fault]:
    """Days outside the period, and companions who cannot be."""
    found = []
    if any(not drafter.starts_on <= day <= drafter.ends_on for day in row["planned_on"]):
        found.append(Fault(f"{pointer}/plannedOn", faults.OUTSIDE, "outside-period"))
    if row["due_on"] is not None and row["due_on"] < drafter.starts_on:
        found.append(Fault(f"{pointer}/dueOn", faults.DUE_BEFORE, "due-before-start"))
    if not row["with_learner_ids"]:
        return found
    place = f"{pointer}/withLearnerIds"
    if 1 + len(row["with_learner_ids"]) > LARGEST.get(row["company"], 1):
        found.append(Fault(place, faults.TOO_MANY, "too-many-companions"))
    mine = drafter.learner
    for other in row["with_learner_ids"]:
        person = known.people.get(other)
        if other == mine.learner_id or person is None or not set(person.group_ids) & set(mine.group_ids):
            found.append(Fault(place, faults.NOT_IN_GROUP, "not-in-group"))
        elif frozenset((mine.learner_id, other)) in known.apart:
            found.append(Fault(place, faults.CHOOSE_ANOTHER, "choose-another"))
    return found


def _obey(drafter: Drafter, known: _Known, row: Mapping[str, Any], pointer: str) -> None:
    """What the dial leaves to the other is not done here."""
    before = drafter.before.get(row["task_id"])
    decided = known.decided(row["subjects"])
    moved = list(row["planned_on"]) != list(before.planned_on if before else [])
    if not drafter.by_learner:
        if moved and row["planned_on"]:
            _stop(dial.educator_plans(decided), f"{pointer}/plannedOn")
        return
    if before is None:
        _stop(_of_source(known, row, decided), pointer)
    if row["planned_on"] and moved:
        _stop(dial.learner_plans(decided), f"{pointer}/plannedOn")
    if row["with_learner_ids"] and set(row["with_learner_ids"]) != set(before.with_learner_ids if before else ()):
        _stop(dial.companions(decided), f"{pointer}/withLearnerIds")


def _of_source(known: _Known, row: Mapping[str, Any], decided: dial.Dials) -> dial.Forbidden:
    if row["source"] == "own-idea":
        return dial.own_idea(decided, row["company"])
    if row["source"] == "catalogue":
        return dial.off_card(decided)
    options = known.cards[row["card_id"]].options
    on_card = [known.activities[key] for one in options if (key := UUID(one["activityId"])) in known.activities]
    differing = [name for name in _DIFFERING if len({trait(one, name) for one in on_card}) > 1]
    return dial.since_card(decided, differing)


def _obey_removals(drafter: Drafter, known: _Known, kept: Collection[UUID]) -> None:
    if not drafter.by_learner:
        return
    for task_id, row in drafter.before.items():
        if task_id not in kept:
            _stop(dial.take_out(known.decided(row.subjects), by_educator=row.by_educator), "#/tasks")


def _stop(forbidden: dial.Forbidden, pointer: str) -> None:
    if forbidden is not None:
        raise dial_forbids(*forbidden, pointer)
