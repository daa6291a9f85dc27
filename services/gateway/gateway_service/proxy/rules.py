"""Which service answers which path: one table, the longest pattern wins, `*` stands for one segment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from eigenwijs_shared.exports.datasets import PROMISED

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
    ("/v1/contracts", "choices"),
    ("/v1/challenges", "choices"),
    ("/v1/electives", "choices"),
    ("/v1/learners/*/choices", "choices"),
    ("/v1/assignments", "choices"),
    ("/v1/learners/*/assignments", "choices"),
    ("/v1/learners/*/gather", "choices"),
    ("/v1/groups/*/gather", "choices"),
    ("/v1/choices", "choices"),
    ("/v1/groups/*/choices", "choices"),
    ("/v1/groups/*/choice-cards", "choices"),
    ("/v1/groups/*/choice-cards.pdf", "choices"),
    ("/v1/evidence-rules", "choices"),
    ("/v1/learners/*/calendars", "choices"),
    ("/v1/groups/*/contracts", "choices"),
    ("/v1/groups/*/timetable", "choices"),
    ("/v1/groups/*/apart", "choices"),
    ("/v1/cards", "recommend"),
    ("/v1/decisions", "recommend"),
    ("/v1/overrides", "recommend"),
    ("/v1/models", "recommend"),
    ("/v1/objections", "recommend"),
    ("/v1/card-settings", "recommend"),
    ("/v1/papers", "recommend"),
    ("/v1/learners/*/decisions", "recommend"),
    ("/v1/learners/*/card", "recommend"),
    ("/v1/learners/*/cards", "recommend"),
    ("/v1/learners/*/mastery", "recommend"),
    ("/v1/groups/*/cards", "recommend"),
    ("/v1/groups/*/watches", "recommend"),
    ("/v1/learners/*/watches", "recommend"),
    ("/v1/learners/*/reviews", "recommend"),
    ("/v1/watches", "recommend"),
    # Each dataset lies with its owner; a name that nobody has goes to the owner of /v1/board, which says what there is.
    *((f"/v1/board/exports/{name}", part) for part in PARTS for name in PROMISED[part]),
)
OPEN: Mapping[str, Part] = {"/ims/case/v1p1/": "choices"}
"""Reading there takes no token: standards by which anybody may read what a board opened."""
WITHOUT_SIGNING_IN = frozenset({("GET", "/v1/contracts/calendar.ics")})
"""Calendars cannot sign in: the service asks for a token of another kind, in the address."""
OUR_OWN = frozenset({("POST", "/v1/boards"), ("GET", "/v1/groups/*/choice-cards.pdf")})
"""Composed here: a new board (profile) needs its first client, paper (choices) names and fresh cards."""
_CARD = re.compile(r"/v1/learners/[^/]+/card")
_PLAIN = re.compile(rb"/(?:v1|ims/case/v1p1)(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._~-]+)+")
"""Segments of unreserved characters (RFC 3986 §2.3), none empty, `.` or `..`. Our ids and names need no others, so
nothing that an upstream could read differently than we do (`//`, `..`, `%2f`, `;`) gets past."""
_EXPORT = re.compile(r"/v1/board/exports/[^/]+")

_Patterns = dict[tuple[str, ...], Part]


def _read(table: Sequence[tuple[str, Part]]) -> _Patterns:
    return {tuple(path.split("/")[2:]): part for path, part in table}


_PATTERNS = _read(TABLE)


def plain_path(raw_path: bytes) -> str | None:
    """The path as it may go on to a service; None for one with tricks in it."""
    return raw_path.decode("ascii") if _PLAIN.fullmatch(raw_path) else None


def part_of(method: str, path: str) -> Part | None:
    """Who answers; None when that is nobody behind this door."""
    if is_our_own(method, path):
        return None
    if path.startswith(tuple(OPEN)):
        return next(part for prefix, part in OPEN.items() if path.startswith(prefix)) if method == "GET" else None
    segments = path.split("/")[2:]
    return next((_PATTERNS[prefix] for prefix in _prefixes(segments) if prefix in _PATTERNS), None)


def is_open(method: str, path: str) -> bool:
    """Does anybody get through without signing in?"""
    return path.startswith(tuple(OPEN)) or (method, path) in WITHOUT_SIGNING_IN


def is_our_own(method: str, path: str) -> bool:
    """Does the gateway itself answer this, though the path is a service's?"""
    segments = path.split("/")
    return not OUR_OWN.isdisjoint({(method, path), (method, "/".join([*segments[:3], "*", *segments[4:]]))})


def _prefixes(segments: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(segments) >= 3:
        yield segments[0], segments[1], segments[2]
        yield segments[0], "*", segments[2]
    yield (segments[0],)


def stand_in_of(method: str, path: str) -> Part | None:
    """Who answers when the first is away: without recommend, a card comes from the catalogue."""
    return "choices" if method == "GET" and _CARD.fullmatch(path) else None


def takes_long(method: str, path: str) -> bool:
    """A board's own data may be a million rows, which are written down before the first leaves."""
    return method == "GET" and _EXPORT.fullmatch(path) is not None
