"""Which service has which dataset, and how a dataset is told to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Service = Literal["profile", "choices", "recommend"]
PROMISED: Mapping[Service, tuple[str, ...]] = {
    "profile": (
        "schools",
        "groups",
        "learners",
        "educators",
        "memberships",
        "attempts",
        "evidence",
        "agency-moves",
        "needs",
        "consents",
        "access-log",
    ),
    "choices": ("goals", "activities", "choices", "catalogue-cards"),
    "recommend": ("cards", "estimates"),
}
"""One name, one owner: the gateway sends each there, and whoever is asked for another name knows them all."""
NAMES = tuple(name for names in PROMISED.values() for name in names)

Kind = Literal["text", "whole", "number", "flag", "time"]


@dataclass(frozen=True, slots=True)
class Columns:
    """`query` gives these columns in this order; row-level security narrows it to the board.

    Lists are joined by a space, as neither CSV nor a spreadsheet has them. People are pseudonyms.
    """

    kinds: Mapping[str, Kind]
    query: str


Datasets = Mapping[str, Columns]
