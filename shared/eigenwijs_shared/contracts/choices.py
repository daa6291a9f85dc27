"""What choices promises to tell: the curriculum as it is now, and what was chosen."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from eigenwijs_shared.contracts.catalogue import ChoiceKind, Company, Form, Kind, Medium
from eigenwijs_shared.events.envelope import Event


class GoalChanged(Event, type="choices.goal.changed.v1"):
    """A learning goal; `assessable` goals are practised and estimated, the others group them."""

    goal_id: UUID
    version: int
    active: bool
    framework_id: UUID
    parent_id: UUID | None
    subject: str
    title: str
    levels: list[str]
    prerequisite_ids: list[UUID]
    assessable: bool


class ActivityChanged(Event, type="choices.activity.changed.v1"):
    """`level` is the difficulty inside its goals: 1 first steps, 3 at the goal, 5 beyond."""

    activity_id: UUID
    version: int
    active: bool
    title: str
    description: str = ""
    goal_ids: list[UUID]
    subjects: list[str]
    form: Form
    medium: Medium
    company: Company
    level: int = Field(ge=1, le=5)
    minutes: int
    kind: Kind
    topic: str
    language: str


class ChoiceMade(Event, type="choices.choice.made.v1"):
    """`activity_id` and `option_id` for an option or a surprise; `goal_ids` of what was chosen or skipped."""

    learner_id: UUID
    choice_id: UUID
    card_id: UUID
    kind: ChoiceKind
    option_id: UUID | None
    activity_id: UUID | None
    goal_ids: list[UUID]
    author_id: str
    made_at: datetime


class ChallengeChanged(Event, type="choices.challenge.changed.v1"):
    """How a learner's own question stands now, without its words. A coach confirmed `confirmed_goal_ids`."""

    learner_id: UUID
    challenge_id: UUID
    version: int
    state: Literal["open", "presented", "stopped"]
    goal_ids: list[UUID]
    confirmed_goal_ids: list[UUID]
    changed_at: datetime


class JudgedCriterion(BaseModel):
    """`scored` of the levels 0 … `highest`; what they are called stays in choices."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    scored: int = Field(ge=0)
    highest: int = Field(ge=1)


class PresentedGoal(BaseModel):
    """What a presentation showed of one goal. `evidence_id` is the same however often it is told."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    goal_id: UUID
    evidence_id: UUID
    level: int = Field(ge=1, le=5)
    criteria: list[JudgedCriterion]
    score_scaled: float = Field(ge=0, le=1)
    success: bool


class ChallengePresented(Event, type="choices.challenge.presented.v1"):
    """The presentation that closed a challenge, judged by an educator: evidence for the ledger."""

    learner_id: UUID
    challenge_id: UUID
    presentation_id: UUID
    goals: list[PresentedGoal]
    author_id: str
    author_role: str
    occurred_at: datetime
    recorded_at: datetime
