"""A card of the register as a decision, in the words of who reads it. Pure."""

from collections.abc import Sequence
from typing import Any

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language
from recommend_service.cards.card import KeptOption, OfferedCard
from recommend_service.cards.reasons import reason
from recommend_service.cards.schemas import OutcomeOut
from recommend_service.decisions import words
from recommend_service.decisions.schemas import CardDecisionOut, ContestedOut, DecidedOptionOut, RegisteredOut
from recommend_service.register.rules import Entry


def reader_of(caller: Principal) -> words.Reader:
    """Systems and administrators read what educators do."""
    match caller.role:
        case "learner" | "parent":
            return caller.role
        case _:
            return "educator"


def decision_out(
    card: OfferedCard,
    outcome: OutcomeOut | None,
    entry: Entry | None,
    reader: words.Reader,
    language: Language,
    *,
    objections: Sequence[Any] = (),
    whole: bool,
) -> CardDecisionOut:
    """`whole` adds the candidates and other inputs, for educators: they are many times as long."""
    return CardDecisionOut(
        decision_id=card.card_id,
        learner_id=card.learner_id,
        decided_at=card.offered_at,
        what=_what(card, language),
        based_on=words.all_of("based-on.", reader, language),
        version=", ".join([card.policy, *filter(None, [card.inputs.get("model")])]),
        rule_versions=card.rule_versions if reader == "educator" else {},
        options=[_option(card, option, reader, language) for option in card.options],
        dial=card.positions,
        outcome=outcome,
        inputs=card.inputs if whole and reader == "educator" else None,
        who_can_change=words.all_of("who.", reader, language),
        contest=words.say(language, "contest", reader),
        objections=[ContestedOut.model_validate(one) for one in objections],
        register_entry=None if entry is None else RegisteredOut.model_validate(entry),
    )


def _what(card: OfferedCard, language: Language) -> str:
    goals = ", ".join(f"‘{goal.title.removesuffix('.')}’" for goal in card.goals)
    options = ", ".join(f"‘{option.title.removesuffix('.')}’" for option in card.options)
    return words.say(language, "what", goals=goals, options=options)


def _option(card: OfferedCard, option: KeptOption, reader: words.Reader, language: Language) -> DecidedOptionOut:
    numbers = reader != "learner"
    told = reason(card, option, language, numbers=numbers)
    return DecidedOptionOut(
        option_id=option.option_id,
        activity_id=option.activity_id,
        title=option.title,
        reason=getattr(told, reader),
        expected_success=option.expected_success if numbers else None,
        score=option.score if numbers else None,
        propensity=option.propensity if numbers else None,
    )
