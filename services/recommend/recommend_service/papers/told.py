"""Puts values into words: numbers, days and tables as a reader of that language writes them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from eigenwijs_shared.errors import Language
from recommend_service.papers.running import Running
from recommend_service.papers.words import words

FEWEST = 10
"""Of people no number below this is told: a paper may be passed on."""


@dataclass(frozen=True, slots=True)
class Told:
    """What runs, and the language to say it in."""

    running: Running
    language: Language

    def say(self, name: str, **values: object) -> str:
        return words(self.language)["says"][name].format(**values)

    def word(self, section: str, name: str) -> str:
        """An unknown name is said as it is: a paper is never refused for a word that is missing."""
        return words(self.language)[section].get(name, name)

    def number(self, value: Any) -> str:
        """As a person would write it; what is made of several is named part by part."""
        if isinstance(value, Mapping):
            return ", ".join(f"{name}: {self.number(part)}" for name, part in value.items())
        if isinstance(value, tuple):
            return " · ".join(map(self.number, value))
        if isinstance(value, timedelta):
            minutes = value.total_seconds() / 60
            unit, size = ("days", 1440) if minutes % 1440 == 0 else ("minutes", 1)
            return f"{self.number(minutes / size)} {self.say(unit)}"
        if isinstance(value, float):
            plain = f"{value:.6g}"
            return plain.replace(".", ",") if self.language == "nl" else plain
        return str(value)

    def people(self, number: int) -> str:
        return str(number) if number == 0 or number >= FEWEST else self.say("few")

    def figure(self, value: float | None) -> str:
        """Of a measurement: as many digits as it is worth."""
        return "–" if value is None else self.number(round(value, 4))

    def known(self, value: object) -> str:
        """What is not there is of too few to tell."""
        return self.say("few_or_none") if value is None else self.number(value)

    def percent(self, share: float) -> str:
        return f"{self.number(round(100 * share, 1)).removesuffix('.0').removesuffix(',0')}%"

    def day(self, at: date | None) -> str:
        if at is None:
            return self.say("none_yet")
        return (at.astimezone(UTC) if isinstance(at, datetime) else at).strftime("%d-%m-%Y")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """As Markdown, with the words for these columns."""
        lines = [[self.word("heads", head) for head in heads], ["---"] * len(heads), *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
