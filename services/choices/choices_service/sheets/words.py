"""What is printed on the cards, for a nine-year-old."""

from collections.abc import Mapping

from eigenwijs_shared.contracts.catalogue import DUTCH
from eigenwijs_shared.errors import Language, Sentence

CARD: Sentence = {"nl": "Kies maar!", "en": "Your choice!"}
NAME: Sentence = {"nl": "Naam", "en": "Name"}
GOALS: Sentence = {"nl": "Hier werk je aan", "en": "What you work on"}
MINUTES: Sentence = {"nl": "{number} min", "en": "{number} min"}
SURPRISE: Sentence = {"nl": "Verras me!", "en": "Surprise me!"}
OWN_IDEA: Sentence = {"nl": "Mijn eigen idee", "en": "My own idea"}
KNOWN: Sentence = {"nl": "Dit kan ik al", "en": "I can do this"}
SKIP: Sentence = {"nl": "ik sla het over", "en": "I skip it"}
SHOW: Sentence = {"nl": "ik laat het zien", "en": "I show it"}
CHECK: Sentence = {"nl": "toetsje ({minutes} min): {title}", "en": "check ({minutes} min): {title}"}
CUT: Sentence = {"nl": "hier knippen", "en": "cut here"}
LIST: Sentence = {"nl": "Wie kiest wat?", "en": "Who chooses what?"}
LIST_HINT: Sentence = {
    "nl": "Kruis aan wat er gekozen is. Van gedachten veranderen mag, tot je begint.",
    "en": "Tick what was chosen. You may change your mind until you begin.",
}
NO_CARD: Sentence = {"nl": "nog geen kaart", "en": "no card yet"}
COLUMNS: Mapping[str, Sentence] = {
    "surprise": {"nl": "verras", "en": "surprise"},
    "own-idea": {"nl": "eigen idee", "en": "own idea"},
    "known": {"nl": "kan ik al", "en": "I can"},
}
TITLE: Sentence = {"nl": "Keuzekaarten", "en": "Choice cards"}
_COMPANY: Mapping[str, Sentence] = {
    "solo": {"nl": "alleen", "en": "alone"},
    "pair": {"nl": "samen", "en": "together"},
    "team": {"nl": "groepje", "en": "team"},
    "class": {"nl": "met de klas", "en": "with the class"},
}
SCREEN: Sentence = {"nl": "scherm", "en": "screen"}


def company(value: str, language: Language) -> str:
    """Short enough to stand under a picture."""
    return _COMPANY[value][language]


def form(value: str, language: Language) -> str:
    return DUTCH.get(value, value) if language == "nl" else value


def subject(slug: str, language: Language) -> str:
    """`rekenen-en-wiskunde` as it is said; the words of the curriculum are Dutch in both languages."""
    return slug.replace("-", " ").capitalize()
