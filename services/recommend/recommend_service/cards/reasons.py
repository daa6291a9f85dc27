"""Why an option is on the card, in words for each who may ask, from the features that made its score. Pure."""

from typing import Any

from eigenwijs_shared.contracts.cards import AgencyNoteOut, MissingEvidenceOut, ReasonOut
from eigenwijs_shared.errors import Language
from eigenwijs_shared.shorter import check_out
from recommend_service.card_settings.rules import USUAL_ZONE, Zone
from recommend_service.cards import words
from recommend_service.cards.assigned import with_reason
from recommend_service.cards.card import KeptOption, KeptShortage, OfferedCard
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.cards.words import say
from recommend_service.wording import one_of, percent

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
        name: WEIGHTS.get(name, 0.0) * value  # a card outlives the weights of its day
        for name, value in option.features.items()
        if name in counted and name not in _APART and say.has(f"reason.{name}", "learner")
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
    names, zone, title = leading(option, card), zone_of(card), _quotable(goal.title)

    def because(reader: str) -> list[str]:
        return [say(language, f"reason.{name}", reader, topic=_quotable(option.topic)) for name in names]

    values: dict[str, Any] = {
        "title": title,
        "grounds": ", ".join(because("educator")),
        "expected": percent(option.expected_success, language),
        "low": percent(zone.low, language).removesuffix("%").strip(),
        "high": percent(zone.high, language),
        "goal": percent(goal.probability, language),
    }
    form = words.said(option.form, language)
    told = ReasonOut(
        learner=" ".join([say(language, "about", "learner", title=title), *because("learner")]),
        educator=say(language, "about.numbers" if numbers else "about", "educator", **values),
        parent=" ".join([say(language, "about", "parent", title=title, form=form), *because("parent")]),
    )
    return with_reason(option, told, language)


def _quotable(title: str) -> str:
    """Without its full stop, which would stand in the middle of our sentence."""
    return title.removesuffix(".")


def expected_in_words(expected: float, language: Language) -> str:
    name = next(name for edge, name in words.EXPECTED if expected >= edge)
    return say(language, f"expected.{name}", "learner")


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
    kinds = one_of([say(language, f"proof.{kind}") for kind in one.kinds], language) if one.kinds else ""
    goal = _quotable(title)
    return say(
        language, f"missing.{one.lack}", "learner", number=one.number, goal=goal, level=one.level, kinds=kinds,
        days=one.days,
    )  # fmt: skip


def agency_notes(card: OfferedCard, language: Language) -> list[AgencyNoteOut]:
    """For every dimension that the teacher holds: what that means here, and which setting says so."""
    notes = []
    for dimension, held in card.dial.items():
        if held.position != "teacher":
            continue
        value = words.said(str(getattr(card.options[0], dimension, "")), language)
        place = say(language, f"scope.{held.scope}") if held.scope else "?"
        name = say(language, f"dimension.{dimension}")
        notes.append(
            AgencyNoteOut(
                dimension=dimension,
                position=held.position,
                scope=held.scope,
                learner=say(language, f"held.{dimension}", "learner", value=value),
                educator=say(language, "held", "educator", dimension=name, place=place, version=held.version),
            )
        )
    return notes
