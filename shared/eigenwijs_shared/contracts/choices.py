"""What choices promises to tell: the curriculum as it is now, and what was chosen."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

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


class ElectivePlaced(Event, type="choices.elective.placed.v1"):
    """What a learner has in one period of a published round of electives; no module: nothing, or no longer."""

    learner_id: UUID
    version: int
    elective_id: UUID
    period_id: UUID
    module_id: UUID | None
    title: str | None
    starts_on: date
    ends_on: date
    placed_at: datetime
