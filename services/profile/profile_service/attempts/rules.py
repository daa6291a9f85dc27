"""What becomes of each attempt of a request: pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from eigenwijs_shared.contracts.profile import AttemptRecorded, Result
from eigenwijs_shared.errors import Conflict, NotFound, Problem
from eigenwijs_shared.roster.reach import UnknownLearner


class UnknownActivity(NotFound):
    """No such activity on this board, or the news of it has not arrived yet."""

    type = "unknown-activity"
    title = {"nl": "Activiteit niet gevonden", "en": "Activity not found"}
    detail = {
        "nl": "Deze activiteit kennen we niet. Is ze zojuist gemaakt? Probeer het dan zo nog eens.",
        "en": "This activity is not known. If it was made just now, please retry shortly.",
    }


class AttemptIdReused(Conflict):
    """The id was used for another attempt of this learner."""

    type = "attempt-id-reused"
    title = {"nl": "Nummer van poging al gebruikt", "en": "Attempt id used before"}
    detail = {
        "nl": "Deze attemptId is voor deze leerling al gebruikt voor een poging met andere inhoud. Maak een nieuwe.",
        "en": "This attemptId was used for another attempt of this learner. Make a new one.",
    }


class Sent(Protocol):
    """An attempt as a client sends it."""

    @property
    def attempt_id(self) -> UUID: ...
    @property
    def learner_id(self) -> UUID: ...
    @property
    def activity_id(self) -> UUID: ...
    @property
    def result(self) -> Any: ...
    @property
    def occurred_at(self) -> datetime: ...


class Activity(Protocol):
    """What an attempt keeps of its activity."""

    @property
    def goal_ids(self) -> list[UUID]: ...
    @property
    def level(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def form(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity as it is now."""

    goal_ids: list[UUID]
    level: int
    kind: str
    form: str


Key = tuple[UUID, UUID]
"""(learner, attempt id): a client may have made the same id for another learner."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An attempt in the ledger."""

    learner_id: UUID
    sequence: int
    attempt_id: UUID
    activity_id: UUID
    goal_ids: list[UUID]
    level: int
    kind: str
    form: str
    result: Result
    occurred_at: datetime
    recorded_at: datetime

    def says_the_same_as(self, sent: Sent) -> bool:
        """Is this a repetition, or another attempt under the same id?"""
        mine, its = self.result, sent.result
        return (
            self.activity_id == sent.activity_id
            and self.occurred_at == sent.occurred_at
            and (mine.score_scaled, mine.success, mine.completion, mine.duration_seconds)
            == (its.score_scaled, its.success, its.completion, its.duration_seconds)
        )


Outcome = Recorded | Problem


@dataclass(slots=True)
class Decided:
    """An outcome per attempt, in their order, and which of them are new in the ledger."""

    outcomes: list[Outcome] = field(default_factory=list)
    created: list[Recorded] = field(default_factory=list)
    is_new: list[bool] = field(default_factory=list)


def decide(
    attempts: Iterable[Sent],
    *,
    sequences: Mapping[UUID, int],
    activities: Mapping[UUID, Activity],
    known: Mapping[Key, Recorded],
    now: datetime,
) -> Decided:
    """`sequences` holds the last number of each learner in reach; an attempt of any other learner is refused."""
    decided, last, seen = Decided(), dict(sequences), dict(known)
    for sent in attempts:
        key = (sent.learner_id, sent.attempt_id)
        outcome: Outcome
        new = False
        if sent.learner_id not in last:
            outcome = UnknownLearner()
        elif key in seen:
            outcome = seen[key] if seen[key].says_the_same_as(sent) else AttemptIdReused()
        elif sent.activity_id not in activities:
            outcome = UnknownActivity()
        else:
            new = True
            last[sent.learner_id] += 1
            outcome = seen[key] = _recorded(sent, activities[sent.activity_id], last[sent.learner_id], now)
            decided.created.append(outcome)
        decided.outcomes.append(outcome)
        decided.is_new.append(new)
    return decided


def _recorded(sent: Sent, activity: Activity, sequence: int, now: datetime) -> Recorded:
    result = Result(
        score_scaled=sent.result.score_scaled,
        success=sent.result.success,
        completion=sent.result.completion,
        duration_seconds=sent.result.duration_seconds,
    )
    return Recorded(
        learner_id=sent.learner_id,
        sequence=sequence,
        attempt_id=sent.attempt_id,
        activity_id=sent.activity_id,
        goal_ids=activity.goal_ids,
        level=activity.level,
        kind=activity.kind,
        form=activity.form,
        result=result,
        occurred_at=sent.occurred_at,
        recorded_at=now,
    )


def event_of(recorded: Recorded, renewal: int) -> AttemptRecorded:
    """What the others hear of it."""
    return AttemptRecorded(
        learner_id=recorded.learner_id,
        sequence=recorded.sequence,
        attempt_id=recorded.attempt_id,
        activity_id=recorded.activity_id,
        goal_ids=recorded.goal_ids,
        level=recorded.level,
        kind=recorded.kind,
        form=recorded.form,
        result=recorded.result,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        renewal=renewal,
    )


def last_sequences(created: Collection[Recorded]) -> dict[UUID, int]:
    """The new last number of each learner."""
    return {recorded.learner_id: recorded.sequence for recorded in created}
