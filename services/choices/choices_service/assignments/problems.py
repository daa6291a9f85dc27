"""Why an assignment is not accepted."""

from datetime import date
from uuid import UUID

from eigenwijs_shared.assigned_words import day_in_words
from eigenwijs_shared.errors import Conflict, NotFound, Sentence


class UnknownAssignment(NotFound):
    """No such assignment, or for nobody in the caller's reach."""

    type = "unknown-assignment"
    title = {"nl": "Opdracht niet gevonden", "en": "Assignment not found"}
    detail = {
        "nl": "Deze opdracht bestaat niet, of niet voor jou.",
        "en": "This assignment does not exist, or not for you.",
    }


class AssignedAlready(Conflict):
    """The same decision stands; `assignmentId` says which."""

    type = "assigned-already"
    title = {"nl": "Dit staat al zo", "en": "This stands already"}
    detail = {
        "nl": "Voor deze activiteit staat dit hier al. Verander die opdracht, of beëindig haar eerst.",
        "en": "This stands here already for this activity. Change that assignment, or end it first.",
    }


class LeftOut(Conflict):
    """The activity is excluded for this learner or group; `assignmentId` says by which decision."""

    type = "left-out"
    title = {"nl": "Deze activiteit is weggelaten", "en": "This activity is left out"}
    detail = {"nl": "{said}", "en": "{said}"}


class AssignmentOver(Conflict):
    """It has ended and changes no more."""

    type = "assignment-over"
    title = {"nl": "Deze opdracht is voorbij", "en": "This assignment is over"}
    detail = {
        "nl": "Deze opdracht is beëindigd of haar laatste dag is voorbij. Maak een nieuwe.",
        "en": "This assignment was ended or its last day has passed. Make a new one.",
    }


ONE_OF_TWO: Sentence = {
    "nl": "Geef learnerId of groupId, en niet allebei.",
    "en": "Give learnerId or groupId, and not both.",
}
PAST_DAY: Sentence = {
    "nl": "Deze dag is al voorbij; kies vandaag of later.",
    "en": "This day has passed; choose today or later.",
}
TOO_FAR: Sentence = {
    "nl": "Kies een dag binnen een jaar; daarna kan het opnieuw.",
    "en": "Choose a day within a year; after that it can be done again.",
}
ONLY_EXCLUDES: Sentence = {
    "nl": "Deze grond past alleen bij weglaten (exclude); kies een andere.",
    "en": "This ground fits leaving out (exclude) only; choose another.",
}
RETIRED: Sentence = {
    "nl": "Deze activiteit wordt niet meer aangeboden; kies een andere.",
    "en": "This activity is not offered any more; choose another.",
}


_TO_ASSIGN: Sentence = {
    "nl": "Deze activiteit is hier weggelaten tot en met {day}. Beëindig dat eerst, of neem een andere.",
    "en": "This activity is left out here until {day}. End that first, or take another.",
}
_TO_CHOOSE: Sentence = {
    "nl": "Je leraar laat deze activiteit weg tot en met {day}. Haal een nieuwe kaart op en kies daarvan.",
    "en": "Your teacher leaves this activity out until {day}. Fetch a new card and choose from that.",
}


def left_out(assignment_id: UUID, until: date, *, choosing: bool) -> LeftOut:
    """`choosing`: said to a learner who wants to do it, and not to an educator who assigns it."""
    sentence = _TO_CHOOSE if choosing else _TO_ASSIGN
    said = {
        "nl": sentence["nl"].format(day=day_in_words(until, "nl")),
        "en": sentence["en"].format(day=day_in_words(until, "en")),
    }
    return LeftOut(said=said, more={"assignmentId": str(assignment_id)})


def already(assignment_id: UUID) -> AssignedAlready:
    return AssignedAlready(more={"assignmentId": str(assignment_id)})
