"""Why an export cannot be made."""

from eigenwijs_shared.errors import Fault, Invalid, Problem, Sentence
from eigenwijs_shared.exports.datasets import NAMES


class NoRoom(Problem):
    """The disk on which the file is made is full (RFC 4918 §11.5)."""

    status = 507
    type = "no-room"
    title = {"nl": "Geen ruimte voor de export", "en": "No room for the export"}
    detail = {
        "nl": "De schijf van de server is vol; er is niets gemaakt. Vraag je beheerder om ruimte en probeer het weer.",
        "en": "The server's disk is full; nothing was made. Ask your administrator for room, then try again.",
    }


def unknown_dataset() -> Invalid:
    """Whichever service was asked, it names those of the others too."""
    known = ", ".join(f"'{name}'" for name in sorted(NAMES))
    sentence: Sentence = {"nl": f"Kies uit: {known}.", "en": f"Choose one of: {known}."}
    return Invalid(faults=[Fault("{dataset}", sentence, "literal_error")])
