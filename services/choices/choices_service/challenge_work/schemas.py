"""Plans, evidence and presentations as they come in and go out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.challenges.rules import MOST_GOALS, MOST_STEPS, EvidenceKind, StepKind
from choices_service.mapping.schemas import Title
from choices_service.text import Trimmed
from eigenwijs_shared.models import Day, Flag, In, Out, PastTime, Text, Whole

Long = Annotated[Trimmed, Field(min_length=1, max_length=4000)]
Url = Annotated[
    Text,
    Field(max_length=2000, pattern=r"^https?://[^\s/?#@]+([/?#]\S*)?$", description="Looked at for its form only"),
]


class StepIn(In):
    """`step_id` for one that is in the plan already: it keeps whether it is done, and its note."""

    step_id: UUID | None = None
    kind: StepKind = "step"
    title: Title
    day: Day | None = None


class PlanIn(In):
    """The whole plan, in order; it replaces what was there. With steps it has a check-in with the coach."""

    steps: Annotated[list[StepIn], Field(max_length=MOST_STEPS)]
    present_on: Annotated[Day | None, Field(description="The day of the closing presentation")] = None


class StepChangeIn(In):
    """What is left out stays as it is. A check-in is done when it was held; `note` says what came of it."""

    done: Flag = False
    note: Long | None = None


class EvidenceIn(In):
    """Something to show: `url` for a link, `text` for a text, `product` for a thing and where it can be seen."""

    kind: EvidenceKind
    title: Title
    url: Url | None = None
    text: Long | None = None
    product: Long | None = None
    goal_ids: Annotated[list[UUID], Field(max_length=MOST_GOALS, description="Of the challenge")] = []


class EvidenceOut(Out):
    evidence_id: UUID
    challenge_id: UUID
    kind: EvidenceKind
    title: str
    url: str | None
    text: str | None
    product: str | None
    goal_ids: list[UUID]
    author_id: str
    added_at: datetime


class CriterionIn(In):
    """One line of a rubric: its levels from low to high, and the number of the one that was reached, from 0."""

    criterion: Title
    levels: Annotated[list[Title], Field(min_length=2, max_length=6)]
    scored: Annotated[Whole, Field(ge=0)]


Rubric = Annotated[list[CriterionIn], Field(min_length=1, max_length=20)]


class ShownGoalIn(In):
    """A confirmed goal that the presentation showed; `level` is 3, the goal's own, unless it went less or more deep."""

    goal_id: UUID
    level: Annotated[Whole, Field(ge=1, le=5)] = 3
    rubric: Annotated[Rubric | None, Field(description="Its own; else that of the whole presentation")] = None


class PresentationIn(In):
    """The closing presentation as an educator judged it. Goals that are left out are not judged."""

    goals: Annotated[list[ShownGoalIn], Field(min_length=1, max_length=MOST_GOALS)]
    rubric: Rubric | None = None
    note: Long | None = None
    occurred_at: PastTime | None = None


class CriterionOut(Out):
    criterion: str
    levels: list[str]
    scored: int


class ShownGoalOut(Out):
    """`evidence_id` is the evidence in the learner's ledger that this becomes; a correction there names it."""

    goal_id: UUID
    evidence_id: UUID
    level: int
    rubric: list[CriterionOut]
    score_scaled: float
    success: bool


class PresentationOut(Out):
    presentation_id: UUID
    challenge_id: UUID
    learner_id: UUID
    goals: list[ShownGoalOut]
    note: str | None
    author_id: str
    occurred_at: datetime
    recorded_at: datetime
