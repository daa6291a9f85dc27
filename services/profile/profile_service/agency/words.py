"""Why a dimension stands where it stands, as one says it to a learner or about one."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from eigenwijs_shared.agency import Position, Scope
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language, Sentence
from profile_service.agency.presets import PRESETS
from profile_service.agency.rules import Move

SCHOOL_TIME = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
POSITION: Mapping[Position, Sentence] = {
    "teacher": {"nl": "leraar", "en": "teacher"},
    "shared": {"nl": "gedeeld", "en": "shared"},
    "learner": {"nl": "leerling", "en": "learner"},
}
SCOPE: Mapping[Scope, Sentence] = {
    "board": {"nl": "het hele bestuur", "en": "the whole board"},
    "group": {"nl": "de hele groep", "en": "the whole group"},
    "learner": {"nl": "deze leerling", "en": "this learner"},
}
YOU: Sentence = {"nl": "jou", "en": "you"}
NOBODY: Sentence = {
    "nl": "Staat op {position}: hier heeft niemand iets anders gezet.",
    "en": "Stands at {position}: nobody has set anything else here.",
}
SET: Sentence = {
    "nl": "Staat op {position}: {who} dat op {day} {where} zo gezet{until}.",
    "en": "Stands at {position}: {who} set it so on {day} {where}{until}.",
}
AGREED: Sentence = {
    "nl": "Staat op {position}: {who} dat op {day} {where} zo afgesproken{until}.",
    "en": "Stands at {position}: {who} agreed on it on {day} {where}{until}.",
}
PRESET: Sentence = {
    "nl": " Dat hoort bij de start ‘{name}’.",
    "en": " It belongs to the start ‘{name}’.",
}
_PEOPLE: Mapping[str, Sentence] = {
    "agreed with you": {"nl": "jij en je leraar hebben", "en": "you and your teacher"},
    "agreed": {"nl": "leerling en leraar hebben", "en": "learner and teacher"},
    "you": {"nl": "jij hebt", "en": "you"},
    "your teacher": {"nl": "je leraar heeft", "en": "your teacher"},
    "teacher": {"nl": "een leraar heeft", "en": "a teacher"},
    "board": {"nl": "het bestuur heeft", "en": "the board"},
    "school": {"nl": "de school heeft", "en": "the school"},
}


def why(position: Position, move: Move | None, caller: Principal, language: Language) -> str:
    """The sentence for one dimension."""
    said = POSITION[position][language]
    if move is None:
        return NOBODY[language].format(position=said)
    sentence = (AGREED if move.agreed_with else SET)[language].format(
        position=said,
        who=_PEOPLE[_who(move, caller)][language],
        day=day(move.begins, language),
        where=_where(move, caller, language),
        until=_until(move, language),
    )
    if move.preset is None:
        return sentence
    return sentence + PRESET[language].format(name=PRESETS[move.preset].name[language])


def _who(move: Move, caller: Principal) -> str:
    if move.agreed_with:
        return "agreed with you" if move.agreed_with == caller.subject else "agreed"
    if move.author_id == caller.subject:
        return "you"
    if move.author_role == "educator":
        return "your teacher" if caller.role == "learner" else "teacher"
    return "board" if move.author_role == "board-admin" else "school"


def _where(move: Move, caller: Principal, language: Language) -> str:
    scope = YOU if move.scope == "learner" and caller.role == "learner" else SCOPE[move.scope]
    word = {"nl": "voor", "en": "for"}[language]
    subject = f"{word} {move.subject.replace('-', ' ')} " if move.subject else ""
    return f"{subject}{word} {scope[language]}"


def _until(move: Move, language: Language) -> str:
    if move.valid_until is None:
        return ""
    return {"nl": ", tot {day}", "en": ", until {day}"}[language].format(day=day(move.valid_until, language))


def at_school(at: datetime) -> datetime:
    """On the clock at school; the last hour of the year 9999 is not on that, and stays as it is."""
    try:
        return at.astimezone(SCHOOL_TIME)
    except OverflowError:
        return at


def day(at: datetime, language: Language) -> str:
    """The day as a school says it; the year too, as history may be long."""
    local = at_school(at)
    months = MONTHS if language == "nl" else ENGLISH_MONTHS
    return f"{local.day} {months[local.month - 1]} {local.year}"
