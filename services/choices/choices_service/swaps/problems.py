"""Why a swap cannot be asked for."""

from eigenwijs_shared.errors import Conflict, NotFound


class SwapAsked(Conflict):
    """One wish to swap at a time."""

    type = "swap-asked"
    title = {"nl": "Je hebt al gevraagd om te ruilen", "en": "You asked to swap already"}
    detail = {
        "nl": "Voor deze periode staat al een ruilwens. Trek die eerst in.",
        "en": "There is a wish to swap for this period already. Withdraw that one first.",
    }


class UnknownSwap(NotFound):
    """No such wish to swap, or it is no longer open."""

    type = "unknown-swap"
    title = {"nl": "Ruilwens niet gevonden", "en": "Wish to swap not found"}
    detail = {
        "nl": "Deze ruilwens is er niet, of niet meer.",
        "en": "There is no such wish to swap, or no longer.",
    }
