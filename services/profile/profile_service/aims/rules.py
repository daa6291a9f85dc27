"""What holds of an aim, whoever writes it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound, Sentence

MOST_STEPS = 30


class UnknownAim(NotFound):
    """No such aim of this learner, or not one that the caller may see."""

    type = "unknown-aim"
    title = {"nl": "Doel niet gevonden", "en": "Aim not found"}
    detail = {"nl": "Dit doel bestaat niet, of niet voor jou.", "en": "This aim does not exist, or not for you."}


class UnknownStep(NotFound):
    """No such step of this aim."""

    type = "unknown-step"
    title = {"nl": "Stap niet gevonden", "en": "Step not found"}
    detail = {"nl": "Deze stap hoort niet bij dit doel.", "en": "This step is not one of this aim."}


class UnknownGoal(NotFound):
    """No such learning goal on this board."""

    type = "unknown-goal"
    title = {"nl": "Leerdoel niet gevonden", "en": "Goal not found"}
    detail = {
        "nl": "Een van deze leerdoelen bestaat hier niet; bij errors staat welk.",
        "en": "One of these learning goals does not exist here; errors says which.",
    }


class TooManySteps(Conflict):
    """An aim has room for a few dozen steps."""

    type = "too-many-steps"
    detail = {
        "nl": f"Een doel heeft hoogstens {MOST_STEPS} stappen. Maak er een tweede doel van.",
        "en": f"An aim has at most {MOST_STEPS} steps. Make a second aim of it.",
    }


UNKNOWN: Sentence = {"nl": "Dit leerdoel bestaat hier niet.", "en": "There is no such goal here."}
PAST_DAY: Sentence = {
    "nl": "Deze dag is al voorbij; kies vandaag of later, of laat hem leeg (null).",
    "en": "This day has passed; choose today or later, or leave it empty (null).",
}
NOT_ABOVE: Sentence = {
    "nl": "Een eigen niveau hoort bij ambition 'above-advice'.",
    "en": "A level of one's own goes with the ambition 'above-advice'.",
}


def check_goals(wanted: Sequence[UUID], known: Collection[UUID]) -> None:
    """Refuse goals that the board does not have, each at its place."""
    faults = [
        Fault(f"#/goalIds/{place}", UNKNOWN, "unknown-goal") for place, one in enumerate(wanted) if one not in known
    ]
    if faults:
        raise UnknownGoal(faults=faults)


def check_days(said: Mapping[str, Any], today: date) -> None:
    """A day to work towards is not behind us."""
    faults = [
        Fault(f"#/{name}", PAST_DAY, "day-in-past")
        for name in ("horizon", "due")
        if said.get(name) is not None and said[name] < today
    ]
    if faults:
        raise Invalid(faults=faults)


def changed(before: Mapping[str, Any], said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The columns that a change sets; `Invalid` when they do not go together."""
    values = {name: value for name, value in said.items() if value != before.get(name)}
    check_days(values, now.date())
    after = {**before, **values}
    if after["ambition"] == "as-advised" and after["ambition_level"] is not None:
        if said.get("ambition_level") is not None:
            raise Invalid(faults=[Fault("#/ambitionLevel", NOT_ABOVE, "not-above-advice")])
        values["ambition_level"] = None
    if "state" in values:
        values["state_at"] = now
        values["state_words"] = said.get("state_words")
    return values
