"""What a goal lacks, for who fills the catalogue."""

from collections.abc import Mapping

from choices_service.following.schemas import Lack
from eigenwijs_shared.errors import Sentence

SENTENCES: Mapping[Lack, Sentence] = {
    "activity": {
        "nl": "Er is nog niets om mee te oefenen.",
        "en": "There is nothing to practise with yet.",
    },
    "second-form": {
        "nl": "Er is maar één werkvorm, dus er valt niets te kiezen.",
        "en": "There is one form only, so there is nothing to choose.",
    },
    "offline": {
        "nl": "Alles gaat met een scherm; maak er ook een zonder.",
        "en": "All of it takes a screen; add one without.",
    },
    "check": {
        "nl": "Er is geen check om te laten zien dat het lukt.",
        "en": "There is no check to show that it works out.",
    },
    "second-check": {
        "nl": "Er is één check; wie het nog eens wil laten zien, krijgt dezelfde. Maak er een B-versie bij.",
        "en": "There is one check; who wants to show it once more gets the same. Add a B form.",
    },
    "corrective-in-another-form": {
        "nl": "Lukt het nog niet, dan is er geen hulpopdracht in een andere werkvorm.",
        "en": "When it does not work out yet, there is no corrective in another form.",
    },
    "deeper-enrichment": {
        "nl": "Er is geen verdieping boven het niveau van het doel (niveau 4 of 5).",
        "en": "There is no enrichment above the level of the goal (level 4 or 5).",
    },
}
