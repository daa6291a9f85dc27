"""Whether one value is what its column may hold."""

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite

from profile_service.roster.oneroster.columns import Column, Kind

# CSV binding, primitive types: 1 to 255 of these characters, so that an id can stand in a URL or a list.
_GUID = re.compile(r"[0-9A-Za-z._/@-]{1,255}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_YEAR = re.compile(r"[0-9]{4}")
_FLOAT = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The binding asks for milliseconds and Z; any other unambiguous moment is taken too, for roster systems vary here.
_DATETIME = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})")


def list_items(value: str) -> list[str]:
    """The items of a list cell, without the spaces that some systems put around the commas."""
    return [item.strip() for item in value.split(",")] if value else []


def fault_in(column: Column, value: str) -> str | None:
    """The code of what is wrong with a value that is not blank, or None."""
    if not column.many:
        return None if _fits(column, value) else f"row.invalid_{column.kind}"
    items = list_items(value)
    if not all(items):
        return "row.invalid_list"
    return None if all(_fits(column, item) for item in items) else f"row.invalid_{column.kind}"


def _fits(column: Column, value: str) -> bool:
    if column.kind == "enum":
        return value in column.allowed or (column.extensible and _is_extension(value))
    return _RULES[column.kind](value)


def _is_extension(value: str) -> bool:
    return value.startswith("ext:") and value != "ext:"


def _is_float(value: str) -> bool:
    return _FLOAT.fullmatch(value) is not None and isfinite(float(value))


def _is_date(value: str) -> bool:
    if _DATE.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_datetime(value: str) -> bool:
    if _DATETIME.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_RULES: dict[Kind, Callable[[str], bool]] = {
    "string": lambda _: True,
    "guid": lambda value: _GUID.fullmatch(value) is not None,
    "integer": lambda value: _INTEGER.fullmatch(value) is not None,
    "year": lambda value: _YEAR.fullmatch(value) is not None,
    "float": _is_float,
    "date": _is_date,
    "datetime": _is_datetime,
    "boolean": lambda value: value in ("true", "false"),
}
