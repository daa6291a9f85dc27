"""When an assignment may be made, and how it stands. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from choices_service.assignments import problems
from choices_service.assignments.schemas import AssignmentIn, State
from eigenwijs_shared.contracts.assignments import ONLY_TO_EXCLUDE, AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.errors import Fault, Invalid

LONGEST = timedelta(days=366)
Met = tuple[UUID, UUID]
"""(learner, assignment)"""


class Attempted(Protocol):
    """What of an attempt matters here."""

    @property
    def learner_id(self) -> UUID: ...
    @property
    def activity_id(self) -> UUID: ...
    @property
    def occurred_at(self) -> datetime: ...


def place_of(wanted: AssignmentIn) -> tuple[AssignedTo, UUID]:
    """For whom; `Invalid` unless it is exactly one."""
    if wanted.learner_id is not None and wanted.group_id is None:
        return "learner", wanted.learner_id
    if wanted.group_id is not None and wanted.learner_id is None:
        return "group", wanted.group_id
    raise Invalid(faults=[Fault("#", problems.ONE_OF_TWO, "one-of-two")])


def check(kind: AssignmentKind, ground: Ground, until: date, today: date) -> None:
    """`Invalid` with all that does not fit."""
    faults = []
    if ground in ONLY_TO_EXCLUDE and kind != "exclude":
        faults.append(Fault("#/ground", problems.ONLY_EXCLUDES, "only-excludes"))
    if until < today:
        faults.append(Fault("#/until", problems.PAST_DAY, "day-in-past"))
    if until > today + LONGEST:
        faults.append(Fault("#/until", problems.TOO_FAR, "day-too-far"))
    if faults:
        raise Invalid(faults=faults)


def state_of(row: Any, today: date) -> State:
    if not row.active:
        return "ended"
    return "standing" if row.until >= today else "over"


def met_by(assignments: Sequence[Any], attempts: Iterable[Attempted]) -> dict[Met, datetime]:
    """When each was met first by these finished attempts: made after it, and not after its last day.

    Whether the learner was in the group does not count: who joins later and did it already has done it, and the same
    is found in whatever order it is heard.
    """
    found: dict[Met, datetime] = {}
    for attempt in attempts:
        for one in assignments:
            if _meets(one, attempt):
                key = attempt.learner_id, one.assignment_id
                found[key] = min(found.get(key, attempt.occurred_at), attempt.occurred_at)
    return found


def _meets(one: Any, attempt: Attempted) -> bool:
    is_for = one.scope == "group" or one.scope_id == attempt.learner_id
    in_time = one.made_at <= attempt.occurred_at and attempt.occurred_at.date() <= one.until
    return bool(one.kind == "assign" and one.activity_id == attempt.activity_id and is_for and in_time)
