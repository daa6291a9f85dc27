"""Why places are not given now."""

from eigenwijs_shared.errors import Conflict


class StillOpen(Conflict):
    """Learners can still choose, so it would depend on who was quick."""

    type = "elective-still-open"
    title = {"nl": "Er kan nog gekozen worden", "en": "Choosing is still open"}
    detail = {
        "nl": "Leerlingen kunnen nog kiezen tot {closes} (UTC). Wacht daarop, of zet closesAt eerder. Uitproberen "
              "kan wel: ?dryRun=true.",
        "en": "Learners can still choose until {closes} (UTC). Wait for that, or set closesAt earlier. A trial is "
              "possible: ?dryRun=true.",
    }  # fmt: skip
