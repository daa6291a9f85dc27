"""A need is a word from the vocabulary. Whatever else is written is refused, with the words that may be meant."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from eigenwijs_shared.contracts.needs import DUTCH, ENGLISH, NEEDS, Need
from eigenwijs_shared.errors import Fault, Invalid, NotFound, Sentence


class UnknownNeed(NotFound):
    """No such need of this learner."""

    type = "unknown-need"
    title = {"nl": "Behoefte niet gevonden", "en": "Need not found"}
    detail = {
        "nl": "Deze behoefte staat niet bij deze leerling, of niet voor jou.",
        "en": "This learner has no such need, or not for you.",
    }


PAST_DAY: Sentence = {
    "nl": "Deze dag is al voorbij; kies vandaag of later, of null voor zolang het helpt.",
    "en": "This day has passed; choose today or later, or null for as long as it helps.",
}
# What people write instead of what helps. Nothing of it is kept: it only picks the words of the hint.
_INSTEAD: Mapping[str, tuple[Need, ...]] = {
    r"dysle[xc]|woordblind": ("read-aloud", "extra-time", "large-print"),
    r"dyscalc|dyscalk": ("worked-example", "clear-steps", "extra-time"),
    r"\bad(h)?d\b|concentrat|aandacht|attention|hyperac": ("short-tasks", "quiet-place", "movement-breaks"),
    r"autis|asperger|\bass\b|\basd\b|pdd": ("announced-changes", "fixed-place", "clear-steps"),
    r"\btos\b|\bdld\b|taalstoornis|language disorder|\bnt2\b": ("plain-language", "read-aloud", "spoken-answers"),
    r"\bdcd\b|dyspra|motori|motor ": ("keyboard", "spoken-answers", "extra-time"),
    r"blind|visu|slechtzien|sight|vision": ("large-print", "read-aloud", "spoken-answers"),
    r"doof|slechthor|gehoor|deaf|hearing": ("fixed-place", "quiet-place", "clear-steps"),
    r"angst|anxi|trauma|ptss|ptsd": ("announced-changes", "no-large-groups", "quiet-place"),
    r"epilep|migraine|hoofdpijn|headache": ("less-screen", "quiet-place", "movement-breaks"),
    r"prikkel|sensor|hsp\b": ("quiet-place", "no-large-groups", "less-screen"),
}
_USUAL: tuple[Need, ...] = ("extra-time", "read-aloud", "quiet-place")


def meant_by(written: str) -> tuple[Need, ...]:
    """Accommodations that may be meant by these words."""
    plain = " ".join(written.casefold().replace("_", " ").split())
    named = tuple(code for code in NEEDS if plain in {code, code.replace("-", " "), DUTCH[code], ENGLISH[code]})
    if named:
        return named
    return next((fitting for pattern, fitting in _INSTEAD.items() if re.search(pattern, plain)), _USUAL)


def checked(written: str) -> Need:
    """The code, if it is one; else `Invalid` with what fits instead, and never with what was written."""
    code = next((need for need in NEEDS if need == written), None)
    if code is None:
        raise Invalid(faults=[Fault("#/need", _hint(meant_by(written)), "not-a-need")])
    return code


def _hint(fitting: Sequence[Need]) -> Sentence:
    dutch = " of ".join(f"{DUTCH[code]} ({code})" for code in fitting)
    english = " or ".join(f"{ENGLISH[code]} ({code})" for code in fitting)
    return {
        "nl": f"Geen diagnose en geen vrije tekst: kies wat helpt, bijvoorbeeld {dutch}. Alles staat in GET /v1/needs.",
        "en": f"No diagnosis and no free text: choose what helps, such as {english}. GET /v1/needs lists them all.",
    }


def check_until(until: date | None, today: date) -> None:
    if until is not None and until < today:
        raise Invalid(faults=[Fault("#/until", PAST_DAY, "day-in-past")])
