"""Challenges as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.challenges.rules import MOST_GOALS, State, StepKind
from choices_service.mapping.schemas import ProposalOut, Title, Words
from choices_service.text import Trimmed
from eigenwijs_shared.audience import Audience, Audiences
from eigenwijs_shared.contracts.catalogue import Company
from eigenwijs_shared.models import In, Out

WithWhom = Annotated[Trimmed, Field(min_length=1, max_length=200)]


class ChallengeIn(In):
    """The learner's own question. `visible_to` is for the learner alone to say; left out, educators in reach see it.

    `learner_id` is for who writes it down on a learner's behalf; a learner's own go without.
    """

    learner_id: UUID | None = None
    title: Annotated[Title, Field(description="The question, in the learner's own words")]
    why: Words | None = None
    make: Annotated[Words | None, Field(description="What I would make or show")] = None
    company: Company | None = None
    with_whom: WithWhom | None = None
    visible_to: Audiences = ["coach"]


class ChallengeChangeIn(In):
    """What is left out stays as it is. `state`: stopped, or open again; `presented` comes with the presentation."""

    title: Title = ""
    why: Words | None = None
    make: Words | None = None
    company: Company | None = None
    with_whom: WithWhom | None = None
    visible_to: Audiences = ["coach"]
    state: Literal["open", "stopped"] = "open"
    state_words: Annotated[Words | None, Field(description="Why, in own words")] = None


class MappingIn(In):
    """The goals of the challenge; the list replaces what was there. From a coach it confirms them."""

    goal_ids: Annotated[list[UUID], Field(max_length=MOST_GOALS)]


class MappedGoalOut(Out):
    """`words` of the question that the goal has; it counts once `confirmed_at` says since when."""

    goal_id: UUID
    title: str
    short_title: str | None
    subject: str
    words: list[str]
    chosen_by: str
    confirmed_by: str | None
    confirmed_at: datetime | None
    presented_at: datetime | None


class StepOut(Out):
    step_id: UUID
    kind: StepKind
    title: str
    day: date | None
    note: str | None
    done: bool
    done_by: str | None
    done_at: datetime | None


class ChallengeOut(Out):
    """`author_id` is the learner, or who wrote it down on the learner's behalf."""

    challenge_id: UUID
    learner_id: UUID
    version: int
    title: str
    why: str | None
    make: str | None
    company: Company | None
    with_whom: str | None
    visible_to: list[Audience]
    state: State
    state_at: datetime
    state_words: str | None
    goals: list[MappedGoalOut]
    confirmed_by: str | None
    confirmed_at: datetime | None
    present_on: date | None
    steps: list[StepOut]
    evidence: int
    author_id: str
    created_at: datetime
    changed_by: str
    changed_at: datetime


class MappingOut(Out):
    """What is mapped, and what the search proposes beside it; `hint` where it finds nothing."""

    challenge_id: UUID
    goals: list[MappedGoalOut]
    proposals: list[ProposalOut]
    hint: str | None
    as_of: datetime
