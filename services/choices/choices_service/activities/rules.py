"""What an activity may be and become. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from choices_service.activities.schemas import ActivityIn, Status
from eigenwijs_shared.errors import Conflict, Fault, Sentence

MOVES: Mapping[Status, frozenset[Status]] = {
    "draft": frozenset({"review", "published", "retired"}),
    "review": frozenset({"draft", "published", "retired"}),
    "published": frozenset({"draft", "retired"}),
    "retired": frozenset({"draft", "published"}),
}
"""Nothing that was once seen is ever taken away for good; what is published goes back to review as a draft."""

NO_ADDRESS: Sentence = {
    "nl": "Dit is geen webadres. Schrijf het voluit, zoals https://voorbeeld.nl/les, zonder wachtwoord erin.",
    "en": "This is no web address. Write it in full, such as https://example.org/lesson, without a password in it.",
}
NAMELESS: Sentence = {
    "nl": "Deze licentie vraagt om naamsvermelding; vul bij author in wie de maker is.",
    "en": "This licence asks for attribution; say in author who made it.",
}
NO_CHECK: Sentence = {
    "nl": "Alleen een check heeft een A- en een B-versie; maak kind: check, of laat parallelTo weg.",
    "en": "Only a check has an A and a B form; make it kind: check, or leave out parallelTo.",
}
NO_PARTNER: Sentence = {
    "nl": "Dit is geen check van dit bestuur die zelf een A-versie kan zijn.",
    "en": "This is no check of this board that can be an A form itself.",
}
OTHER_GOALS: Sentence = {
    "nl": "De A- en de B-versie van een check gaan over dezelfde leerdoelen.",
    "en": "The A and the B form of a check are about the same goals.",
}
PAIRED: Sentence = {
    "nl": "Deze check heeft al een B-versie.",
    "en": "This check has a B form already.",
}
HAS_B: Sentence = {
    "nl": "Deze activiteit is de A-versie van een check; maak eerst de B-versie los.",
    "en": "This activity is the A form of a check; detach its B form first.",
}
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]|{_LABEL}|\[[0-9a-f:.]+\]")


class CannotMove(Conflict):
    """From this status it does not go there in one step."""

    type = "activity-cannot-move"
    title = {"nl": "Die stap kan niet", "en": "Not a possible step"}
    detail = {
        "nl": "Een activiteit gaat van {before} niet in één stap naar {after}. Wel kan: {possible}.",
        "en": "An activity does not go from {before} to {after} in one step. Possible: {possible}.",
    }


class Check(Protocol):
    """What must be known of the check that another is to be the B form of."""

    @property
    def kind(self) -> str: ...
    @property
    def goal_ids(self) -> Collection[UUID]: ...
    @property
    def parallel_to(self) -> UUID | None: ...
    @property
    def parallel_by(self) -> UUID | None: ...


def check_move(before: Status, after: Status) -> None:
    """`CannotMove`, unless it may or stays where it is."""
    if after != before and after not in MOVES[before]:
        raise CannotMove(before=before, after=after, possible=", ".join(sorted(MOVES[before])))


def find_faults(asked: ActivityIn, at: str = "#") -> list[Fault]:
    """What its own fields contradict; `at` is the place of the activity in the body."""
    faults = [
        Fault(f"{at}/links/{place}", NO_ADDRESS, "no-web-address")
        for place, link in enumerate(asked.links)
        if not is_web_address(link)
    ]
    if asked.licence is not None and asked.licence.upper().startswith("CC-BY") and asked.author is None:
        faults.append(Fault(f"{at}/author", NAMELESS, "attribution-missing"))
    if asked.parallel_to is not None and asked.kind != "check":
        faults.append(Fault(f"{at}/parallelTo", NO_CHECK, "no-check"))
    return faults


def faults_of_pair(asked: ActivityIn, activity_id: UUID, partner: Check | None, of: UUID, at: str = "#") -> list[Fault]:
    """Why `partner` (the activity `of`) cannot be the A form of this one; None is an activity that is not there."""
    if partner is None or of == activity_id or partner.kind != "check" or partner.parallel_to is not None:
        return [Fault(f"{at}/parallelTo", NO_PARTNER, "no-partner")]
    if partner.parallel_by not in {None, activity_id}:
        return [Fault(f"{at}/parallelTo", PAIRED, "has-b-form")]
    if set(partner.goal_ids) != set(asked.goal_ids):
        return [Fault(f"{at}/parallelTo", OTHER_GOALS, "other-goals")]
    return []


def faults_of_a_form(asked: ActivityIn, parallel_by: UUID | None, at: str = "#") -> list[Fault]:
    """What has a B form stays a check, and the A form."""
    if parallel_by is None:
        return []
    wrong = [("kind", asked.kind != "check"), ("parallelTo", asked.parallel_to is not None)]
    return [Fault(f"{at}/{field}", HAS_B, "has-b-form") for field, is_wrong in wrong if is_wrong]


def is_web_address(link: str) -> bool:
    """By its shape alone: whether anything is there is not ours to ask."""
    if re.search(r"[\s\\<>\"]", link):
        return False
    try:
        parts = urlsplit(link)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:  # UnicodeError too
        return False
    shown = f"[{host}]" if ":" in host else host
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc and bool(_HOST.fullmatch(shown))


def content_of(asked: ActivityIn) -> dict[str, Any]:
    """What it says, by column; goals once each."""
    names = ActivityIn.model_fields
    return {**asked.model_dump(include=set(names), by_alias=False), "goal_ids": list(dict.fromkeys(asked.goal_ids))}


def is_changed(row: Any, values: Mapping[str, Any], names: Iterable[str] | None = None) -> bool:
    """Is any of these values another than in the row?"""
    return any(getattr(row, name) != values[name] for name in names or values)
