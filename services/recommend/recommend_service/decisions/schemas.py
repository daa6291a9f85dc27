"""A decision as the public API shows it: in words for all, with numbers for who works with them or asks for a child."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.agency import Dimension, Position
from eigenwijs_shared.models import Out
from recommend_service.cards.schemas import OutcomeOut
from recommend_service.objections.schemas import Status


class DecidedOptionOut(Out):
    """`expected_success`, `score` and `propensity` are null for the learner."""

    option_id: UUID
    activity_id: UUID
    title: str
    reason: str
    expected_success: float | None = Field(ge=0, le=1)
    score: float | None
    propensity: float | None = Field(ge=0, le=1)


class RegisteredOut(Out):
    """Where it is in the register; the hash stands for it and all that came before it about this learner."""

    chain_id: str
    position: int
    hash: str
    previous_hash: str
    at: datetime


class ContestedOut(Out):
    """An objection against it; all of it is at `/v1/objections/{objectionId}`."""

    objection_id: UUID
    status: Status
    raised_role: str
    raised_at: datetime
    closed_at: datetime | None


class CardDecisionOut(Out):
    """`candidates` and what else it was made from, for educators and systems; `register` null: from before it began.

    `version` names how the card was made and, since estimates say so, the learner model behind it.
    """

    decision_id: UUID
    learner_id: UUID
    kind: Literal["card"] = "card"
    decided_at: datetime
    what: str
    based_on: list[str]
    version: str
    rule_versions: dict[str, int]
    options: list[DecidedOptionOut]
    dial: dict[Dimension, Position]
    outcome: OutcomeOut | None
    inputs: dict[str, Any] | None
    who_can_change: list[str]
    contest: str
    objections: list[ContestedOut]
    register_entry: RegisteredOut | None


OtherKind = Literal["objection", "watch", "override"]


class OtherDecisionOut(Out):
    """A decision that is no card. `learner_id` is null for what concerns a group or everybody."""

    decision_id: UUID
    learner_id: UUID | None
    kind: OtherKind
    decided_at: datetime
    what: str
    grounds: list[str]
    based_on: list[str]
    by_what: str
    who_can_change: list[str]
    contest: str
    objections: list[ContestedOut]
    register_entry: RegisteredOut | None


DecisionOut = Annotated[CardDecisionOut | OtherDecisionOut, Field(discriminator="kind")]
