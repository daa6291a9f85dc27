"""Says what is in a row as somebody would who knows the words, the titles and the people, but no ids: pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eigenwijs_shared.contracts.catalogue import DUTCH
from eigenwijs_shared.contracts.needs import DUTCH as NEED_IN_DUTCH
from eigenwijs_shared.contracts.needs import ENGLISH as NEED_IN_ENGLISH
from eigenwijs_shared.errors import Language
from profile_service.access.words import role_in_words, what_in_words
from profile_service.agency.words import ENGLISH_MONTHS, MONTHS
from profile_service.agency.words import at_school as shown_at_school
from profile_service.consents.rules import WORDS as PURPOSES
from profile_service.dossier.vocabulary import VALUES
from profile_service.dossier.words import SAID, say

WHOSE = frozenset({"author_id", "viewer_id", "educator_id", "proposed_by"})
"""Columns that name a person or a system."""
_AS_WRITTEN = frozenset(
    {
        *("title", "text", "topic", "reason", "note", "notes", "agreements", "missed_reason", "state_words"),
        *("username", "learner_id"),
    }
)
"""What people wrote is told as it is, also where it happens to be a word of ours."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
_NOBODY = "00000000-0000-0000-0000-000000000000"
_NEEDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {str(need): words for need, words in NEED_IN_DUTCH.items()},
    "en": {str(need): words for need, words in NEED_IN_ENGLISH.items()},
}
_PURPOSES = {str(purpose): words for purpose, words in PURPOSES.items()}


def at_school(value: str) -> datetime:
    """A moment as the clock at school showed it."""
    moment = datetime.fromisoformat(value)
    return shown_at_school(moment) if moment.tzinfo else moment


@dataclass(frozen=True, slots=True)
class Teller:
    """`titles` and `people` by id."""

    language: Language
    titles: Mapping[str, str]
    people: Mapping[str, str]
    learner_id: str

    def value(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return say(VALUES, str(value).lower(), self.language)
        if name == "score_scaled":
            return f"{round(100 * value)}%"
        if isinstance(value, Mapping):
            return self._pairs(name, value)
        if isinstance(value, list):
            return self._several(name, value)
        return self._one(name, str(value))

    def person(self, value: str) -> str:
        """A name where the dossier may hold it; of classmates and administrators only that there was somebody."""
        if value == self.learner_id:
            return self._said("self")
        if value in {"erased", _NOBODY}:
            return self._said("erased")
        if not _ID.fullmatch(value):
            return self._said("system")
        return self.people.get(value) or self._said("somebody")

    def day(self, moment: date) -> str:
        """In English with the month in letters, for 3/4 is another day across the sea."""
        if self.language == "nl":
            return f"{moment:%d-%m-%Y}"
        return f"{moment.day} {ENGLISH_MONTHS[moment.month - 1]} {moment.year}"

    def _said(self, key: str) -> str:
        return SAID[key][self.language]

    def _one(self, name: str, value: str) -> str:
        if name in WHOSE:
            return self.person(value)
        if name == "proof":
            return self._said("signed-in") if value.startswith("account ") else value
        if name in _AS_WRITTEN:
            return value
        if _ID.fullmatch(value):
            gone = self._said("gone") if name.startswith(("goal", "activity")) else value[:8]
            return self.titles.get(value, gone)
        return self._moment(value) or self._word(name, value)

    def _moment(self, value: str) -> str | None:
        """A day, a month or a time; None of anything else."""
        if _DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        if found := _MONTH.fullmatch(value):
            months = MONTHS if self.language == "nl" else ENGLISH_MONTHS
            return f"{months[int(found[2]) - 1]} {found[1]}"
        if _TIME.fullmatch(value):
            moment = at_school(value)
            return f"{self.day(moment)} {moment:%H:%M}"
        return None

    def _word(self, name: str, value: str) -> str:
        if name == "need":
            return _NEEDS[self.language].get(value, value)
        if name == "purpose":
            return say(_PURPOSES, value, self.language)
        if name == "what":
            return what_in_words(value, self.language)
        if name == "viewer_role":
            return role_in_words(value, self.language)
        if name == "form" and self.language == "nl" and value in DUTCH:
            return DUTCH[value]
        if name in {"grades", "subject"}:
            return value.replace("-", " ")
        return VALUES[value][self.language] if value in VALUES else value

    def _several(self, name: str, values: Iterable[Any]) -> str:
        told = [
            self._titled(name, value) if isinstance(value, Mapping) else self.value(name, value) for value in values
        ]
        return "; ".join(one for one in told if one)

    def _titled(self, name: str, value: Mapping[str, Any]) -> str:
        """An option or goal of a card is told by its title, a line of a rubric by the level that was reached."""
        if name == "rubric":
            return f"{value['criterion']}: {value['levels'][value['scored']]}"
        for key in ("title", "activity_id", "activityId", "goal_id", "goalId"):
            if value.get(key):
                return self.value(key, value[key])
        return self._pairs(name, value)

    def _pairs(self, name: str, value: Mapping[str, Any]) -> str:
        """Positions of the dial by dimension; of anything else each member under its own name."""
        return ", ".join(
            f"{self._key(str(key))}: {self.value(name if name == 'dimensions' else str(key), one)}"
            for key, one in value.items()
        )

    def _key(self, key: str) -> str:
        return self.titles.get(key) or say(VALUES, key, self.language)
