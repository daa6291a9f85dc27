"""Activities as the rows of a table, so that reading what was written gives the same again. Pure.

A list is one cell, its parts joined by `|`. A cell that a spreadsheet would take for a formula gets an apostrophe
before it (OWASP, CSV injection), which is taken off again on the way in.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

COLUMNS = (
    "activityId", "version", "status", "title", "description", "goalIds", "form", "medium", "company", "level",
    "minutes", "kind", "topic", "materials", "language", "accessibilityNotes", "licence", "author", "links",
    "parallelTo",
)  # fmt: skip
REQUIRED = (
    "title", "description", "goalIds", "form", "medium", "company", "level", "minutes", "kind", "topic",
)  # fmt: skip
LISTS = ("goalIds", "materials", "links")
NUMBERS = ("version", "level", "minutes")
_FORMULA = re.compile(r"[=+\-@\t\r'＝＋－＠]")
_PART = re.compile(r"((?:[^|\\]|\\.)*)(?:\||\Z)", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def to_cell(value: Any) -> str:
    """Null is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        said = "|".join(re.sub(r"([|\\])", r"\\\1", str(part)) for part in value)
    else:
        said = str(value)
    return f"'{said}" if _FORMULA.match(said) else said


def from_cell(name: str, cell: str) -> Any:
    """What the column `name` says here; a number that is none stays text, to be named as what is wrong."""
    said = cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell
    if name in LISTS:
        return split(said)
    return int(said) if name in NUMBERS and _NUMBER.fullmatch(said.strip()) else said


def split(said: str) -> list[str]:
    """The parts of a list; white space around them is not meant, and empty ones are none."""
    parts = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in _PART.findall(said))
    return [part for part in parts if part]


def from_row(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """The activity in these cells; what is left empty is left out."""
    return {name: from_cell(name, cell) for name, cell in zip(names, cells, strict=True) if cell.strip()}


def to_row(activity: Mapping[str, Any]) -> list[str]:
    """Its cells in the order of `COLUMNS`."""
    return [to_cell(activity[name]) for name in COLUMNS]
