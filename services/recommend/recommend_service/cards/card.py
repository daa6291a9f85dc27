"""A card as the register keeps it: what was offered, and all that it was made from."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from eigenwijs_shared.agency import Dimension, Position, Scope
from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium, Proof
from recommend_service.mastery.sufficiency import Lack


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class KeptGoal(_Kept):
    goal_id: UUID
    title: str
    subject: str
    probability: float


class KeptAssignment(_Kept):
    """The educator's decision by which an option had a right to its place; or (`contested`) the learner's objection."""

    assignment_id: UUID
    kind: AssignmentKind
    scope: AssignedTo
    ground: Ground
    until: date
    contested: bool = False


class KeptOption(_Kept):
    """`tier` is how far from the ideal it lay; `propensity` the probability with which it got on the card.

    `grounds` are the features without which it would have stood lower; None on cards of before that was kept.
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
    goal_id: UUID
    expected_success: float
    score: float
    features: dict[str, float]
    tier: int
    propensity: float
    assigned: KeptAssignment | None = None
    grounds: list[str] | None = None


class KeptDecision(_Kept):
    """Where one dimension of the dial stood, and which setting decided; None where nothing was set."""

    position: Position
    scope: Scope | None
    version: int | None


class KeptCheck(_Kept):
    """A shorter way to show a goal."""

    activity_id: UUID
    title: str
    form: Form
    medium: Medium
    company: Company
    minutes: int


class KeptShortage(_Kept):
    """What a goal lacks by its rule: `level`, `kinds` and `days` are those that the rule asks for."""

    goal_id: UUID
    lack: Lack
    number: int
    level: int = 3
    kinds: list[Proof] = []
    days: int | None = None
    check: KeptCheck | None = None


class OfferedCard(_Kept):
    """One row of the register. The surprise was drawn when the card was made, and is not told to the learner.

    `minutes` of the options are as shown, extra time included. `needs` held when it was made; `unmet_needs` are those
    of them that not every option meets.

    `asked` is the subject that was asked for; `subject` that of all goals on the card, None if they have several.
    """

    card_id: UUID
    learner_id: UUID
    asked: str | None
    subject: str | None
    offered_at: datetime
    basis: str
    policy: str
    goals: list[KeptGoal]
    options: list[KeptOption]
    dial: dict[Dimension, KeptDecision]
    missing: list[KeptShortage]
    rule_versions: dict[str, int]
    surprise_option_id: UUID | None
    surprise_propensity: float | None
    own_idea_allowed: bool
    opt_out_allowed: bool
    inputs: dict[str, Any]
    needs: list[str]
    unmet_needs: list[str]

    @property
    def positions(self) -> dict[Dimension, Position]:
        return {dimension: decision.position for dimension, decision in self.dial.items()}
