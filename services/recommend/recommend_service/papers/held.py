"""Which tables say something of people, and whether any column is of a kind that may not be there. Pure."""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import MetaData, Table

from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.rights.tables import rights
from eigenwijs_shared.roster.tables import roster
from eigenwijs_shared.roster.wishes import wishes
from recommend_service.fitting import tables as _fitting  # noqa: F401 - known to the metadata by being imported
from recommend_service.tables import metadata

ALL: tuple[MetaData, ...] = (metadata, roster, wishes, rights, plumbing)
_OF_PEOPLE = re.compile(r"^(learner|user|educator|parent|author|viewer|scope)_id$|^learner_ids$|_by$|^caller$")
ON_THE_WAY = frozenset({"outbox"})
"""Names nobody in a column of its own, but carries events that are about somebody."""
NEVER: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "learning_style": r"learning_?style|leerstijl|intelligence|(^|_)iq($|_)",
        "diagnosis": r"diagnos|disorder|medical|health",
        "emotion": r"emotion|mood|sentiment|feeling",
        "focus": r"focus|attention|gaze|eye_?track",
        "keystrokes": r"key_?stroke|mouse|click",
        "biometrics": r"biometr|fingerprint$|facial|voice",
        "birth": r"birth|born|(^|_)age($|_)",
        "names": r"(first|last|given|family|full)_?name|surname",
        "origin": r"ethnic|religio|nationalit|origin|gender|(^|_)sex($|_)",
        "rank": r"(^|_)rank(ing|ed)?($|_)|percentile",
    }.items()
}
"""What no column may be called after."""
_MEANT = frozenset({("idempotency", "fingerprint")})
"""Of a request, to see whether it is the same one again."""


def tables() -> Iterator[Table]:
    for known in ALL:
        yield from known.sorted_tables


def of_people() -> Iterator[Table]:
    return (one for one in tables() if one.name in ON_THE_WAY or any(_OF_PEOPLE.search(name) for name in one.c.keys()))  # noqa: SIM118 - a collection of columns, whose items are columns


def columns() -> list[tuple[str, str]]:
    """(table, column) of all that this service keeps."""
    return [(one.name, column.name) for one in tables() for column in one.c]


def offending(kind: str) -> list[str]:
    """Columns that are named after what may never be kept; there should be none."""
    found = [one for one in columns() if NEVER[kind].search(one[1]) and one not in _MEANT]
    return [f"{table}.{column}" for table, column in found]
