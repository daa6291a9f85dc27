"""What choices promises to tell: the curriculum as it is now, and what was chosen."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.contracts.catalogue import ChoiceKind, Company, Form, Kind, Medium
from eigenwijs_shared.events.envelope import Event


class GoalChanged(Event, type="choices.goal.changed.v1"):
    """A learning goal; `assessable` goals are practised and estimated, the others group them.

    `replaces_goal_ids` are older goals of which this one is the renewal: what was shown of them counts for it.
    """

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
    replaces_goal_ids: list[UUID] = []


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


class AssignmentChanged(Event, type="choices.assignment.changed.v1"):
    """What an educator decided for a learner or a group, as it is now; it holds until the end of that day.

    `active` is false once it was ended by hand. What the educator wrote stays in choices.
    """

    assignment_id: UUID
    version: int
    kind: AssignmentKind
    scope: AssignedTo
    scope_id: UUID
    activity_id: UUID
    ground: Ground
    until: date
    active: bool
    author_id: str
    made_at: datetime

    @property
    def key(self) -> UUID | None:
        return self.scope_id if self.scope == "learner" else None


class AssignmentMet(Event, type="choices.assignment.met.v1"):
    """A learner finished what was assigned; of a group's assignment each learner meets it for itself."""

    learner_id: UUID
    assignment_id: UUID
    met_at: datetime


class GatherChanged(Event, type="choices.gather.changed.v1"):
    """A group is called together from `began_at` until `until`, on this activity or, without one, on a question."""

    gather_id: UUID
    version: int
    group_id: UUID
    activity_id: UUID | None
    author_id: str
    began_at: datetime
    until: datetime
