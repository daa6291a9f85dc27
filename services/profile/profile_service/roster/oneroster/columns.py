"""What one column of a OneRoster table may hold, and short words to declare it with."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["guid", "string", "integer", "year", "float", "date", "datetime", "enum", "boolean"]

REQUIRED = True


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind = "string"
    required: bool = False
    many: bool = False
    """A comma-separated list inside one cell."""
    target: str | None = None
    """The file whose sourcedId this column names."""
    allowed: tuple[str, ...] = ()
    extensible: bool = False
    """Whether the vocabulary may be extended with `ext:` values."""
    kept: bool = True
    """False for passwords: they are dropped while reading and never leave the reader."""


def text(name: str, required: bool = False) -> Column:
    return Column(name, required=required)


def texts(name: str, required: bool = False) -> Column:
    return Column(name, required=required, many=True)


def password(name: str) -> Column:
    return Column(name, kept=False)


def to(target: str, name: str, required: bool = False) -> Column:
    return Column(name, "guid", required, target=target)


def to_many(target: str, name: str, required: bool = False) -> Column:
    return Column(name, "guid", required, many=True, target=target)


def integer(name: str) -> Column:
    return Column(name, "integer")


def year(name: str, required: bool = False) -> Column:
    return Column(name, "year", required)


def number(name: str) -> Column:
    return Column(name, "float")


def date(name: str, required: bool = False) -> Column:
    return Column(name, "date", required)


def boolean(name: str, required: bool = False) -> Column:
    return Column(name, "boolean", required)


def one_of(name: str, allowed: tuple[str, ...], required: bool = False) -> Column:
    """A vocabulary that producers may extend with `ext:` values."""
    return Column(name, "enum", required, allowed=allowed, extensible=True)


def strictly_one_of(name: str, allowed: tuple[str, ...], required: bool = False) -> Column:
    return Column(name, "enum", required, allowed=allowed)


def some_of(name: str, allowed: tuple[str, ...], required: bool = False) -> Column:
    return Column(name, "enum", required, many=True, allowed=allowed, extensible=True)
