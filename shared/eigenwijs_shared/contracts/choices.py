"""What choices promises to tell: the curriculum as it is now, and what was chosen."""

from datetime import date, datetime
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


class ContractTask(BaseModel):
    """One task of a contract; `planned_on` are the days of its parts. An own idea has no activity, and no words."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    task_id: UUID
    activity_id: UUID | None
    goal_ids: list[UUID]
    minutes: int
    due_on: date | None
    planned_on: list[date]
    state: Literal["open", "carried", "dropped"]
    done_at: datetime | None


class ContractChanged(Event, type="choices.contract.changed.v1"):
    """A learner's contract (weektaak) as it stands; a promise once `state` is `signed`. `done_at` is what was ticked:
    attempts at its activity count too."""

    learner_id: UUID
    contract_id: UUID
    version: int
    revision: int
    state: Literal["draft", "countered", "signed", "withdrawn"]
    starts_on: date
    ends_on: date
    tasks: list[ContractTask]
    learner_signed_at: datetime | None
    educator_signed_at: datetime | None
    changed_at: datetime
