"""Why a group cannot be called together, or nothing is chosen meanwhile."""

from eigenwijs_shared.errors import Conflict, NotFound, Sentence


class NotGathered(NotFound):
    """The group is not called together now."""

    type = "not-gathered"
    title = {"nl": "De groep is nu niet bij elkaar geroepen", "en": "The group is not called together now"}
    detail = {
        "nl": "Deze groep werkt nu aan de eigen kaarten. Roep haar bij elkaar met POST.",
        "en": "This group works on its own cards now. Call it together with POST.",
    }


class GatheredAlready(Conflict):
    """The group is together already; `gatherId` and `until` say on what and how long."""

    type = "gathered-already"
    title = {"nl": "De groep is al bij elkaar", "en": "The group is together already"}
    detail = {
        "nl": "Deze groep is al bij elkaar geroepen. Beëindig dat eerst (DELETE), of wacht tot het voorbij is.",
        "en": "This group is called together already. End that first (DELETE), or wait until it is over.",
    }


class GatheredNow(Conflict):
    """The learner's group is called together: its own card waits."""

    type = "gathered-now"
    title = {"nl": "Jullie zijn nu samen bezig", "en": "You are working together now"}
    detail = {
        "nl": "Je groep is nu samen aan het werk. Je kaart wacht op je: straks kies je verder.",
        "en": "Your group is working together now. Your card waits for you: you choose on afterwards.",
    }


ONE_OF_TWO: Sentence = {
    "nl": "Geef activityId of question, en niet allebei.",
    "en": "Give activityId or question, and not both.",
}
