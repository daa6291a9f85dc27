"""Choices as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.catalogue import ChoiceKind, Company, Form, Kind, Medium
from eigenwijs_shared.models import Flag, In, Out

Sentence = Annotated[Trimmed, Field(min_length=1, max_length=1000)]
State = Literal["chosen", "started", "replaced", "withdrawn"]
"""`replaced`: a later choice from the same card has taken its place."""


class OwnIdeaIn(In):
    """The learner's own plan, and the goals that it is for."""

    title: Annotated[Trimmed, Field(min_length=1, max_length=200)]
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]


class OptOutIn(In):
    """Not to do what is on the card; a reason is welcome, never asked for."""

    reason: Sentence | None = None


class ChoiceIn(In):
    """Exactly one of the six: `optionId`, `surprise`, `optOut` and `checkId` from a card, `ownIdea` and `activityId`
    from a card or without one. An `activityId` is anything in the catalogue; with a `cardId`, instead of the card's.
    """

    card_id: UUID | None = None
    option_id: UUID | None = None
    surprise: Annotated[Flag, Field(description="only true")] | None = None
    own_idea: OwnIdeaIn | None = None
    opt_out: OptOutIn | None = None
    check_id: Annotated[UUID | None, Field(description="a check that the card offers beside skipping")] = None
    activity_id: UUID | None = None
    reason: Annotated[Sentence | None, Field(description="optional; shown to who reaches the learner")] = None

    @property
    def said_reason(self) -> str | None:
        """Wherever it stands."""
        return self.reason or (self.opt_out.reason if self.opt_out else None)


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
    """`activity` where one was chosen, `title` for an own idea, `reason` where one was given.

    `state` is `chosen` until it is begun, `replaced` or `withdrawn`; it is `started` when somebody said so or made an
    attempt at it, and cannot be changed from then on. `standing` is short for the first two.
    `onBehalf`: somebody else than the learner wrote it down.
    """

    choice_id: UUID
    learner_id: UUID
    card_id: UUID | None
    kind: ChoiceKind
    option_id: UUID | None
    activity: ChosenActivityOut | None
    goal_ids: list[UUID]
    title: str | None
    reason: str | None
    made_at: datetime
    author_id: str
    on_behalf: bool
    state: State
    standing: bool
    started_at: datetime | None
    withdrawn_at: datetime | None
