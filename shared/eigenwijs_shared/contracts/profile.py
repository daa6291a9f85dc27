"""What profile promises to tell. Names of people never travel: a learner or educator is a pseudonym (UUID).

State events (`…Changed`, `AgencyMoved`) carry the whole state and a `version` that grows: apply one only if its
version is greater than the one you hold. Attempts carry `sequence`, 1, 2, 3 … per learner without gaps.
"""

from datetime import datetime
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
    """`group_ids` are the groups the educator has in reach now."""

    educator_id: UUID
    version: int
    active: bool
    group_ids: list[UUID]


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
