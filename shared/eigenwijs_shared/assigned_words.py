"""What an educator decided, in kind words for the learner, who helps, and a parent. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground
from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.errors import Language, Sentence

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
        *("augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
Place = tuple[AssignmentKind, AssignedTo]
_LEARNER: Mapping[Place, Sentence] = {
    ("assign", "learner"): {
        "nl": "Je leraar heeft dit voor je klaargezet.",
        "en": "Your teacher has set this ready for you.",
    },
    ("assign", "group"): {
        "nl": "Je leraar heeft dit voor jullie groep klaargezet.",
        "en": "Your teacher has set this ready for your group.",
    },
    ("pin", "learner"): {
        "nl": "Je leraar houdt dit voor je op de kaart.",
        "en": "Your teacher keeps this on your card.",
    },
    ("pin", "group"): {
        "nl": "Je leraar houdt dit voor jullie groep op de kaart.",
        "en": "Your teacher keeps this on the cards of your group.",
    },
    ("exclude", "learner"): {
        "nl": "Je leraar laat dit voorlopig van je kaart.",
        "en": "Your teacher leaves this off your card for now.",
    },
    ("exclude", "group"): {
        "nl": "Je leraar laat dit voorlopig van de kaarten van jullie groep.",
        "en": "Your teacher leaves this off the cards of your group for now.",
    },
}
_PARENT: Mapping[AssignmentKind, Sentence] = {
    "assign": {
        "nl": "De leraar heeft dit voor uw kind klaargezet, tot en met {day}.",
        "en": "The teacher has set this ready for your child, until {day}.",
    },
    "pin": {
        "nl": "De leraar houdt dit voor uw kind op de kaart, tot en met {day}.",
        "en": "The teacher keeps this on your child's card, until {day}.",
    },
    "exclude": {
        "nl": "De leraar laat dit voorlopig van de kaart van uw kind, tot en met {day}.",
        "en": "The teacher leaves this off your child's card for now, until {day}.",
    },
}
_EDUCATOR: Mapping[AssignmentKind, Sentence] = {
    "assign": {"nl": "Klaargezet", "en": "Assigned"},
    "pin": {"nl": "Vastgezet", "en": "Pinned"},
    "exclude": {"nl": "Weggelaten", "en": "Excluded"},
}
_FOR: Mapping[AssignedTo, Sentence] = {
    "learner": {"nl": "voor deze leerling", "en": "for this learner"},
    "group": {"nl": "voor de groep", "en": "for the group"},
}
_UNTIL: Sentence = {"nl": "t/m {day}", "en": "until {day}"}
Words = tuple[Sentence, Sentence, Sentence]
"""(to the learner, to the educator, to a parent)"""
_GROUND: Mapping[Ground, Words] = {
    "once-more": (
        {"nl": "Zo kun je het nog eens rustig oefenen.", "en": "So you can practise it once more, at ease."},
        {"nl": "nog eens oefenen", "en": "to practise once more"},
        {"nl": "Zo kan uw kind het nog eens rustig oefenen.", "en": "So your child can practise it once more."},
    ),
    "next-step": (
        {"nl": "Je bent toe aan deze stap.", "en": "You are ready for this step."},
        {"nl": "volgende stap", "en": "next step"},
        {"nl": "Uw kind is toe aan deze stap.", "en": "Your child is ready for this step."},
    ),
    "deeper": (
        {"nl": "Hiermee kun je de diepte in.", "en": "With this you can go deeper."},
        {"nl": "verdieping", "en": "to go deeper"},
        {"nl": "Hiermee kan uw kind de diepte in.", "en": "With this your child can go deeper."},
    ),
    "preparation": (
        {"nl": "Dit helpt je bij wat er straks komt.", "en": "This helps you with what comes next."},
        {"nl": "voorbereiding", "en": "preparation"},
        {"nl": "Dit helpt uw kind bij wat er straks komt.", "en": "This helps your child with what comes next."},
    ),
    "together": (
        {"nl": "Dit doen jullie samen.", "en": "You do this together."},
        {"nl": "samen doen", "en": "to do together"},
        {"nl": "Dit doet uw kind samen met anderen.", "en": "Your child does this together with others."},
    ),
    "variety": (
        {"nl": "Zo pak je het eens op een andere manier aan.", "en": "So you tackle it in another way for once."},
        {"nl": "een andere manier", "en": "another way"},
        {"nl": "Zo pakt uw kind het eens anders aan.", "en": "So your child tackles it in another way."},
    ),
    "show": (
        {"nl": "Hiermee kun je laten zien wat je al kunt.", "en": "With this you can show what you can do."},
        {"nl": "laten zien wat al lukt", "en": "to show what works"},
        {"nl": "Hiermee kan uw kind laten zien wat al lukt.", "en": "With this your child can show what works."},
    ),
    "agreed": (
        {"nl": "Dat hebben jullie samen zo afgesproken.", "en": "You two agreed on this."},
        {"nl": "samen afgesproken", "en": "agreed together"},
        {"nl": "Dat hebben uw kind en de leraar samen afgesproken.", "en": "Your child and the teacher agreed on it."},
    ),
    "not-now": (
        {"nl": "Later komt dit weer aan de beurt.", "en": "This will have its turn again later."},
        {"nl": "nu nog niet", "en": "not now"},
        {"nl": "Later komt dit weer aan de beurt.", "en": "This will have its turn again later."},
    ),
    "not-available": (
        {"nl": "Wat je ervoor nodig hebt, is er nu even niet.", "en": "What you need for it is not here just now."},
        {"nl": "nu niet voorhanden", "en": "not available now"},
        {"nl": "Wat ervoor nodig is, is er nu even niet.", "en": "What it needs is not here just now."},
    ),
    "other": (
        {"nl": "Vraag je leraar gerust waarom.", "en": "Feel free to ask your teacher why."},
        {"nl": "zie de toelichting", "en": "see what was written"},
        {"nl": "De leraar vertelt u graag waarom.", "en": "The teacher will gladly tell you why."},
    ),
}
_WROTE: Words = (
    {"nl": "Je leraar schreef erbij: ‘{text}’", "en": "Your teacher wrote: ‘{text}’"},
    {"nl": "Toelichting: ‘{text}’", "en": "Written: ‘{text}’"},
    {"nl": "De leraar schreef erbij: ‘{text}’", "en": "The teacher wrote: ‘{text}’"},
)


class Said(Protocol):
    """What of a decision is put into words."""

    @property
    def kind(self) -> AssignmentKind: ...
    @property
    def scope(self) -> AssignedTo: ...
    @property
    def ground(self) -> Ground: ...
    @property
    def until(self) -> date: ...


def day_in_words(day: date, language: Language) -> str:
    """12 december 2026: the year too, as an end may lie beyond it."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def in_words(one: Said, language: Language, written: str | None = None) -> ReasonOut:
    """The decision with its ground; `written` is what the educator wrote, where that may be shown."""
    learner, educator, parent = (words[language] for words in _GROUND[one.ground])
    day = day_in_words(one.until, language)
    made, whom = _EDUCATOR[one.kind][language], _FOR[one.scope][language]
    spoken = (
        f"{_LEARNER[one.kind, one.scope][language]} {learner}",
        f"{made} {whom} {_UNTIL[language].format(day=day)}: {educator}.",
        f"{_PARENT[one.kind][language].format(day=day)} {parent}",
    )
    if written is not None:
        own = [words[language].format(text=written) for words in _WROTE]
        # What the educator wrote takes the place of "ask why".
        first = (spoken[0] if one.ground != "other" else _LEARNER[one.kind, one.scope][language], spoken[1])
        last = spoken[2] if one.ground != "other" else _PARENT[one.kind][language].format(day=day)
        spoken = (f"{first[0]} {own[0]}", f"{first[1]} {own[1]}", f"{last} {own[2]}")
    return ReasonOut(learner=spoken[0], educator=spoken[1], parent=spoken[2])
