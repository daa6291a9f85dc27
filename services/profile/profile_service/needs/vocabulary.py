"""What each accommodation does to cards and groups, as recommend carries it out, in words for who sets it."""

from collections.abc import Mapping

from eigenwijs_shared.contracts.needs import DUTCH, ENGLISH, Need
from eigenwijs_shared.errors import Sentence
from profile_service.needs.schemas import NeedWordOut, WordsOut

_BESIDE: Sentence = {
    "nl": "Staat als afspraak bij elke kaart, voor de leerling en de leraar.",
    "en": "Stands beside every card as an arrangement, for learner and educator.",
}
_IN_CARDS: Mapping[Need, Sentence] = {
    "extra-time": {
        "nl": "Minuten op kaarten worden een kwart langer.",
        "en": "Minutes on cards become a quarter longer.",
    },
    "short-tasks": {
        "nl": "Opdrachten van hoogstens 20 minuten gaan voor.",
        "en": "Tasks of at most 20 minutes come first.",
    },
    "less-screen": {"nl": "Opdrachten zonder scherm gaan voor.", "en": "Tasks without a screen come first."},
    "no-large-groups": {
        "nl": "Groepswerk en klassikaal werk blijven weg, zolang er dan nog iets te kiezen is.",
        "en": "Team and whole-class work stays away, as long as that leaves a choice.",
    },
}
_IN_GROUPS: Mapping[Need, Sentence] = {
    "fixed-partner": {"nl": "Werkt samen met het vaste maatje.", "en": "Works with the usual partner."},
    "no-large-groups": {"nl": "Werkt alleen of in een tweetal.", "en": "Works alone or in a pair."},
}


def word_out(need: Need) -> NeedWordOut:
    groups = _IN_GROUPS.get(need)
    return NeedWordOut(
        need=need,
        name=WordsOut(nl=DUTCH[need], en=ENGLISH[need]),
        in_cards=WordsOut.model_validate(_IN_CARDS.get(need, _BESIDE)),
        in_groups=WordsOut.model_validate(groups) if groups else None,
    )
