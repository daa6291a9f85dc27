"""Which subgroups are accepted. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from eigenwijs_shared.contracts.needs import NEEDS
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from recommend_service.models.schemas import Subgroup

_NO_NEED: Sentence = {
    "nl": "Dit is geen ondersteuning die we kennen. Kies uit: " + ", ".join(NEEDS) + ".",
    "en": "This is not a support that we know. Choose from: " + ", ".join(NEEDS) + ".",
}
_NO_GROUP: Sentence = {
    "nl": "Geef het id van een groep; een school geef je als haar groepen.",
    "en": "Give the id of a group; a school is given as its groups.",
}
_TWICE: Sentence = {"nl": "Deze naam komt al voor.", "en": "This name is there already."}
_SAME: Sentence = {"nl": "Dezelfde leerlingen staan er al.", "en": "The same learners are there already."}
_FAULTS: Final = {"need": _NO_NEED, "group": _NO_GROUP}


def check(named: Sequence[Subgroup]) -> None:
    """`Invalid` with all that does not fit."""
    names, keys = Counter(one.name for one in named), Counter(one.key for one in named)
    faults = [
        Fault(f"#/subgroups/{place}/values/{number}", _FAULTS[one.kind], "unknown")
        for place, one in enumerate(named)
        for number, value in enumerate(one.values)
        if not _is_known(one.kind, value)
    ]
    for place, one in enumerate(named):
        if names[one.name] > 1:
            faults.append(Fault(f"#/subgroups/{place}/name", _TWICE, "twice"))
        elif keys[one.key] > 1:
            faults.append(Fault(f"#/subgroups/{place}/values", _SAME, "twice"))
    if faults:
        raise Invalid(faults=faults)


def _is_known(kind: str, value: str) -> bool:
    if kind == "need":
        return value in NEEDS
    return kind == "grade" or _is_id(value)


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False
