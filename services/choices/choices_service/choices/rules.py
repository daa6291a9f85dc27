"""What may be chosen from a card, given the dial as it stands now. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from choices_service.choices import problems
from choices_service.choices.schemas import ChoiceIn
from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.errors import Fault, Invalid, Sentence

ONE_OF_FOUR: Sentence = {
    "nl": "Stuur precies één van optionId, surprise (true), ownIdea en optOut mee.",
    "en": "Send exactly one of optionId, surprise (true), ownIdea and optOut.",
}
NOT_ON_CARD: Sentence = {"nl": "Deze optie staat niet op de kaart.", "en": "This option is not on the card."}
JUST_NOW = timedelta(minutes=10)
DIFFERING: tuple[Dimension, ...] = ("form", "topic", "company")
"""In what the options of a card may differ."""


@dataclass(frozen=True, slots=True)
class Option:
    """`shape` is what it is in each of the dimensions in which options differ."""

    option_id: UUID
    activity_id: UUID
    goal_ids: Sequence[UUID]
    shape: Mapping[Dimension, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it was offered; `missing_evidence` are goals with their titles."""

    card_id: UUID
    goal_ids: Sequence[UUID]
    options: Sequence[Option]
    surprise_option_id: UUID | None
    opt_out_allowed: bool
    missing_evidence: Sequence[tuple[UUID, str]]
    dimensions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that is allowed."""

    kind: ChoiceKind
    option: Option | None
    goal_ids: Sequence[UUID]
    title: str | None
    reason: str | None


Dials = Sequence[Mapping[Dimension, Decision]]
"""Who decides now; one for each subject that the card is about."""


def kind_of(asked: ChoiceIn) -> ChoiceKind:
    """Which of the four it is; `Invalid` unless it is exactly one."""
    kinds: dict[ChoiceKind, bool] = {
        "option": asked.option_id is not None,
        "surprise": asked.surprise is not None,
        "own-idea": asked.own_idea is not None,
        "opt-out": asked.opt_out is not None,
    }
    said = [kind for kind, is_said in kinds.items() if is_said]
    if len(said) != 1 or asked.surprise is False:
        raise Invalid(faults=[Fault("#", ONE_OF_FOUR, "one-of-four")])
    return said[0]


def decide(asked: ChoiceIn, card: Card, dials: Dials) -> Chosen:
    """What is chosen; or the problem that says what forbids it."""
    if asked.own_idea is not None:
        if teacher := _left_to_teacher(dials, "topic"):
            raise problems.no_own_idea(teacher)
        return Chosen("own-idea", None, asked.own_idea.goal_ids, asked.own_idea.title, None)
    if asked.opt_out is not None:
        _allow_opt_out(card, dials)
        return Chosen("opt-out", None, card.goal_ids, None, asked.opt_out.reason)
    return _option(asked, card, dials)


def _option(asked: ChoiceIn, card: Card, dials: Dials) -> Chosen:
    kind = kind_of(asked)
    wanted = card.surprise_option_id if kind == "surprise" else asked.option_id
    if wanted is None:
        raise _why_no_surprise(card, dials)
    option = next((each for each in card.options if each.option_id == wanted), None)
    if option is None:
        raise problems.UnknownOption(faults=[Fault("#/optionId", NOT_ON_CARD, "unknown-option")])
    for dimension in DIFFERING:
        teacher = _left_to_teacher(dials, dimension)
        if teacher and len({each.shape.get(dimension) for each in card.options}) > 1:
            raise problems.no_choice_left(dimension, teacher)
    return Chosen(kind, option, option.goal_ids, None, None)


def _why_no_surprise(card: Card, dials: Dials) -> Exception:
    for dimension in DIFFERING:
        teacher = _left_to_teacher(dials, dimension)
        if teacher and card.dimensions.get(dimension) == "teacher":
            return problems.no_surprise(dimension, teacher)
    return problems.NoSurprise()


def _allow_opt_out(card: Card, dials: Dials) -> None:
    if teacher := _left_to_teacher(dials, "whether"):
        raise problems.no_opt_out(teacher)
    if card.opt_out_allowed:
        return
    if card.missing_evidence:
        raise problems.evidence_missing([(str(goal_id), title) for goal_id, title in card.missing_evidence])
    raise problems.CardOutdated


def _left_to_teacher(dials: Dials, dimension: Dimension) -> Decision | None:
    """The decision that leaves it to the teacher, for any of the card's subjects."""
    decisions = (dial[dimension] for dial in dials)
    return next((decision for decision in decisions if decision.position == "teacher"), None)


def is_same(asked: ChoiceIn, standing: Any) -> bool:
    """Does this say what the standing choice from the card says already?"""
    if standing.kind != kind_of(asked):
        return False
    if asked.own_idea is not None:
        return bool(standing.title == asked.own_idea.title and list(standing.goal_ids) == list(asked.own_idea.goal_ids))
    if asked.opt_out is not None:
        return bool(standing.reason == asked.opt_out.reason)
    return asked.surprise is True or bool(standing.option_id == asked.option_id)


def may_be_under_way(card_id: UUID, now: datetime) -> bool:
    """Could this card have been offered so lately (RFC 9562: a UUIDv7 says when) that its event is still to come?"""
    if card_id.version != 7:
        return False
    made = timedelta(milliseconds=card_id.int >> 80)
    return abs(made - timedelta(seconds=now.timestamp())) < JUST_NOW
