"""The register as the public API shows it; the card itself is `contracts.cards.CardOut`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.cards import CardOut
from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.models import Out


class OutcomeOut(Out):
    """What was chosen on the card."""

    choice_id: UUID
    kind: ChoiceKind
    option_id: UUID | None
    activity_id: UUID | None
    goal_ids: list[UUID]
    made_at: datetime


class GroupCardOut(Out):
    """A learner's card of now; without one, what would make one possible."""

    learner_id: UUID
    card_id: UUID | None
    why: str | None


class GroupCardsOut(Out):
    group_id: UUID
    items: list[GroupCardOut]


class DecisionOut(Out):
    """What the register keeps of how the card was made; not for learners, as it tells the surprise.

    `propensities` by option id: the probability with which the policy put it on the card.
    """

    policy: str
    seed: UUID
    propensities: dict[UUID, float]
    scores: dict[UUID, float]
    surprise_option_id: UUID | None
    surprise_propensity: float | None = Field(ge=0, le=1)
    inputs: dict[str, Any] | None


class RegisteredCardOut(CardOut):
    """A card as it was offered, what became of it and, for educators and systems, how it was made."""

    outcome: OutcomeOut | None
    decision: DecisionOut | None
