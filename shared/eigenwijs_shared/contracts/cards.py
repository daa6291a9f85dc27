"""The choice card as the public API shows it: recommend makes it, and choices makes the lawful fallback alike."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.agency import Dimension, Position, Scope
from eigenwijs_shared.contracts.assignments import AssignmentKind
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.contracts.needs import Need
from eigenwijs_shared.models import Out

CardMode = Literal["adaptive", "catalogue"]
"""`catalogue`: made without any estimate of the learner."""


class CardGoalOut(Out):
    goal_id: UUID
    title: str
    subject: str


class ReasonOut(Out):
    """Why this option is on the card, in a sentence for each who may ask."""

    learner: str
    educator: str
    parent: str


class AssignedOut(Out):
    """An educator's decision that this is to be done; who may read it finds what the educator wrote there."""

    assignment_id: UUID
    kind: AssignmentKind
    until: date


class OptionOut(Out):
    """One thing to do. `expected_success` (0..1) is for educators and systems; a learner gets the words alone.

    `assigned` where an educator decided on it; the reason says so too. `objection_id` where it lets the learner show
    what an open objection is about.
    """

    option_id: UUID
    activity_id: UUID
    title: str
    description: str
    form: Form
    topic: str
    medium: Medium
    company: Company
    minutes: int
    level: int
    kind: Kind
    goal_ids: list[UUID]
    expected_success: float | None = Field(ge=0, le=1)
    expected_success_words: str | None
    reason: ReasonOut
    assigned: AssignedOut | None = None
    objection_id: UUID | None = None


class AllowedOut(Out):
    allowed: bool


class CheckOut(Out):
    """A shorter way to show a goal: an activity of the kind `check`, to be chosen with its id as `checkId`."""

    activity_id: UUID
    title: str
    form: Form
    medium: Medium
    company: Company
    minutes: int
    message: str


class MissingEvidenceOut(Out):
    """A goal that needs more evidence before a task for it may be skipped, what would do, and how to show it sooner."""

    goal_id: UUID
    title: str
    message: str
    check: CheckOut | None = None


class OptOutOut(Out):
    """`missing_evidence` is empty where the dial forbids skipping: then no evidence would help."""

    allowed: bool
    missing_evidence: list[MissingEvidenceOut]


class AgencyNoteOut(Out):
    """How one position of the dial shaped this card; `scope` is where it was set, None where nothing is set."""

    dimension: Dimension
    position: Position
    scope: Scope | None
    learner: str
    educator: str


class CardAgencyOut(Out):
    dimensions: dict[Dimension, Position]
    notes: list[AgencyNoteOut]


class SupportOut(Out):
    """Something that helps this learner, to be arranged beside the card whichever option is chosen."""

    need: Need
    learner: str
    educator: str


class GatheredOut(Out):
    """The group was called together until then: the card waits, and is there again afterwards."""

    gather_id: UUID
    group_id: UUID
    activity_id: UUID | None
    until: datetime
    learner: str
    educator: str
    parent: str


class CardOut(Out):
    """A choice card; `subject` is what it is about, None for more than one.

    `minutes` of the options include extra time where that was arranged. `supports` only for who may know of needs.
    While `gather` is there the learner's group is called together, and nothing is chosen from the card.
    """

    card_id: UUID
    mode: CardMode
    learner_id: UUID
    subject: str | None
    goals: list[CardGoalOut]
    options: list[OptionOut]
    surprise: AllowedOut
    own_idea: AllowedOut
    opt_out: OptOutOut
    agency: CardAgencyOut
    supports: list[SupportOut] = Field(default_factory=list)
    gather: GatheredOut | None = None
    offered_at: datetime
