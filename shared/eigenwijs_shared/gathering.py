"""A group that an educator calls together on one activity or question, and what a card says then. Pure.

Nothing of a learner's own path is touched: the card waits, and is there again when the gathering ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eigenwijs_shared.contracts.cards import GatheredOut
from eigenwijs_shared.errors import Language, Sentence


@dataclass(frozen=True, slots=True)
class Gathering:
    """From `began_at` until `until`, which is moved forward when it is ended by hand; a question has no activity."""

    gather_id: UUID
    group_id: UUID
    activity_id: UUID | None
    began_at: datetime
    until: datetime

    @classmethod
    def of(cls, row: Any) -> "Gathering":
        """From a row with these columns."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


def running(gatherings: Iterable[Gathering], now: datetime) -> Gathering | None:
    """The one that a learner of these groups is called to; of two at once, the later call."""
    present = [one for one in gatherings if one.began_at <= now < one.until]
    return max(present, key=lambda one: (one.began_at, one.gather_id), default=None)


_LEARNER: Sentence = {
    "nl": "Jullie doen nu samen ‘{title}’. Je eigen kaart wacht hier op je.",
    "en": "You are all doing ‘{title}’ together now. Your own card waits here for you.",
}
_LEARNER_QUESTION: Sentence = {
    "nl": "Jullie werken nu samen aan één vraag. Je eigen kaart wacht hier op je.",
    "en": "You are all working on one question now. Your own card waits here for you.",
}
_EDUCATOR: Sentence = {
    "nl": "De groep is bij elkaar geroepen; deze kaart wacht en komt ongewijzigd terug.",
    "en": "The group was called together; this card waits and comes back unchanged.",
}
_PARENT: Sentence = {
    "nl": "De groep van uw kind werkt nu samen; daarna gaat uw kind verder met de eigen kaart.",
    "en": "Your child's group works together now; after that your child goes on with the card.",
}


def gathered_out(one: Gathering, title: str | None, language: Language) -> GatheredOut:
    """As it stands beside a card; `title` is that of the activity, where it is one that is known here."""
    said = _LEARNER_QUESTION if title is None else _LEARNER
    return GatheredOut(
        gather_id=one.gather_id,
        group_id=one.group_id,
        activity_id=one.activity_id,
        until=one.until,
        learner=said[language].format(title=(title or "").removesuffix(".")),
        educator=_EDUCATOR[language],
        parent=_PARENT[language],
    )
