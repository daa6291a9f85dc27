"""What the moves at a place come to at a moment: pure.

Moves are laid over each other in the order of their versions, each only while it is valid. A temporary move so covers
what was there; when it ends, that holds again. Nothing begins before it was said: history does not change afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal
from uuid import UUID

from eigenwijs_shared.agency import Dial, Dimension, Position, Scope

PresetId = Literal["teacher-led", "shared", "dalton", "mastery", "challenge", "kunskapsskolan"]


@dataclass(frozen=True, slots=True)
class Move:
    """One move at one place. `changes` maps dimensions to positions; None takes the setting at this place away."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    changes: Mapping[Dimension, Position | None]
    author_id: str
    reason: str
    moved_at: datetime
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    preset: PresetId | None = None
    author_role: str | None = None
    agreed_with: str | None = None

    @property
    def place(self) -> tuple[UUID, str | None]:
        return self.scope_id, self.subject

    @property
    def begins(self) -> datetime:
        return max(self.moved_at, self.valid_from) if self.valid_from else self.moved_at

    def holds(self, at: datetime) -> bool:
        return self.begins <= at and (self.valid_until is None or at < self.valid_until)

    def outlasts(self, other: "Move") -> bool:
        """Does it hold at least as long?"""
        if self.valid_until is None or other.valid_until is None:
            return self.valid_until is None
        return self.valid_until >= other.valid_until


Settings = Mapping[Dimension, Move]
"""The move that decides each dimension that is set at a place."""


def settings(here: Iterable[Move], at: datetime) -> dict[Dimension, Move]:
    """Which move of one place sets what; who says the same again, for no longer, is not its author."""
    found: dict[Dimension, Move] = {}
    for move in sorted(here, key=lambda one: one.version):
        if not move.holds(at):
            continue
        for dimension, position in move.changes.items():
            held = found.get(dimension)
            if position is None:
                found.pop(dimension, None)
            elif held is None or held.changes[dimension] != position or not held.outlasts(move):
                found[dimension] = move
    return found


def positions(here: Iterable[Move], at: datetime) -> dict[Dimension, Position]:
    """What is set at one place."""
    return {of: position for of, move in settings(here, at).items() if (position := move.changes[of]) is not None}


def dial_at(here: Sequence[Move], at: datetime) -> Dial | None:
    """One place as it stands; None before its first move. A move that has ended is no longer the last one."""
    begun = [move for move in here if move.begins <= at]
    if not begun:
        return None
    last = max([move for move in begun if move.holds(at)] or begun, key=lambda one: (one.begins, one.version))
    return Dial(
        last.scope,
        last.scope_id,
        last.subject,
        {str(of): position for of, position in positions(begun, at).items()},
        max(move.version for move in begun),
        last.author_id,
        last.begins,
        last.reason,
    )


def present(moves: Iterable[Move], now: datetime) -> datetime:
    """Now; or a little later, for moves that were made are past, also where another machine's clock runs ahead."""
    return max([now, *(move.moved_at for move in moves)])


def by_place(moves: Iterable[Move]) -> list[list[Move]]:
    """The moves of each place, apart."""
    key = _place_key
    return [list(here) for _, here in groupby(sorted(moves, key=key), key=key)]


def _place_key(move: Move) -> tuple[str, str]:
    return str(move.scope_id), move.subject or ""


def standing(moves: Iterable[Move], at: datetime) -> list[Dial]:
    """All places as they stand."""
    return [dial for here in by_place(moves) if (dial := dial_at(here, at)) is not None]


def edges(moves: Iterable[Move], since: datetime) -> list[datetime]:
    """`since`, and all moments after it at which a move begins or ends."""
    found = {edge for move in moves for edge in (move.begins, move.valid_until) if edge is not None and edge > since}
    return sorted({since, *found})


def changes_nothing(here: Sequence[Move], new: Move) -> bool:
    """Would all be as it is without this move, now and later?"""
    with_it = [*here, new]
    return all(positions(here, at) == positions(with_it, at) for at in edges(with_it, new.begins))
