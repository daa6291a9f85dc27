"""Models as they come in and go out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from eigenwijs_shared.models import NOT_BLANK, In, Line, Out, Text
from recommend_service.models.rules import Evidence, Kind, Status, Verdict, Word

SubgroupKind = Literal["group", "grade", "need"]
Value = Annotated[Text, Field(min_length=1, max_length=100, pattern=NOT_BLANK)]


class ReasonIn(In):
    """Why, in words for the board and whoever looks along."""

    reason: Annotated[Text, Field(min_length=1, max_length=500, pattern=NOT_BLANK)]


class Subgroup(In):
    """Learners in any of these groups (a school is its groups), of these grades, or with these needs for support.

    A need is what helps a learner, never why: diagnoses are nowhere in this system.
    """

    name: Line
    kind: SubgroupKind
    values: Annotated[list[Value], Field(min_length=1, max_length=200)]

    @property
    def key(self) -> str:
        """The same for the same learners, whatever the name."""
        return f"{self.kind}:{','.join(sorted(set(self.values)))}"


class SubgroupsIn(In):
    subgroups: Annotated[list[Subgroup], Field(max_length=30)]


class SubgroupOut(Out):
    name: str
    kind: SubgroupKind
    values: list[str]


class SubgroupsOut(Out):
    subgroups: Sequence[SubgroupOut]


class FiguresOut(Out):
    """`calibrationGap` is mean predicted − observed, `ece` the mean distance over ten groups of chances."""

    attempts: int
    learners: int
    log_loss: float
    brier: float
    auc: float | None
    ece: float
    calibration_gap: float


class GapOut(Out):
    """How a subgroup does beside all others, with its 95 % range; without `subgroup` it is of everybody."""

    subgroup: str | None
    kind: Kind
    evidence: Evidence
    learners: int
    size: float | None
    low: float | None
    high: float | None
    limit: float
    verdict: Verdict


class DriftOut(Out):
    """The last seven days against the fit. No word: too little was seen to say."""

    word: Word | None
    last_seven_days: FiguresOut | None


class ModelOut(Out):
    """`figures` on learners left out of the fit; `live` on what was seen since, the same attempts for every version.

    `blocks` is what stands in the way of promoting it.
    """

    version: str
    status: Status
    made_at: datetime | None
    made_by: str | None
    attempts: int
    learners: int
    checksum: str | None
    previous: str | None
    promoted_at: datetime | None
    promoted_by: str | None
    reason: str | None
    figures: FiguresOut | None
    live: FiguresOut | None
    drift: DriftOut
    gaps: Sequence[GapOut]
    unmeasured: Sequence[str]
    blocks: Sequence[GapOut]


class ModelsOut(Out):
    """The newest first; the one that nothing was fitted for comes last."""

    in_use: str
    items: Sequence[ModelOut]
