"""Which goals are a learner's own. Pure."""

from collections.abc import Collection

from eigenwijs_shared.errors import NotFound
from recommend_service.catalogue.model import Catalogue, Goal

_ORDER = {f"groep-{year}": year for year in range(1, 9)} | {f"vo-{year}": 8 + year for year in range(1, 7)}
"""The level words in the order of a school career: primary groups 1 to 8, then the years of secondary."""


class UnknownSubject(NotFound):
    """The board has no goals in that subject."""

    type = "unknown-subject"
    title = {"nl": "Vak niet gevonden", "en": "Subject not found"}
    detail = {
        "nl": "Dit vak kennen we hier niet. Kies uit: {known}.",
        "en": "We do not know this subject here. Choose one of: {known}.",
    }


def check_subject(catalogue: Catalogue, subject: str | None) -> None:
    """UnknownSubject, naming those that are known, unless it is one of them or none was asked for."""
    if subject is not None and subject not in catalogue.subjects:
        none = {"nl": "er zijn nog geen vakken", "en": "there are no subjects yet"}
        raise UnknownSubject(known=", ".join(catalogue.subjects) or none)


def fits(goal: Goal, grades: Collection[str]) -> bool:
    """Meant for one of these grades; a goal or a learner without any fits all."""
    return not grades or not goal.levels or not goal.levels.isdisjoint(grades)


def lies_below(goal: Goal, grades: Collection[str]) -> bool:
    """Taught in earlier grades alone, so that school has dealt with it; not so where a grade is not one we know."""
    known = [_ORDER[grade] for grade in grades if grade in _ORDER]
    levels = [_ORDER[level] for level in goal.levels if level in _ORDER]
    return len(known) == len(grades) > 0 and len(levels) == len(goal.levels) > 0 and max(levels) < min(known)


def is_practised(goal: Goal) -> bool:
    """Practised and estimated; the other goals only group these."""
    return goal.active and goal.assessable
