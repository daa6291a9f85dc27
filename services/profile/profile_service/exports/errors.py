"""Why an export cannot be made."""

from eigenwijs_shared.errors import Problem


class NoRoom(Problem):
    """The disk on which the file is made is full (RFC 4918 §11.5)."""

    status = 507
    type = "no-room"
    title = {"nl": "Geen ruimte voor de export", "en": "No room for the export"}
    detail = {
        "nl": "De schijf van de server is vol; er is niets gemaakt. Vraag je beheerder om ruimte en probeer het weer.",
        "en": "The server's disk is full; nothing was made. Ask your administrator for room, then try again.",
    }
