"""What overrides come to for one learner, and which are accepted. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from eigenwijs_shared.assignments import Assignment, Decided
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from recommend_service.catalogue.model import Activity, Catalogue
from recommend_service.overrides.schemas import OverrideIn, OverrideOut, Scope

RANK: Final[dict[Scope, int]] = {"learner": 0, "group": 1, "board": 2}
"""The most specific wins."""
LONGEST = timedelta(days=366)

_ONE_PLACE: Sentence = {
    "nl": "Geef learnerId of groupId, of geen van beide voor het hele bestuur.",
    "en": "Give learnerId or groupId, or neither for the whole board.",
}
_ABOUT: dict[str, Sentence] = {
    "pin": {"nl": "Geef alleen activityId.", "en": "Give activityId alone."},
    "exclude": {"nl": "Geef activityId of goalId, en niets anders.", "en": "Give activityId or goalId, nothing else."},
    "level": {"nl": "Geef level met goalId of subject.", "en": "Give level with goalId or subject."},
    "pause": {"nl": "Een pauze gaat over alles: geef geen doel of activiteit.", "en": "A pause is of everything."},
}
_FIELDS = {
    "pin": ({"activity_id"},),
    "exclude": ({"activity_id"}, {"goal_id"}),
    "level": ({"level", "goal_id"}, {"level", "subject"}),
    "pause": (set[str](),),
}
_NOT_FOR_ALL: Sentence = {"nl": "Vastzetten kan voor een leerling of groep.", "en": "Pin for a learner or a group."}
_LAST_DAY: Sentence = {
    "nl": "Geef een laatste dag, van vandaag tot over een jaar.",
    "en": "Give a last day, from today to a year ahead.",
}
_UNKNOWN: Sentence = {"nl": "Dit staat niet in de catalogus.", "en": "This is not in the catalogue."}


def check(wanted: OverrideIn, scope: Scope, catalogue: Catalogue, today: date) -> None:
    """`Invalid` with all that does not fit."""
    faults = []
    given = {name for name in ("goal_id", "activity_id", "subject", "level") if getattr(wanted, name) is not None}
    if wanted.learner_id is not None and wanted.group_id is not None:
        faults.append(Fault("#", _ONE_PLACE, "one-place"))
    if given not in _FIELDS[wanted.kind]:
        faults.append(Fault("#", _ABOUT[wanted.kind], "about"))
    if wanted.kind == "pin" and scope == "board":
        faults.append(Fault("#/kind", _NOT_FOR_ALL, "not-for-all"))
    if not _ends_well(wanted, scope, today):
        faults.append(Fault("#/until", _LAST_DAY, "last-day"))
    if wanted.goal_id is not None and wanted.goal_id not in catalogue.goals:
        faults.append(Fault("#/goalId", _UNKNOWN, "unknown"))
    if wanted.activity_id is not None and wanted.activity_id not in {one.activity_id for one in catalogue.activities}:
        faults.append(Fault("#/activityId", _UNKNOWN, "unknown"))
    if wanted.subject is not None and wanted.subject not in catalogue.subjects:
        faults.append(Fault("#/subject", _UNKNOWN, "unknown"))
    if faults:
        raise Invalid(faults=faults)


def _ends_well(wanted: OverrideIn, scope: Scope, today: date) -> bool:
    if wanted.until is None:
        return scope == "board" and wanted.kind == "pause"
    return today <= wanted.until <= today + LONGEST


def pause_among(standing: Iterable[OverrideOut]) -> OverrideOut | None:
    """The pause that holds, the most specific first."""
    pauses = [one for one in standing if one.kind == "pause"]
    return min(pauses, key=lambda one: RANK[one.scope], default=None)


def corrected(decided: Decided, standing: Sequence[OverrideOut], catalogue: Catalogue) -> Decided:
    """What educators assigned, with these beside it: what was left out by an assignment stays out."""
    if not standing:
        return decided
    pins = sorted((one for one in standing if one.kind == "pin"), key=lambda one: RANK[one.scope])
    excluded = {one.activity_id for one in catalogue.activities if _is_out(one, standing, catalogue)}
    wanted = {one.activity_id: _as_pin(one) for one in reversed(pins) if one.activity_id is not None}
    wanted |= decided.wanted
    left_out = decided.excluded | excluded
    return Decided({name: one for name, one in wanted.items() if name not in left_out}, left_out)


def _is_out(activity: Activity, standing: Sequence[OverrideOut], catalogue: Catalogue) -> bool:
    """Left out by one that is no less specific than any pin, or at another level than was set."""
    pinned = [RANK[one.scope] for one in standing if one.kind == "pin" and one.activity_id == activity.activity_id]
    left = [
        RANK[one.scope]
        for one in standing
        if one.kind == "exclude" and (one.activity_id == activity.activity_id or one.goal_id in activity.goal_ids)
    ]
    if left and min(left) <= min(pinned, default=len(RANK)):
        return True
    return not pinned and _is_off_level(activity, standing, catalogue)


def _is_off_level(activity: Activity, standing: Sequence[OverrideOut], catalogue: Catalogue) -> bool:
    """A level that was set for one of its goals goes before one for the subject at the same place."""
    subjects = {catalogue.goals[one].subject for one in activity.goal_ids if one in catalogue.goals}
    set_for = [
        one for one in standing if one.kind == "level" and (one.goal_id in activity.goal_ids or one.subject in subjects)
    ]
    newest = sorted(set_for, key=lambda one: one.made_at, reverse=True)
    holds = min(newest, key=lambda one: (RANK[one.scope], one.goal_id is None), default=None)
    return holds is not None and holds.level != activity.level


def _as_pin(one: OverrideOut) -> Assignment:
    if one.activity_id is None or one.until is None or one.scope == "board":
        raise ValueError("a pin is of an activity, for a learner or group, until a day")
    return Assignment(
        assignment_id=one.override_id,
        version=1,
        kind="pin",
        scope=one.scope,
        activity_id=one.activity_id,
        ground="other",
        until=one.until,
        made_at=one.made_at,
        met=False,
    )
