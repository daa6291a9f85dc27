"""Why an override is not accepted, or a card not made."""

from eigenwijs_shared.errors import NotFound, Problem, Unavailable


class UnknownOverride(NotFound):
    """No such override, or for nobody in the caller's reach."""

    type = "unknown-override"
    title = {"nl": "Ingreep niet gevonden", "en": "Override not found"}
    detail = {
        "nl": "Deze ingreep bestaat niet, of niet voor jou.",
        "en": "This override does not exist, or not for you.",
    }


class ForTheBoard(Problem):
    """What concerns everybody is for who may do so."""

    status = 403
    type = "for-the-board"
    title = {"nl": "Dit is aan het bestuur", "en": "This is for the board"}
    detail = {
        "nl": "Een ingreep voor het hele bestuur maakt of beëindigt een beheerder. Kies een leerling of groep.",
        "en": "An override for the whole board is made or ended by an administrator. Choose a learner or a group.",
    }


class AdaptivityPaused(Unavailable):
    """People have paused the recommender here: the door then gives the card of the catalogue (`mode: catalogue`)."""

    type = "adaptivity-paused"
    title = {"nl": "De aanbeveler staat op pauze", "en": "The recommender is paused"}
    detail = {
        "nl": "Een mens heeft de aanbeveler hier op pauze gezet. Kaarten komen nu uit de catalogus.",
        "en": "A person has paused the recommender here. Cards come from the catalogue now.",
    }
