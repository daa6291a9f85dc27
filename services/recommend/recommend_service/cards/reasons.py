"""Why an option is on the card, in words for each who may ask, from the features that made its score. Pure."""

from eigenwijs_shared.contracts.cards import AgencyNoteOut, MissingEvidenceOut, ReasonOut
from eigenwijs_shared.errors import Language
from eigenwijs_shared.shorter import check_out
from recommend_service.card_settings.rules import USUAL_ZONE, Zone
from recommend_service.cards import words
from recommend_service.cards.assigned import with_reason
from recommend_service.cards.card import KeptOption, KeptShortage, OfferedCard
from recommend_service.cards.scoring import WEIGHTS

_SAID = 2
_APART = frozenset({"zone", "interest", "suited"})
_CLEAR = 0.3
"""A feature that added less than this did not decide anything."""


def leading(option: KeptOption, card: OfferedCard | None = None) -> list[str]:
    """How it fits, then what else weighed most, and the learner's own interest wherever that counted.

    Only what changed the ranking is named (`truth`); an option that nothing raised is there for the choice, or is all
    that there is. What a learner needs is never a reason: others read reasons too.
    """
    counted = option.features.keys() if option.grounds is None else set(option.grounds)
    added = {
        name: WEIGHTS[name] * value
        for name, value in option.features.items()
        if name in counted and name in WEIGHTS and name not in _APART
    }
    # Nearly everything is fresh: that is said only where nothing else is.
    ranked = sorted(added, key=lambda name: (name == "fresh", -added[name]))
    fit = [_fit(option.expected_success, zone_of(card))] if option.grounds is None or "zone" in counted else []
    said = [*fit, *(name for name in ranked if added[name] >= _CLEAR)][:_SAID]
    if option.features.get("interest") and "interest" in counted:
        said.append("interest")
    return said or ["only" if card is not None and len(card.options) == 1 else "choice"]


def zone_of(card: OfferedCard | None) -> Zone:
    """The one that held when the card was made."""
    kept = card.inputs.get("settings") if card is not None else None
    return Zone(*kept["zone"]) if kept else USUAL_ZONE


def _fit(expected: float, zone: Zone) -> str:
    if expected < zone.low:
        return "step"
    return "warm_up" if expected > zone.high else "zone"


def reason(card: OfferedCard, option: KeptOption, language: Language, *, numbers: bool) -> ReasonOut:
    """`numbers` only for those who work with them: a learner reads the same grounds in words."""
    goal = next(goal for goal in card.goals if goal.goal_id == option.goal_id)
    names, zone = leading(option, card), zone_of(card)
    bounds = f"{zone.low:.0%}".removesuffix("%") + f"–{zone.high:.0%}"
    form = words.said(option.form, language)
    grounds = ", ".join(_filled(words.FOR_EDUCATOR[name][language], option) for name in names)
    title = _quotable(goal.title)
    if language == "nl":
        chances = f", verwacht slagen {option.expected_success:.0%} (zone {bounds}), doel {goal.probability:.0%}"
        own, about = f"Je werkt aan ‘{title}’.", f"Uw kind werkt aan ‘{title}’, met als werkvorm {form}."
        most = "Wat het zwaarst telde"
    else:
        chances = f", expected success {option.expected_success:.0%} (zone {bounds}), goal {goal.probability:.0%}"
        own, about = f"You work on ‘{title}’.", f"Your child works on ‘{title}’, by way of {form}."
        most = "What weighed most"
    told = ReasonOut(
        learner=" ".join([own, *(_filled(words.FOR_LEARNER[name][language], option) for name in names)]),
        educator=f"‘{title}’{chances if numbers else ''}. {most}: {grounds}.",
        parent=" ".join([about, *(_filled(words.FOR_PARENT[name][language], option) for name in names)]),
    )
    return with_reason(option, told, language)


def _filled(words: str, option: KeptOption) -> str:
    return words.format(topic=_quotable(option.topic))


def _quotable(title: str) -> str:
    """Without its full stop, which would stand in the middle of our sentence."""
    return title.removesuffix(".")


def expected_in_words(expected: float, language: Language) -> str:
    return next(sentence[language] for edge, sentence in words.EXPECTED if expected >= edge)


def missing_evidence(card: OfferedCard, language: Language) -> list[MissingEvidenceOut]:
    """Per goal, what would make that its task may be skipped."""
    titles = {goal.goal_id: goal.title for goal in card.goals}
    return [
        MissingEvidenceOut(
            goal_id=one.goal_id,
            title=titles[one.goal_id],
            message=_missing(one, titles[one.goal_id], language),
            check=check_out(one.check, one.check.minutes, language) if one.check else None,
        )
        for one in card.missing
    ]


def _missing(one: KeptShortage, title: str, language: Language) -> str:
    amount: words.Amount = "one" if one.number == 1 else "other"
    kinds = words.PROOFS[language].join(words.PROOF[kind][language] for kind in one.kinds)
    return words.MISSING[one.lack, amount][language].format(
        number=one.number, goal=_quotable(title), level=one.level, kinds=kinds, days=one.days
    )


def agency_notes(card: OfferedCard, language: Language) -> list[AgencyNoteOut]:
    """For every dimension that the teacher holds: what that means here, and which setting says so."""
    notes = []
    for dimension, held in card.dial.items():
        if held.position != "teacher":
            continue
        value = words.said(str(getattr(card.options[0], dimension, "")), language)
        place = words.SCOPE[held.scope][language] if held.scope else "?"
        where = (
            f"ingesteld voor {place}, versie {held.version}"
            if language == "nl"
            else f"set for {place}, version {held.version}"
        )
        notes.append(
            AgencyNoteOut(
                dimension=dimension,
                position=held.position,
                scope=held.scope,
                learner=words.HELD[dimension][language].format(value=value),
                educator=f"{words.DIMENSION[dimension][language]}: teacher; {where}.",
            )
        )
    return notes
