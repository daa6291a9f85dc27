"""What may be chosen, given the dial as it stands now. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from choices_service.choices import problems
from choices_service.choices.schemas import ChoiceIn, State
from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.errors import Fault, Invalid, Sentence

ONE_OF_SIX: Sentence = {
    "nl": "Stuur precies één van optionId, surprise (true), ownIdea, optOut, checkId en activityId mee.",
    "en": "Send exactly one of optionId, surprise (true), ownIdea, optOut, checkId and activityId.",
}
CARD_NEEDED: Sentence = {
    "nl": "Zeg erbij van welke keuzekaart dit komt (cardId).",
    "en": "Say which choice card this comes from (cardId).",
}
NOT_ON_CARD: Sentence = {"nl": "Deze optie staat niet op de kaart.", "en": "This option is not on the card."}
NOT_OFFERED: Sentence = {"nl": "Dit toetsje staat niet op de kaart.", "en": "This check is not on the card."}
FROM_CARD: frozenset[ChoiceKind] = frozenset({"option", "surprise", "opt-out", "check"})
JUST_NOW = timedelta(minutes=10)
DIFFERING: tuple[Dimension, ...] = ("form", "topic", "company")
"""In what the options of a card may differ."""
Goals = Sequence[tuple[UUID, str]]
"""Goals with their titles."""


@dataclass(frozen=True, slots=True)
class Option:
    """`shape` is what it is in each of the dimensions in which options differ."""

    option_id: UUID
    activity_id: UUID
    goal_ids: Sequence[UUID]
    shape: Mapping[Dimension, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it was offered; `checks` are activities with their goals; `rules_as_then`: its rules still hold."""

    card_id: UUID
    goal_ids: Sequence[UUID]
    options: Sequence[Option]
    surprise_option_id: UUID | None
    opt_out_allowed: bool
    missing_evidence: Goals
    dimensions: Mapping[str, str]
    checks: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)
    rules_as_then: bool = True


@dataclass(frozen=True, slots=True)
class OffCard:
    """An activity of the catalogue; `missing` are prerequisites of its goals that this learner has not met."""

    activity_id: UUID
    goal_ids: Sequence[UUID]
    missing: Goals


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that is allowed."""

    kind: ChoiceKind
    goal_ids: Sequence[UUID]
    option_id: UUID | None = None
    activity_id: UUID | None = None
    title: str | None = None


Dials = Sequence[Mapping[Dimension, Decision]]
"""Who decides now; one for each subject that the choice is about."""


def kind_of(asked: ChoiceIn) -> ChoiceKind:
    """Which of the six it is; `Invalid` unless it is exactly one, with a card where it takes one."""
    kinds: dict[ChoiceKind, bool] = {
        "option": asked.option_id is not None,
        "surprise": asked.surprise is not None,
        "own-idea": asked.own_idea is not None,
        "opt-out": asked.opt_out is not None,
        "check": asked.check_id is not None,
        "catalogue": asked.activity_id is not None,
    }
    said = [kind for kind, is_said in kinds.items() if is_said]
    if len(said) != 1 or asked.surprise is False:
        raise Invalid(faults=[Fault("#", ONE_OF_SIX, "one-of-six")])
    if asked.card_id is None and said[0] in FROM_CARD:
        raise Invalid(faults=[Fault("#/cardId", CARD_NEEDED, "missing")])
    return said[0]


def decide(asked: ChoiceIn, card: Card, dials: Dials) -> Chosen:
    """What is chosen from the card; or the problem that says what forbids it."""
    if asked.own_idea is not None:
        return decide_own_idea(asked, dials)
    if asked.opt_out is not None:
        _allow_opt_out(card, dials)
        return Chosen("opt-out", card.goal_ids)
    if asked.check_id is not None:
        return _check(asked.check_id, card, dials)
    return _option(asked, card, dials)


def decide_own_idea(asked: ChoiceIn, dials: Dials) -> Chosen:
    """An idea of one's own takes a say in the topic."""
    assert asked.own_idea is not None  # noqa: S101 - of this kind
    if teacher := _left_to_teacher(dials, "topic"):
        raise problems.no_own_idea(teacher)
    return Chosen("own-idea", asked.own_idea.goal_ids, title=asked.own_idea.title)


