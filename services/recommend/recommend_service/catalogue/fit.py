"""Which goals are a learner's own. Pure."""

from collections.abc import Collection

from eigenwijs_shared.errors import NotFound
from recommend_service.catalogue.model import Catalogue, Goal


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


def is_practised(goal: Goal) -> bool:
    """Practised and estimated; the other goals only group these."""
    return goal.active and goal.assessable
