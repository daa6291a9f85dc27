"""A talk that was promised is held, missed or moved; a day after its time it speaks for itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound, Sentence

KEPT_WITHIN = timedelta(hours=24)


class UnknownTalk(NotFound):
    """No such talk of this learner."""

    type = "unknown-talk"
    title = {"nl": "Gesprek niet gevonden", "en": "Talk not found"}
    detail = {"nl": "Dit gesprek bestaat niet, of niet voor jou.", "en": "This talk does not exist, or not for you."}


class UnknownEducator(NotFound):
    """No such educator, or not one of this learner."""

    type = "unknown-educator"
    title = {"nl": "Leraar niet gevonden", "en": "Educator not found"}
    detail = {
        "nl": "Deze leraar bestaat niet, of heeft deze leerling niet in een groep.",
        "en": "This educator does not exist, or has this learner in no group.",
    }


class TalkPassed(Conflict):
    """Its time has passed or it is settled: it cannot be moved."""

    type = "talk-passed"
    detail = {
        "nl": "Dit gesprek is al geweest of niet doorgegaan, en kan niet meer verzet worden. Plan een nieuw gesprek.",
        "en": "This talk has been or was missed, and cannot be moved any more. Plan a new one.",
    }


class TalkToCome(Conflict):
    """It cannot be missed before its time."""

    type = "talk-to-come"
    detail = {
        "nl": "Dit gesprek moet nog komen. Kan het niet doorgaan, verzet het dan met een andere tijd (at).",
        "en": "This talk is still to come. If it cannot be held, move it to another time (at).",
    }


NO_EDUCATOR: Sentence = {
    "nl": "Zeg met welke leraar het gesprek is (educatorId).",
    "en": "Say which educator the talk is with (educatorId).",
}
PAST_TIME: Sentence = {"nl": "Plan een gesprek in de toekomst.", "en": "Plan a talk in the future."}
ONLY_WITH: Mapping[str, Sentence] = {
    "held": {"nl": "Dit hoort alleen bij een gevoerd gesprek (held).", "en": "This goes with a talk that was held."},
    "missed": {
        "nl": "Dit hoort alleen bij een gemist gesprek (missed).",
        "en": "This goes with a talk that was missed.",
    },
}
_OF_STATE = {"held_at": "held", "missed_by": "missed", "missed_reason": "missed"}
_POINTERS = {"held_at": "#/heldAt", "missed_by": "#/missedBy", "missed_reason": "#/missedReason"}


def state_of(row: Any, now: datetime) -> Literal["planned", "held", "missed"]:
    """How the talk stands now: a promise that nobody kept within a day was not kept."""
    if row.state == "planned" and row.at < now - KEPT_WITHIN:
        return "missed"
    state: Literal["planned", "held", "missed"] = row.state
    return state


def check_future(at: datetime, now: datetime) -> None:
    if at <= now:
        raise Invalid(faults=[Fault("#/at", PAST_TIME, "time-in-past")])


def changed(before: Any, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The columns that a change sets; a problem when they do not fit how the talk stands."""
    values = {name: value for name, value in said.items() if value != getattr(before, name)}
    if "at" in values:
        values.update(_moved(before, values, now))
    state = said.get("state", before.state)
    faults = [
        Fault(_POINTERS[name], ONLY_WITH[needed], "other-state")
        for name, needed in _OF_STATE.items()
        if said.get(name) is not None and state != needed
    ]
    if faults:
        raise Invalid(faults=faults)
    if values.get("state") == "held":
        values = {"held_at": now, "missed_by": None, "missed_reason": None, **values}
    if values.get("state") == "missed":
        if before.at > now:
            raise TalkToCome
        values = {**values, "held_at": None}
    return values


def _moved(before: Any, values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    if state_of(before, now) != "planned" or "state" in values:
        raise TalkPassed
    check_future(values["at"], now)
    return {"moved_from": [*before.moved_from, before.at]}