def decide_off_card(wanted: OffCard, dials: Dials) -> Chosen:
    """Who picks from the whole catalogue decides on form, topic and company at once."""
    for dimension in DIFFERING:
        if teacher := _left_to_teacher(dials, dimension):
            raise problems.no_off_card(dimension, teacher)
    if wanted.missing:
        raise problems.prerequisites_missing(wanted.missing)
    return Chosen("catalogue", wanted.goal_ids, activity_id=wanted.activity_id)


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
    return Chosen(kind, option.goal_ids, option.option_id, option.activity_id)


def _check(check_id: UUID, card: Card, dials: Dials) -> Chosen:
    """It comes instead of the task, so it takes what skipping takes, but for the evidence that it is to give."""
    if check_id not in card.checks:
        raise problems.UnknownOption(faults=[Fault("#/checkId", NOT_OFFERED, "unknown-check")])
    if teacher := _left_to_teacher(dials, "whether"):
        raise problems.no_opt_out(teacher)
    return Chosen("check", card.checks[check_id], activity_id=check_id)


def _why_no_surprise(card: Card, dials: Dials) -> Exception:
    for dimension in DIFFERING:
        teacher = _left_to_teacher(dials, dimension)
        if teacher and card.dimensions.get(dimension) == "teacher":
            return problems.no_surprise(dimension, teacher)
    return problems.NoSurprise()


def _allow_opt_out(card: Card, dials: Dials) -> None:
    if teacher := _left_to_teacher(dials, "whether"):
        raise problems.no_opt_out(teacher)
    if not card.rules_as_then:
        raise problems.RuleChanged
    if card.opt_out_allowed:
        return
    if card.missing_evidence:
        sooner = {goal_id: check_id for check_id, goal_ids in card.checks.items() for goal_id in goal_ids}
        raise problems.evidence_missing(card.missing_evidence, sooner)
    raise problems.CardOutdated


def _left_to_teacher(dials: Dials, dimension: Dimension) -> Decision | None:
    """The decision that leaves it to the teacher, for any of the subjects."""
    decisions = (dial[dimension] for dial in dials)
    return next((decision for decision in decisions if decision.position == "teacher"), None)


def is_same(asked: ChoiceIn, standing: Any) -> bool:
    """Does this say what the standing choice says already?"""
    if standing.kind != kind_of(asked) or standing.reason != asked.said_reason:
        return False
    if asked.own_idea is not None:
        return bool(standing.title == asked.own_idea.title and list(standing.goal_ids) == list(asked.own_idea.goal_ids))
    if asked.check_id is not None or asked.activity_id is not None:
        return bool(standing.activity_id == (asked.check_id or asked.activity_id))
    return asked.surprise is True or asked.opt_out is not None or bool(standing.option_id == asked.option_id)


def started_at(choice: Any, attempted: Any | None) -> datetime | None:
    """When it was begun: said so, or seen by an attempt since (`first_at`, `last_at`; None: there is none)."""
    if choice.started_at is not None:
        said: datetime = choice.started_at
        return said
    if attempted is None or attempted.last_at < choice.made_at:
        return None
    first: datetime = attempted.first_at if attempted.first_at >= choice.made_at else attempted.last_at
    return first


def state_of(choice: Any, attempted: Any | None) -> State:
    """Where it is on its way."""
    if choice.withdrawn_at is not None:
        return "withdrawn"
    if choice.superseded_by is not None:
        return "replaced"
    return "chosen" if started_at(choice, attempted) is None else "started"


def may_be_under_way(card_id: UUID, now: datetime) -> bool:
    """Could this card have been offered so lately (RFC 9562: a UUIDv7 says when) that its event is still to come?"""
    if card_id.version != 7:
        return False
    made = timedelta(milliseconds=card_id.int >> 80)
    return abs(made - timedelta(seconds=now.timestamp())) < JUST_NOW
