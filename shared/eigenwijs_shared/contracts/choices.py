"""What choices promises to tell: the curriculum as it is now, and what was chosen."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.contracts.catalogue import CardChoiceKind, ChoiceKind, Company, Form, Kind, Medium, Proof
from eigenwijs_shared.events.envelope import Event


class EvidenceRule(BaseModel):
    """What it takes before a task for a goal may be left (wel of niet): how much, how hard, how recent, of which kinds.

    `attempts` in all; among them `successes` at `level` or beyond, not longer than `within_days` ago (None: ever), in
    `kinds` (none: any); and a `probability` (0..1) of success at the goal's own level. `version` grows at each change.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    version: int = 0
    attempts: int = 3
    successes: int = 1
    level: int = 3
    probability: float = 0.7
    within_days: int | None = None
    kinds: list[Proof] = Field(default_factory=list)


USUAL_RULE = EvidenceRule()
"""Where neither the board nor anybody for this goal said otherwise."""


class GoalChanged(Event, type="choices.goal.changed.v1"):
    """A learning goal; `assessable` goals are practised and estimated, the others group them.

    `replaces_goal_ids` are older goals of which this one is the renewal: what was shown of them counts for it.
    `evidence_rule` is the one that holds for it, said for the goal itself or for the whole board; None: the usual one.
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
    evidence_rule: EvidenceRule | None = None


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


class CardChoiceMade(Event, type="choices.choice.made.v1"):
    """A choice from a card, of the four kinds that there were first; told beside `ChoiceMade` for who reads it."""

    learner_id: UUID
    choice_id: UUID
    card_id: UUID
    kind: CardChoiceKind
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


class ApartChanged(Event, type="choices.apart.changed.v1"):
    """All pairs of learners whom this group's educators do not put together; no reason is ever asked or told."""

    group_id: UUID
    version: int
    pairs: list[list[UUID]]


class ChoiceMade(Event, type="choices.choice.made.v2"):
    """What was chosen, from a card or (`card_id` None) outside one; `replaces` is the choice whose place it takes.

    `activity_id` for all that is an activity, `option_id` for an option or a surprise; `goal_ids` of what was chosen or
    skipped. `author_id` is the learner, or who chose on its behalf.
    """

    learner_id: UUID
    choice_id: UUID
    card_id: UUID | None
    kind: ChoiceKind
    option_id: UUID | None
    activity_id: UUID | None
    goal_ids: list[UUID]
    replaces: UUID | None
    author_id: str
    made_at: datetime


class ChoiceStarted(Event, type="choices.choice.started.v1"):
    """Somebody said that it was begun; from now on it cannot be changed. An attempt says the same by itself."""

    learner_id: UUID
    choice_id: UUID
    activity_id: UUID | None
    goal_ids: list[UUID]
    author_id: str
    started_at: datetime


class ChoiceWithdrawn(Event, type="choices.choice.withdrawn.v1"):
    """Taken back before it was begun; with all of the choice, for who hears of it first."""

    learner_id: UUID
    choice_id: UUID
    card_id: UUID | None
    kind: ChoiceKind
    option_id: UUID | None
    activity_id: UUID | None
    goal_ids: list[UUID]
    made_at: datetime
    author_id: str
    withdrawn_at: datetime


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
