"""A question as it comes in, and the goals that it may be about."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.goals.schemas import GoalNameOut, Level
from choices_service.text import Trimmed
from eigenwijs_shared.models import In, Out, Whole

Title = Annotated[Trimmed, Field(min_length=1, max_length=200)]
Words = Annotated[Trimmed, Field(min_length=1, max_length=1000)]
MOST = 20


class QuestionIn(In):
    """What somebody wants to know, why, and what it would make or show. Nothing is kept of it."""

    title: Title
    why: Words | None = None
    make: Words | None = None
    grades: Annotated[
        list[Level], Field(max_length=14, description="Goals for these years come first; a learner's own go without")
    ] = []
    most: Annotated[Whole, Field(ge=1, le=MOST, description="How many goals at most")] = 10


class MatchedWordOut(Out):
    """A word of the question, and where it stands: in the goal, in an activity for it, or in what it lies under."""

    word: str
    where: Literal["goal", "activity", "around"]


class ProposalOut(Out):
    """`score` is set against the best proposal (1); it says nothing about the learner.

    Without `words` the goal was found along the graph: it comes right before or after `via`, which has them.
    """

    goal_id: UUID
    title: str
    short_title: str | None
    code: str | None
    subject: str
    levels: list[str]
    parent_title: str | None
    score: float
    words: list[MatchedWordOut]
    via: GoalNameOut | None
    reason: str


class ProposalsOut(Out):
    """`hint` where nothing was found; `as_of` says up to when changes to the curriculum are in it."""

    items: list[ProposalOut]
    hint: str | None
    as_of: datetime
