"""Why a wish did not come true, in words for the learner: true, kind, and never about who came before whom."""

from collections.abc import Mapping
from uuid import UUID

from choices_service.allocation.periods import Code, Why
from eigenwijs_shared.errors import Language, Sentence

_WHY: Mapping[Code, Sentence] = {
    "full": {
        "nl": "Voor “{module}” kozen meer leerlingen dan er plekken zijn. Wie de vorige keren iets misliep ging voor, "
              "daarna besliste het lot.",
        "en": "More learners chose “{module}” than there are places. Whoever missed out before came first, then the "
              "draw decided.",
    },
    "not-running": {
        "nl": "“{module}” gaat deze keer niet door: daarvoor waren meer leerlingen nodig.",
        "en": "“{module}” does not run this time: it needed more learners.",
    },
    "held-here": {
        "nl": "Bij “{module}” is nog plek, maar de module die je hebt kan alleen doorgaan als jij meedoet.",
        "en": "“{module}” has places left, but the module that you have can only run with you in it.",
    },
    "cancelled": {
        "nl": "“{module}” gaat deze keer niet door.",
        "en": "“{module}” does not run this time.",
    },
    "prerequisite": {
        "nl": "“{module}” bouwt verder op: {first}. Laat zien dat je dat kunt, dan staat deze module voor je open.",
        "en": "“{module}” builds on: {first}. Show that you can do that, and this module is open to you.",
    },
    "earlier-module": {
        "nl": "“{module}” is het vervolg op: {first}. Die komt eerst.",
        "en": "“{module}” follows on: {first}. That one comes first.",
    },
    "taken": {
        "nl": "“{module}” heb je al, in een andere periode.",
        "en": "You have “{module}” already, in another period.",
    },
    "dial": {
        "nl": "Bij “{module}” kiest je leraar het onderwerp. Praat er samen over; dan kan het alsnog.",
        "en": "For “{module}” your teacher decides on the topic. Talk about it; then it can still be.",
    },
    "needed-later": {
        "nl": "De module die je hebt komt vóór: {first}. Die heb je in een latere periode.",
        "en": "The module that you have comes before: {first}. You have that one in a later period.",
    },
    "level": {
        "nl": "“{module}” is voor andere leerjaren.",
        "en": "“{module}” is for other grades.",
    },
}  # fmt: skip
_GOT: Mapping[str, Sentence] = {
    "first": {
        "nl": "Je eerste wens is gelukt: “{module}”.",
        "en": "Your first wish came true: “{module}”.",
    },
    "later": {
        "nl": "Je krijgt “{module}”, nummer {wish} van je lijst.",
        "en": "You get “{module}”, number {wish} on your list.",
    },
    "unwished": {
        "nl": "Je krijgt “{module}”: daar was nog plek.",
        "en": "You get “{module}”: it had places left.",
    },
    "none": {
        "nl": "Voor deze periode heb je nog geen module. Je leraar zoekt met je naar iets moois.",
        "en": "You have no module for this period yet. Your teacher will look for something good with you.",
    },
    "none-wished": {
        "nl": "Voor deze periode had je nog niets gekozen. Je leraar zoekt met je naar iets moois.",
        "en": "You had not chosen anything for this period yet. Your teacher will look for something good with you.",
    },
    "waiting-list": {
        "nl": "Er kwam een plek vrij: je krijgt “{module}”.",
        "en": "A place came free: you get “{module}”.",
    },
    "swap": {"nl": "Je hebt geruild en krijgt “{module}”.", "en": "You swapped and get “{module}”."},
    "educator": {
        "nl": "Je leraar heeft je ingedeeld bij “{module}”.",
        "en": "Your teacher gave you a place in “{module}”.",
    },
    "given-up": {
        "nl": "Je hebt je plek teruggegeven en hebt nu geen module in deze periode.",
        "en": "You gave your place back and have no module in this period now.",
    },
}
_REMEMBERED: Sentence = {
    "nl": "Dat onthouden we: een volgende keer ga je eerder.",
    "en": "We remember that: next time you go earlier.",
}
_MODULE: Sentence = {"nl": "deze module", "en": "this module"}


def why_not(why: Why, titles: Mapping[UUID, str], language: Language) -> str:
    """One sentence or two for one wish; `titles` of modules and goals."""
    first = ", ".join(f"“{titles[one]}”" for one in why.ids if one in titles)
    return _WHY[why.code][language].format(module=titles.get(why.module_id, _MODULE[language]), first=first)


def what_became(
    way: str, module: str | None, wish: int | None, *, wished: bool, missed: int | None, language: Language
) -> str:
    """What a learner has in a period and, if something was missed, that it is remembered."""
    said = _GOT[_kind(way, module, wish, wished=wished)][language].format(module=module, wish=wish)
    return f"{said} {_REMEMBERED[language]}" if missed else said


def _kind(way: str, module: str | None, wish: int | None, *, wished: bool) -> str:
    if way != "allocation":
        return way
    if module is None:
        return "none" if wished else "none-wished"
    if wish is None:
        return "unwished"
    return "first" if wish == 1 else "later"
