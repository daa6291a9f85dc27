"""Why a place cannot be had, given or left."""

from collections.abc import Mapping
from uuid import UUID

from choices_service.allocation.periods import Why
from choices_service.allocation.words import why_not
from eigenwijs_shared.errors import Conflict, NotFound


class ModuleFull(Conflict):
    """All its places are taken."""

    type = "module-full"
    title = {"nl": "Deze module is vol", "en": "This module is full"}
    detail = {
        "nl": "Alle {most} plekken van “{module}” zijn bezet. Geef de module meer plekken, of kies een andere.",
        "en": "All {most} places of “{module}” are taken. Give the module more places, or choose another.",
    }


class ModuleNotRunning(Conflict):
    """It has too few learners, and one more is not enough."""

    type = "module-not-running"
    title = {"nl": "Deze module gaat niet door", "en": "This module does not run"}
    detail = {
        "nl": "“{module}” gaat deze keer niet door: daarvoor zijn minstens {least} leerlingen nodig.",
        "en": "“{module}” does not run this time: it needs {least} learners at least.",
    }


class OverCapacity(Conflict):
    """More learners have a place than there would be places."""

    type = "over-capacity"
    title = {"nl": "Er zitten al meer leerlingen in", "en": "More learners are in it already"}
    detail = {
        "nl": "In “{module}” hebben al {placed} leerlingen een plek; minder plekken kan dus niet.",
        "en": "{placed} learners have a place in “{module}” already, so there cannot be fewer places.",
    }


class WouldEndModule(Conflict):
    """Without this learner the module that it is in would have too few."""

    type = "would-end-module"
    title = {"nl": "Dan heeft een module te weinig leerlingen", "en": "A module would have too few learners"}
    detail = {
        "nl": "“{module}” heeft minstens {least} leerlingen nodig, en heeft er zonder deze leerling te weinig.",
        "en": "“{module}” needs {least} learners at least, and has too few without this one.",
    }


class NotPossible(Conflict):
    """This learner cannot take this module then; `code` and the sentence say why."""

    type = "module-not-possible"
    title = {"nl": "Deze module kan nu niet", "en": "This module is not possible now"}
    detail = {"nl": "{said}", "en": "{said}"}


class PeriodBegun(Conflict):
    """What has begun is no longer moved around."""

    type = "period-begun"
    title = {"nl": "Deze periode is al begonnen", "en": "This period has begun"}
    detail = {
        "nl": "De periode begon op {day}; daarna wordt niet meer geschoven. Je leraar kan je nog wel een plek geven.",
        "en": "The period began on {day}; nothing is moved around after that. A teacher can still give you a place.",
    }


class NoPlace(NotFound):
    """The learner has no place in that period."""

    type = "no-place"
    title = {"nl": "Geen plek in deze periode", "en": "No place in this period"}
    detail = {
        "nl": "De leerling heeft in deze periode van de keuzeronde geen plek.",
        "en": "The learner has no place in this period of the elective.",
    }


def not_possible(why: Why, titles: Mapping[UUID, str]) -> NotPossible:
    said = {"nl": why_not(why, titles, "nl"), "en": why_not(why, titles, "en")}
    return NotPossible(said=said, more={"code": why.code})
