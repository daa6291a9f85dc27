"""What a card from the catalogue says of itself, honestly: nobody looked at what this learner can do."""

from collections.abc import Mapping, Sequence

from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.contracts.cards import AgencyNoteOut, ReasonOut
from eigenwijs_shared.contracts.catalogue import DUTCH
from eigenwijs_shared.errors import Language, Sentence

_LEARNER: Sentence = {
    "nl": "Hiermee werk je aan: {goals} De kaart komt uit de catalogus; er is niet gekeken naar wat je al kunt.",
    "en": "This is for: {goals} The card comes from the catalogue; nobody looked at what you can do already.",
}
_EDUCATOR: Sentence = {
    "nl": "Past bij het leerjaar, zonder voorkennis uit datzelfde jaar: {goals} Gekozen uit de catalogus, zonder "
    "schatting van deze leerling.",
    "en": "Fits the year and needs no prerequisites of that same year: {goals} Taken from the catalogue, without an "
    "estimate of this learner.",
}
_PARENT: Sentence = {
    "nl": "Uw kind werkt hiermee aan: {goals} De opdracht komt uit de catalogus van de school; er is geen schatting "
    "gebruikt van wat uw kind al kan.",
    "en": "Your child works on this: {goals} The task comes from the school's catalogue; no estimate of what your "
    "child can do was used.",
}
NO_ESTIMATE: Sentence = {
    "nl": "Er is nu geen schatting van wat je al kunt, dus overslaan kan even niet. Probeer het later nog eens.",
    "en": "There is no estimate of what you can do now, so skipping is not possible. Try again later.",
}
LIKED: Sentence = {
    "nl": " Dit staat erbij omdat je zelf zei dat je ‘{topic}’ leuk vindt.",
    "en": " This is here because you said yourself that you like ‘{topic}’.",
}
_NOTES: Mapping[Dimension, tuple[Sentence, Sentence]] = {
    "form": (
        {"nl": "Je leraar bepaalt de werkvorm: {value}.", "en": "Your teacher decides on the form: {value}."},
        {"nl": "Regieknop werkvorm: leraar. Alle opties: {value}.", "en": "Dial form: teacher. All options: {value}."},
    ),
    "topic": (
        {"nl": "Je leraar bepaalt het onderwerp: {value}.", "en": "Your teacher decides on the topic: {value}."},
        {
            "nl": "Regieknop onderwerp: leraar. Alle opties: {value}; geen eigen idee.",
            "en": "Dial topic: teacher. All options: {value}; no idea of one's own.",
        },
    ),
    "company": (
        {"nl": "Je leraar bepaalt met wie je werkt: {value}.", "en": "Your teacher decides on the company: {value}."},
        {
            "nl": "Regieknop gezelschap: leraar. Alle opties: {value}.",
            "en": "Dial company: teacher. All options: {value}.",
        },
    ),
    "whether": (
        {"nl": "Je leraar bepaalt dat je dit doet.", "en": "Your teacher decides that you do this."},
        {"nl": "Regieknop wel of niet: leraar. Overslaan kan niet.", "en": "Dial whether: teacher. No skipping."},
    ),
    "pace": (
        {"nl": "Je leraar bepaalt het tempo.", "en": "Your teacher sets the pace."},
        {"nl": "Regieknop tempo: leraar.", "en": "Dial pace: teacher."},
    ),
}


def reason(goal_titles: Sequence[str], liked: str | None, language: Language) -> ReasonOut:
    """Why this option is there, for each who may ask; `liked` is its topic, where the learner said to like it."""
    goals = " ".join(title if title.endswith((".", "!", "?")) else f"{title}." for title in goal_titles)
    return ReasonOut(
        learner=_LEARNER[language].format(goals=goals) + (LIKED[language].format(topic=liked) if liked else ""),
        educator=_EDUCATOR[language].format(goals=goals),
        parent=_PARENT[language].format(goals=goals),
    )


def notes(
    decisions: Mapping[Dimension, Decision], values: Mapping[Dimension, str], language: Language
) -> list[AgencyNoteOut]:
    """How the dial shaped the card; `values` are what the options have in common."""
    return [
        AgencyNoteOut(
            dimension=dimension,
            position=decisions[dimension].position,
            scope=dial.scope if (dial := decisions[dimension].dial) else None,
            learner=learner[language].format(value=_named(values.get(dimension, ""), language)),
            educator=educator[language].format(value=_named(values.get(dimension, ""), language)),
        )
        for dimension, (learner, educator) in _NOTES.items()
        if decisions[dimension].position == "teacher"
    ]


def _named(value: str, language: Language) -> str:
    return DUTCH.get(value, value) if language == "nl" else value
