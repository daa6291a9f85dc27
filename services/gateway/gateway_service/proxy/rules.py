"""Which service answers which path: one table, the longest pattern wins, `*` stands for one segment."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

Part = Literal["profile", "choices", "recommend"]
PARTS: tuple[Part, ...] = get_args(Part)

TABLE: tuple[tuple[str, Part], ...] = (
    ("/v1/me", "profile"),
    ("/v1/agency", "profile"),
    ("/v1/board", "profile"),
    ("/v1/boards", "profile"),
    ("/v1/roster", "profile"),
    ("/v1/schools", "profile"),
    ("/v1/educators", "profile"),
    ("/v1/parents", "profile"),
    ("/v1/notices", "profile"),
    ("/v1/groups", "profile"),
    ("/v1/learners", "profile"),
    ("/v1/attempts", "profile"),
    ("/v1/needs", "profile"),
    ("/v1/motivation", "profile"),
    ("/v1/frameworks", "choices"),
    ("/v1/goals", "choices"),
    ("/v1/activities", "choices"),
    ("/v1/electives", "choices"),
    ("/v1/learners/*/choices", "choices"),
    ("/v1/cards", "recommend"),
    ("/v1/learners/*/card", "recommend"),
    ("/v1/learners/*/cards", "recommend"),
    ("/v1/learners/*/mastery", "recommend"),
)
OUR_OWN = frozenset({("POST", "/v1/boards")})
"""Begins at profile, but is composed here: a new board needs its first client."""
_CARD = re.compile(r"/v1/learners/[^/]+/card")
_PLAIN = re.compile(rb"/v1(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._~-]+)+")
"""Segments of unreserved characters (RFC 3986 §2.3), none empty, `.` or `..`. Our ids and names need no others, so
nothing that an upstream could read differently than we do (`//`, `..`, `%2f`, `;`) gets past."""

_Patterns = dict[tuple[str, ...], Part]


def _read(table: Sequence[tuple[str, Part]]) -> _Patterns:
    return {tuple(path.split("/")[2:]): part for path, part in table}


_PATTERNS = _read(TABLE)


def plain_path(raw_path: bytes) -> str | None:
    """The path as it may go on to a service; None for one with tricks in it."""
    return raw_path.decode("ascii") if _PLAIN.fullmatch(raw_path) else None


def part_of(method: str, path: str) -> Part | None:
    """Who answers; None when that is nobody behind this door."""
    if (method, path) in OUR_OWN:
        return None
    segments = path.split("/")[2:]
    return next((_PATTERNS[prefix] for prefix in _prefixes(segments) if prefix in _PATTERNS), None)


def _prefixes(segments: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(segments) >= 3:
        yield segments[0], "*", segments[2]
    yield (segments[0],)


def stand_in_of(method: str, path: str) -> Part | None:
    """Who answers when the first is away: without recommend, a card comes from the catalogue."""
    return "choices" if method == "GET" and _CARD.fullmatch(path) else None
