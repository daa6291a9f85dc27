"""Evidence as it comes in and as it is shown."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.catalogue import Form
from eigenwijs_shared.models import NOT_BLANK, Flag, In, Line, Number, Out, Paragraph, PastTime, Text, Whole
from profile_service.evidence.rules import Kind, Source

Score = Annotated[Number, Field(ge=0, le=1, description="0 nothing, 1 all of it")]
Level = Annotated[Whole, Field(ge=1, le=5)]


class CriterionIn(In):
    """One line of a rubric: its levels from low to high, and the number of the one that was reached, from 0."""

    criterion: Line
    levels: Annotated[list[Line], Field(min_length=2, max_length=6)]
    scored: Annotated[Whole, Field(ge=0)]


class EvidenceIn(In):
    """Something other than an attempt that speaks to goals. The client makes `evidenceId`: sending again is harmless.

    `scoreScaled` and `success` tell each other where one is left out (a success from 0.55). A product takes its score
    from its rubric. A correction names what it `corrects` and the `reason`; without a result it only takes back.
    """

    evidence_id: UUID
    kind: Kind
    goal_ids: Annotated[list[UUID], Field(max_length=10)] = []
    level: Annotated[Level | None, Field(description="3, the goal's own, unless given")] = None
    form: Annotated[Form | None, Field(description="How it was shown; exercise unless given")] = None
    score_scaled: Score | None = None
    success: Flag | None = None
    check: Annotated[Flag, Field(description="Of a paper-check: made as a formal check, without help")] = False
    rubric: Annotated[list[CriterionIn] | None, Field(min_length=1, max_length=20)] = None
    note: Paragraph | None = None
    occurred_at: PastTime | None = None
    corrects: Annotated[UUID | None, Field(description="An attemptId or evidenceId of this learner")] = None
    reason: Annotated[Text | None, Field(min_length=1, max_length=500, pattern=NOT_BLANK)] = None


class CorrectedByOut(Out):
    """Who took a fact back or replaced it, when and why."""

    evidence_id: UUID
    author_id: str
    reason: str
    at: datetime


class CriterionOut(Out):
    criterion: str
    levels: list[str]
    scored: int


class EvidenceOut(Out):
    """`weight` in attempts; `sequence` counts with the learner's attempts and is not for classmates."""

    evidence_id: UUID
    learner_id: UUID
    kind: Kind
    source: Source
    author_id: str
    goal_ids: list[UUID]
    level: int
    form: str
    weight: float
    score_scaled: float | None
    success: bool | None
    rubric: list[CriterionOut] | None
    note: str | None
    corrects: UUID | None
    corrected_by: CorrectedByOut | None
    occurred_at: datetime
    recorded_at: datetime
    sequence: int | None


class CellIn(In):
    score_scaled: Score
    success: Flag | None = None


class RowIn(In):
    """One learner: a result per goal in their order, null where there is none."""

    learner_id: UUID
    results: Annotated[list[CellIn | None], Field(min_length=1, max_length=20)]


class MatrixIn(In):
    """A check on paper of a whole class. The client makes `matrixId`, so that sending it again is harmless."""

    matrix_id: UUID
    kind: Literal["paper-check"] = "paper-check"
    check: Flag = True
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]
    level: Level = 3
    form: Form = "exercise"
    occurred_at: PastTime
    rows: Annotated[list[RowIn], Field(min_length=1, max_length=40)]


class RowOut(Out):
    learner_id: UUID
    evidence_ids: list[UUID | None]


class MatrixOut(Out):
    """The evidence that each cell became."""

    matrix_id: UUID
    group_id: UUID
    recorded: int
    rows: list[RowOut]
