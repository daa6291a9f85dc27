"""Why a goal is proposed, for the learner who asked."""

from collections.abc import Sequence

from choices_service.mapping.rules import PLACES, Match, Place
from eigenwijs_shared.errors import Language, Sentence

_WHERE: dict[Place, Sentence] = {
    "goal": {"nl": "Dit leerdoel gaat over {words}.", "en": "This goal is about {words}."},
    "activity": {
        "nl": "Bij dit leerdoel hoort een opdracht met {words}.",
        "en": "There is a task for this goal with {words}.",
    },
    "around": {"nl": "Dit leerdoel hoort bij {words}.", "en": "This goal belongs to {words}."},
}
_VIA: Sentence = {
    "nl": "Dit leerdoel hoort vlak bij ‘{goal}’, dat bij je vraag past.",
    "en": "This goal is right next to ‘{goal}’, which fits your question.",
}
_NOTHING: Sentence = {
    "nl": "Bij deze woorden vonden we nog geen leerdoelen. Vertel er meer bij: wat wil je te weten komen, en wat ga je "
    "maken? Of zoek met je coach in de leerdoelen.",
    "en": "We found no goals for these words yet. Tell us more: what do you want to find out, and what will you make? "
    "Or look through the goals with your coach.",
}
_AND: dict[Language, str] = {"nl": "en", "en": "and"}


def place_of(match: Match) -> Place:
    """The nearest place where the word stands."""
    return next(place for place in PLACES if place in match.places)


def because(matches: Sequence[Match], language: Language) -> str:
    """A sentence with the words that stand nearest to the goal, at most four."""
    nearest = min((place_of(match) for match in matches), key=PLACES.index)
    words = [f"‘{match.said}’" for match in matches if place_of(match) == nearest][:4]
    said = f" {_AND[language]} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return _WHERE[nearest][language].format(words=said)


def because_of(goal: str, language: Language) -> str:
    return _VIA[language].format(goal=goal)


def nothing_found(language: Language) -> str:
    return _NOTHING[language]
