"""Why there is no calendar."""

from eigenwijs_shared.errors import Conflict, NotFound


class UnknownCalendar(NotFound):
    """No such calendar, or its token was revoked."""

    type = "unknown-calendar"
    title = {"nl": "Agenda niet gevonden", "en": "Calendar not found"}
    detail = {
        "nl": "Deze agenda bestaat niet (meer). Maak een nieuwe in Eigenwijs en abonneer je daarop.",
        "en": "This calendar does not exist (any more). Make a new one in Eigenwijs and subscribe to that.",
    }


class TooManyCalendars(Conflict):
    """Revoke one first."""

    type = "too-many-calendars"
    title = {"nl": "Genoeg agenda's", "en": "Enough calendars"}
    detail = {
        "nl": "Er zijn al {most} agenda's voor deze leerling. Trek er eerst een in.",
        "en": "There are {most} calendars of this learner already. Revoke one first.",
    }
