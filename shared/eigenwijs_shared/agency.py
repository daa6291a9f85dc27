"""The dial (regieknop): who decides, per dimension. What its positions mean is a promise that all services keep alike.

A move sets positions for a board, a group or a learner, for one subject or for all. The most specific setting wins:
learner with subject, learner, group with subject, group, board with subject, board; and where nothing is set, `shared`.
Of a learner's several groups the one that was moved last wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Dimension = Literal["form", "whether", "topic", "pace", "company"]
Position = Literal["teacher", "shared", "learner"]
Scope = Literal["board", "group", "learner"]

DIMENSIONS: tuple[Dimension, ...] = ("form", "whether", "topic", "pace", "company")
POSITIONS: tuple[Position, ...] = ("teacher", "shared", "learner")
DEFAULT: Position = "shared"
_RANK: Mapping[str, int] = {"board": 0, "group": 2, "learner": 4}


@dataclass(frozen=True, slots=True)
class Dial:
    """What is set at one place: a scope, and one subject or all (None)."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    dimensions: Mapping[str, Position]
    version: int
    author_id: str
    moved_at: datetime
    reason: str = ""
    """Only where it was said: the reason does not travel in events, as it may name people."""

    @property
    def rank(self) -> tuple[int, datetime]:
        """Greater is more specific; among equals, later."""
        return _RANK[self.scope] + (self.subject is not None), self.moved_at


@dataclass(frozen=True, slots=True)
class Decision:
    """The position of one dimension and the dial that decides it; None where the default holds."""

    position: Position
    dial: Dial | None


def effective(dials: Iterable[Dial], subject: str | None = None) -> dict[Dimension, Decision]:
    """Who decides what, from the dials of a learner, its groups and its board."""
    ranked = sorted(
        (dial for dial in dials if dial.subject in {None, subject}), key=lambda dial: dial.rank, reverse=True
    )
    decided: dict[Dimension, Decision] = {}
    for dimension in DIMENSIONS:
        first = next((dial for dial in ranked if dimension in dial.dimensions), None)
        decided[dimension] = Decision(first.dimensions[dimension] if first else DEFAULT, first)
    return decided
