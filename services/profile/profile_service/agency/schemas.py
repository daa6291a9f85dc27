"""The dial as it is moved and as it stands."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from eigenwijs_shared.agency import Dimension, Position, Scope
from eigenwijs_shared.models import NOT_BLANK, In, Out, Text, Time
from profile_service.agency.presets import SubjectKind
from profile_service.agency.rules import PresetId

Subject = Annotated[Text, Field(min_length=1, max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


Reason = Annotated[Text, Field(min_length=1, max_length=500, pattern=NOT_BLANK)]


class Window(In):
    """While a move is valid: at once and for good, unless said otherwise. When it ends, what was there holds again."""

    valid_from: Time | None = None
    valid_until: Time | None = None

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.valid_from is not None and self.valid_until is not None and self.valid_until <= self.valid_from:
            raise PydanticCustomError("ends_before_it_begins", "ends before it begins")
        return self


class AgencyIn(Window):
    """Dimensions that are left out stay as they are; null takes the setting at this place away."""

    dimensions: Annotated[dict[Dimension, Position | None], Field(min_length=1)]
    subject: Subject | None = None
    reason: Reason


class PresetIn(Window):
    """A preset to take as a start; without a subject it is for all, and for the subjects that it sets apart."""

    preset: PresetId
    subject: Subject | None = None
    reason: Reason


class DecidedByOut(Out):
    """The setting that decides a dimension, who set it, when and why."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    author_id: str
    reason: str
    at: datetime
    valid_until: datetime | None
    preset: PresetId | None


class AgencyOut(Out):
    """All five dimensions as they hold; `decided_by` is null where nothing is set. `version` is of this very place."""

    learner_id: UUID | None
    group_id: UUID | None
    board_id: UUID | None
    subject: str | None
    dimensions: dict[Dimension, Position]
    decided_by: dict[Dimension, DecidedByOut | None]
    version: int


class MoveOut(Out):
    """One move: what it changed, and what is set at the place when it begins."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    dimensions: dict[Dimension, Position]
    changes: dict[Dimension, Position | None]
    author_id: str
    agreed_with: str | None
    reason: str
    moved_at: datetime
    valid_from: datetime | None
    valid_until: datetime | None
    preset: PresetId | None


class AppliedOut(Out):
    """The dials of this place after a preset: for all subjects, and for those with a dial of their own."""

    preset: PresetId
    places: list[AgencyOut]


class PositionsOut(Out):
    """`kind` is the kind of subject; null for all that are not set apart. Why, in the caller's language."""

    kind: SubjectKind | None
    subjects: list[str]
    dimensions: dict[Dimension, Position]
    why: str


class PresetOut(Out):
    """A start that a school understands."""

    preset: PresetId
    name: str
    explanation: str
    positions: list[PositionsOut]


class PresetsOut(Out):
    items: list[PresetOut]


class RuleOut(Out):
    """A setting that speaks for a dimension: where, by whom, why, and while when."""

    position: Position
    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    author_id: str
    agreed_with: str | None
    reason: str
    moved_at: datetime
    valid_from: datetime | None
    valid_until: datetime | None
    preset: PresetId | None


class EffectiveDimensionOut(Out):
    """`rule` is null where nothing is set; `passed_over` are settings that would hold without it, nearest first."""

    position: Position
    rule: RuleOut | None
    why: str
    passed_over: list[RuleOut]


class EffectiveOut(Out):
    learner_id: UUID | None
    group_id: UUID | None
    board_id: UUID | None
    subject: str | None
    at: datetime
    dimensions: dict[Dimension, EffectiveDimensionOut]
