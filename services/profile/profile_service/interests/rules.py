"""A topic is a few words, and nobody likes the same things for ever."""

import re
import unicodedata
from datetime import date, timedelta

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound, Sentence

LONGEST = 40
MOST_PRESENT = 12
USUAL = timedelta(days=90)
LONGEST_TERM = timedelta(days=366)


class UnknownInterest(NotFound):
    """No such interest of this learner."""

    type = "unknown-interest"
    title = {"nl": "Interesse niet gevonden", "en": "Interest not found"}
    detail = {
        "nl": "Deze interesse bestaat niet, of niet voor jou.",
        "en": "This interest does not exist, or not for you.",
    }


class TooManyInterests(Conflict):
    """A learner likes a dozen things at a time."""

    type = "too-many-interests"
    detail = {
        "nl": f"Er staan al {MOST_PRESENT} interesses. Haal er eerst een weg.",
        "en": f"There are {MOST_PRESENT} interests already. Take one away first.",
    }


FORM: Sentence = {
    "nl": f"Een onderwerp is hoogstens {LONGEST} tekens: letters, cijfers, spaties, streepjes en apostrofs.",
    "en": f"A topic has at most {LONGEST} characters: letters, digits, spaces, hyphens and apostrophes.",
}
TERM: Sentence = {
    "nl": "Kies een dag vanaf vandaag en hoogstens een jaar verder.",
    "en": "Choose a day from today and at most a year on.",
}


def as_written(topic: str) -> str:
    """The topic in normal form, white space that is not meant taken out; `Invalid` when it is no topic."""
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", topic)).strip()
    allowed = all(one.isalnum() or one in " -'’" or unicodedata.category(one) == "Mn" for one in plain)
    if not (allowed and len(plain) <= LONGEST and any(one.isalnum() for one in plain)):
        raise Invalid(faults=[Fault("#/topic", FORM, "topic-form")])
    return plain


def matched(topic: str) -> str:
    """As it is compared with the topics of activities."""
    return topic.casefold()


def until(asked: date | None, today: date) -> date:
    """The last day on which it holds."""
    if asked is None:
        return today + USUAL
    if not today <= asked <= today + LONGEST_TERM:
        raise Invalid(faults=[Fault("#/until", TERM, "term")])
    return asked
