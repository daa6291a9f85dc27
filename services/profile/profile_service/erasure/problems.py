"""Why an erasure cannot be taken on, or not be shown."""

from eigenwijs_shared.errors import Conflict, NotFound


class RosterBusy(Conflict):
    """An import would write the learner's rows at the same time."""

    type = "roster-busy"
    title = {"nl": "Er loopt een import", "en": "An import is running"}
    detail = {
        "nl": "Er wordt nu een roosterpakket verwerkt; er is niets gewist. Probeer het over een minuut nog eens.",
        "en": "A roster package is being applied; nothing was erased. Please retry in a minute.",
    }
    headers = {"Retry-After": "10"}


class UnknownErasure(NotFound):
    """No such erasure at this board."""

    type = "unknown-erasure"
    title = {"nl": "Wissing niet gevonden", "en": "Erasure not found"}
    detail = {"nl": "Deze wissing is niet bekend bij dit bestuur.", "en": "This board knows no such erasure."}
