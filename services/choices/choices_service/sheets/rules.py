"""What is on a printed card. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any
from unicodedata import combining, normalize
from uuid import UUID

from eigenwijs_shared.contracts.catalogue import Company, Form, Medium
from eigenwijs_shared.errors import Sentence


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to do, with the letter under which it is ticked. `minutes` without extra time: a card may hang on the
    wall, and what somebody needs is nobody else's business."""

    letter: str
    option_id: UUID
    activity_id: UUID
    title: str
    description: str
    form: Form
    company: Company
    medium: Medium
    minutes: int


@dataclass(frozen=True, slots=True)
class Check:
    """A shorter way to show a goal."""

    activity_id: UUID
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Face:
    """A card as it is printed; `skipping` says whether there is anything to say of it, `chosen` the letter or kind."""

    card_id: UUID
    subject: str | None
    goals: Sequence[str]
    options: Sequence[Option]
    surprise: bool
    own_idea: bool
    skipping: bool
    opt_out: bool
    check: Check | None
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A learner of the group; without a face there is no card, and `why` says what would make one possible."""

    learner_id: UUID
    code: str
    name: str | None
    face: Face | None
    why: Sentence | None = None


def in_order(rows: Sequence[Row]) -> list[Row]:
    """By name where names are known, else by code: as the list beside it."""
    return sorted(rows, key=lambda row: (_spelt(row.name or ""), row.code))


def _spelt(name: str) -> str:
    """Ş among the s: accents do not count, as in a Dutch telephone book."""
    return "".join(sign for sign in normalize("NFKD", name) if not combining(sign)).casefold()


def face_of(card: Any, activities: Mapping[UUID, Any], goals: Mapping[UUID, Any], chosen: Any | None) -> Face:
    """From a kept card; an option whose activity is not known here is left out, and leaves its letter open."""
    offered = [
        (letter, option, activities.get(UUID(option["activityId"]))) for letter, option in _lettered(card.options)
    ]
    options = [_option(letter, option, activity) for letter, option, activity in offered if activity is not None]
    checks = [activities[key] for one in card.checks if (key := UUID(one["activityId"])) in activities]
    return Face(
        card_id=card.card_id,
        subject=card.subject,
        goals=[goals[key].short_title or goals[key].title for key in card.goal_ids if key in goals],
        options=options,
        surprise=card.surprise_option_id is not None,
        own_idea=card.dimensions.get("topic") != "teacher",
        skipping=card.dimensions.get("whether") != "teacher",
        opt_out=card.opt_out_allowed,
        check=Check(checks[0].activity_id, checks[0].title, checks[0].minutes) if checks else None,
        chosen=_chosen(options, chosen),
    )


def _lettered(options: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return list(zip(ascii_uppercase, options, strict=False))


def _option(letter: str, offered: Mapping[str, str], activity: Any) -> Option:
    told = {name: getattr(activity, name) for name in ("title", "description", "form", "company", "medium", "minutes")}
    return Option(letter, UUID(offered["optionId"]), activity.activity_id, **told)


def _chosen(options: Sequence[Option], chosen: Any | None) -> str | None:
    if chosen is None:
        return None
    if chosen.kind != "option":
        return str(chosen.kind)
    return next((option.letter for option in options if option.option_id == chosen.option_id), None)
