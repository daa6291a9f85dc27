"""Choices as they come in and go out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.catalogue import ChoiceKind, Company, Form, Kind, Medium
from eigenwijs_shared.models import Flag, In, Out

Sentence = Annotated[Trimmed, Field(min_length=1, max_length=1000)]


class OwnIdeaIn(In):
    """The learner's own plan, and the goals that it is for."""

    title: Annotated[Trimmed, Field(min_length=1, max_length=200)]
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]


class OptOutIn(In):
    reason: Sentence


class ChoiceIn(In):
    """A card, and exactly one of the other four."""

    card_id: UUID
    option_id: UUID | None = None
    surprise: Annotated[Flag, Field(description="only true")] | None = None
    own_idea: OwnIdeaIn | None = None
    opt_out: OptOutIn | None = None


class ChosenActivityOut(Out):
    activity_id: UUID
    title: str
    description: str
    form: Form
    medium: Medium
    company: Company
    level: int
    minutes: int
    kind: Kind
    topic: str
    materials: list[str]


class ChoiceOut(Out):
    """`activity` for an option or a surprise, `title` for an own idea, `reason` for an opt-out.

    Only one choice from a card stands: a later one has taken the place of those with `standing` false.
    """

    choice_id: UUID
    learner_id: UUID
    card_id: UUID
    kind: ChoiceKind
    option_id: UUID | None
    activity: ChosenActivityOut | None
    goal_ids: list[UUID]
    title: str | None
    reason: str | None
    made_at: datetime
    author_id: str
    standing: bool
