"""What profile promises to tell. Names of people never travel: a learner or educator is a pseudonym (UUID).

State events (`…Changed`, `AgencyMoved`) carry the whole state and a `version` that grows: apply one only if its
version is greater than the one you hold. Attempts carry `sequence`, 1, 2, 3 … per learner without gaps.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from eigenwijs_shared.agency import Position, Scope
from eigenwijs_shared.events.envelope import Event


class Result(BaseModel):
    """How it went, in the words of xAPI."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    score_scaled: float = Field(ge=0, le=1)
    success: bool
    completion: bool
    duration_seconds: int = Field(ge=0)


class BoardCreated(Event, type="profile.board.created.v1"):
    board_id: UUID


class LearnerChanged(Event, type="profile.learner.changed.v1"):
    """`group_ids` are the groups the learner is in now; `grades` are level words such as `groep-5` or `vo-2`."""

    learner_id: UUID
    version: int
    active: bool
    grades: list[str]
    school_ids: list[UUID]
    group_ids: list[UUID]


class EducatorChanged(Event, type="profile.educator.changed.v1"):
    """`group_ids` are the groups the educator has in reach now.

    `gone` once the board's term after leaving has passed: forget the person, there is no name to this id any more.
    """

    educator_id: UUID
    version: int
    active: bool
    group_ids: list[UUID]
    gone: bool = False


class GroupChanged(Event, type="profile.group.changed.v1"):
    group_id: UUID
    version: int
    active: bool
    school_id: UUID
    grades: list[str]
    subject: str | None


class AgencyMoved(Event, type="profile.agency.moved.v1"):
    """The dial at one place (scope, scope_id, subject) stands like this now. The reason stays in profile."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    dimensions: dict[str, Position]
    version: int
    author_id: str
    moved_at: datetime

    @property
    def key(self) -> UUID | None:
        return self.scope_id if self.scope == "learner" else None


class AttemptRecorded(Event, type="profile.attempt.recorded.v1"):
    """One learner at one activity; goals, level, kind and form as they were when it was recorded."""

    learner_id: UUID
    sequence: int
    attempt_id: UUID
    activity_id: UUID
    goal_ids: list[UUID]
    level: int = Field(ge=1, le=5)
    kind: str
    form: str
    result: Result
    occurred_at: datetime
    recorded_at: datetime
    renewal: int = 0


class ParentChanged(Event, type="profile.parent.changed.v1"):
    """`learner_ids` are the children whom the parent reaches now; who decides alone is not among them.

    `gone` once the parent has no child here any more and is forgotten: there is no name to this id.
    """

    parent_id: UUID
    version: int
    active: bool
    learner_ids: list[UUID]
    gone: bool = False


class HeldNeed(BaseModel):
    """An accommodation from the closed vocabulary; it holds until the end of that day, or for good."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    need: str
    until: date | None


class NeedsChanged(Event, type="profile.needs.changed.v1"):
    """All accommodations of a learner as they are now: what helps, never why."""

    learner_id: UUID
    version: int
    needs: list[HeldNeed]


class HeldInterest(BaseModel):
    """A topic in the words of the catalogue, casefolded; it holds until the end of that day."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    topic: str
    until: date


class InterestsChanged(Event, type="profile.interests.changed.v1"):
    """All topics that a learner says to like, as they are now; said by the learner, never derived from clicks."""

    learner_id: UUID
    version: int
    interests: list[HeldInterest]


class AimsChanged(Event, type="profile.aims.changed.v1"):
    """All goals that a learner aims for now, of its open aims that it lets its educators see; none of its words."""

    learner_id: UUID
    version: int
    goal_ids: list[UUID]


class EvidenceRecorded(Event, type="profile.evidence.recorded.v1"):
    """Something other than an attempt that speaks to goals; numbered in the same ledger, so `sequence` has no gaps.

    `weight` says how much it counts: 0 shown only, 1 as much as one attempt at the goal's own level, at most 3.
    `corrects` is the `attempt_id` or `evidence_id` of the fact of this learner that no longer counts; a correction
    that only takes back has weight 0.
    """

    learner_id: UUID
    sequence: int
    evidence_id: UUID
    kind: Literal["observation", "product", "self-assessment", "peer-assessment", "paper-check", "correction"]
    goal_ids: list[UUID]
    level: int = Field(ge=1, le=5)
    form: str
    weight: float = Field(ge=0, le=3)
    score_scaled: float = Field(ge=0, le=1)
    success: bool
    corrects: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    renewal: int = 0


class LedgerRenewed(Event, type="profile.ledger.renewed.v1"):
    """What counts of a learner was corrected: forget what was estimated, all facts that count follow once more.

    They follow for `recommend` alone, on its replay subjects, each with this `renewal` number (0 before the first).
    """

    learner_id: UUID
    renewal: int


class ErasureRequested(Event, type="profile.erasure.requested.v1"):
    """Everything of this learner must go from every service and stream; each answers with its receipt."""

    learner_id: UUID
    request_id: UUID


class DossierRequested(Event, type="profile.dossier.requested.v1"):
    """Every service hands in what it holds of this learner, sealed with `public_key` (a JWK of X25519)."""

    learner_id: UUID
    request_id: UUID
    public_key: dict[str, str]
