"""What to arrange beside a card, in words for the learner and for who helps: what helps, never why. Pure."""

from collections.abc import Collection, Mapping

from eigenwijs_shared.contracts.cards import SupportOut
from eigenwijs_shared.contracts.needs import NEEDS, Need
from eigenwijs_shared.errors import Language, Sentence

Words = tuple[Sentence, Sentence]
"""(to the learner, to the educator)"""

_WORDS: Mapping[Need, Words] = {
    "extra-time": (
        {"nl": "Je krijgt extra tijd: die zit al in de minuten.", "en": "You get extra time: the minutes include it."},
        {
            "nl": "Extra tijd: een kwart meer, al in de minuten verwerkt.",
            "en": "Extra time: a quarter more, included in the minutes.",
        },
    ),
    "read-aloud": (
        {"nl": "Je mag de tekst laten voorlezen.", "en": "You may have the text read aloud."},
        {"nl": "Zet de voorleesfunctie klaar, of lees voor.", "en": "Have the text read aloud, or read it out."},
    ),
    "quiet-place": (
        {"nl": "Je mag hiervoor op een rustige plek gaan zitten.", "en": "You may take a quiet place for this."},
        {"nl": "Zorg voor een rustige plek.", "en": "Arrange a quiet place."},
    ),
    "large-print": (
        {"nl": "Je krijgt dit in grote letters.", "en": "You get this in large print."},
        {"nl": "Geef het materiaal in grote letters.", "en": "Hand out the material in large print."},
    ),
    "short-tasks": (
        {"nl": "Dit zijn korte opdrachten.", "en": "These are short tasks."},
        {"nl": "Gekozen op kort: hoogstens 20 minuten.", "en": "Chosen to be short: at most 20 minutes."},
    ),
    "spoken-answers": (
        {"nl": "Je mag je antwoorden hardop geven.", "en": "You may give your answers aloud."},
        {"nl": "Laat antwoorden ook mondeling toe.", "en": "Allow spoken answers."},
    ),
    "less-screen": (
        {"nl": "Dit doe je zonder scherm.", "en": "You do this without a screen."},
        {"nl": "Gekozen op werk zonder scherm.", "en": "Chosen to need no screen."},
    ),
    "fixed-partner": (
        {"nl": "Samenwerken doe je met je vaste maatje.", "en": "Work together with your usual partner."},
        {"nl": "Laat samenwerken met het vaste maatje.", "en": "Pair with the usual partner."},
    ),
    "movement-breaks": (
        {"nl": "Je mag tussendoor even bewegen.", "en": "You may move about in between."},
        {"nl": "Plan beweegpauzes in.", "en": "Plan breaks to move."},
    ),
    "keyboard": (
        {"nl": "Je mag typen in plaats van schrijven.", "en": "You may type instead of writing by hand."},
        {"nl": "Zet een toetsenbord klaar.", "en": "Have a keyboard ready."},
    ),
    "clear-steps": (
        {"nl": "Je krijgt de opdracht stap voor stap.", "en": "You get the task step by step."},
        {"nl": "Geef de opdracht stap voor stap.", "en": "Give the task step by step."},
    ),
    "no-large-groups": (
        {"nl": "Dit doe je alleen of met z'n tweeën.", "en": "You do this alone or in a pair."},
        {"nl": "Gekozen zonder groepjes en klassikaal werk.", "en": "Chosen without teams or whole-class work."},
    ),
    "plain-language": (
        {"nl": "Je krijgt de uitleg in eenvoudige taal.", "en": "You get the explanation in plain language."},
        {"nl": "Leg uit in eenvoudige taal.", "en": "Explain in plain language."},
    ),
    "worked-example": (
        {"nl": "Je begint met een voorbeeld.", "en": "You start from an example."},
        {"nl": "Doe eerst een voorbeeld voor.", "en": "Work through an example first."},
    ),
    "fixed-place": (
        {"nl": "Je doet dit op je eigen vaste plek.", "en": "You do this at your own place."},
        {"nl": "Laat op de vaste plek werken.", "en": "Keep to the usual place."},
    ),
    "announced-changes": (
        {"nl": "Als er iets verandert, hoor je dat van tevoren.", "en": "You hear beforehand if anything changes."},
        {"nl": "Kondig veranderingen vooraf aan.", "en": "Announce changes beforehand."},
    ),
}
_UNMET: Mapping[str, Words] = {
    "short-tasks": (
        {"nl": "Een langere opdracht mag je in stukken doen.", "en": "You may do a longer task in parts."},
        {
            "nl": "Er waren niet genoeg korte opdrachten: knip een langere in stukken.",
            "en": "There were not enough short tasks: cut a longer one into parts.",
        },
    ),
    "less-screen": (
        {"nl": "Kies gerust iets zonder scherm, of vraag het op papier.", "en": "Feel free to ask for it on paper."},
        {
            "nl": "Er was niet genoeg zonder scherm: bied schermwerk zo nodig op papier aan.",
            "en": "There was not enough without a screen: offer it on paper where needed.",
        },
    ),
    "no-large-groups": (
        {"nl": "Groepswerk mag je in een klein groepje doen.", "en": "You may do group work in a small group."},
        {
            "nl": "Er was niet genoeg zonder groepswerk: maak het groepje klein.",
            "en": "There was not enough without group work: keep the group small.",
        },
    ),
}


def supports(needs: Collection[str], unmet: Collection[str], language: Language) -> list[SupportOut]:
    """One for every need that we know, in the order of the vocabulary; the unmet ones say what to do instead."""
    return [_support(need, need in unmet, language) for need in NEEDS if need in needs]


def _support(need: Need, is_unmet: bool, language: Language) -> SupportOut:
    learner, educator = _UNMET[need] if is_unmet else _WORDS[need]
    return SupportOut(need=need, learner=learner[language], educator=educator[language])
