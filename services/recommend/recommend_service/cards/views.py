"""A card from the register as this caller may see it, in the caller's language. Pure."""

from typing import Any

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.cards import (
    AllowedOut,
    CardAgencyOut,
    CardGoalOut,
    CardOut,
    GatheredOut,
    OptionOut,
    OptOutOut,
)
from eigenwijs_shared.errors import Language
from eigenwijs_shared.supports import supports
from recommend_service.cards.assigned import assigned_out, objection_of
from recommend_service.cards.card import KeptOption, OfferedCard
from recommend_service.cards.reasons import agency_notes, expected_in_words, missing_evidence, reason
from recommend_service.cards.schemas import DecisionOut, OutcomeOut, RegisteredCardOut

FAMILY = frozenset({"learner", "parent"})
"""Who gets the words, and not the numbers behind them."""


def card_out(card: OfferedCard, caller: Principal, language: Language, gather: GatheredOut | None = None) -> CardOut:
    return CardOut(**_members(card, caller, language), gather=gather)


def registered_out(
    card: OfferedCard, outcome: OutcomeOut | None, caller: Principal, language: Language, *, whole: bool
) -> RegisteredCardOut:
    """`whole` adds the inputs, which are many times as long as the card."""
    decision = None if caller.role in FAMILY else _decision(card, whole=whole)
    return RegisteredCardOut(**_members(card, caller, language), outcome=outcome, decision=decision)


def _decision(card: OfferedCard, *, whole: bool) -> DecisionOut:
    return DecisionOut(
        policy=card.policy,
        seed=card.card_id,
        propensities={option.option_id: option.propensity for option in card.options},
        scores={option.option_id: option.score for option in card.options},
        surprise_option_id=card.surprise_option_id,
        surprise_propensity=card.surprise_propensity,
        inputs=card.inputs if whole else None,
    )


def _members(card: OfferedCard, caller: Principal, language: Language) -> dict[str, Any]:
    numbers = caller.role not in FAMILY
    return {
        "card_id": card.card_id,
        "mode": "adaptive",
        "learner_id": card.learner_id,
        "subject": card.subject,
        "goals": [CardGoalOut(goal_id=goal.goal_id, title=goal.title, subject=goal.subject) for goal in card.goals],
        "options": [_option(card, option, language, numbers=numbers) for option in card.options],
        "surprise": AllowedOut(allowed=card.surprise_option_id is not None),
        "own_idea": AllowedOut(allowed=card.own_idea_allowed),
        "opt_out": OptOutOut(allowed=card.opt_out_allowed, missing_evidence=missing_evidence(card, language)),
        "agency": CardAgencyOut(dimensions=card.positions, notes=agency_notes(card, language)),
        "supports": supports(card.needs, card.unmet_needs, language) if "needs:read" in caller.scopes else [],
        "offered_at": card.offered_at,
    }


def _option(card: OfferedCard, option: KeptOption, language: Language, *, numbers: bool) -> OptionOut:
    return OptionOut(
        option_id=option.option_id,
        activity_id=option.activity_id,
        title=option.title,
        description=option.description,
        form=option.form,
        topic=option.topic,
        medium=option.medium,
        company=option.company,
        minutes=option.minutes,
        level=option.level,
        kind=option.kind,
        goal_ids=option.goal_ids,
        expected_success=option.expected_success if numbers else None,
        expected_success_words=expected_in_words(option.expected_success, language),
        reason=reason(card, option, language, numbers=numbers),
        assigned=assigned_out(option),
        objection_id=objection_of(option),
    )
