"""What educators decided for a learner: a promise that all who make cards keep alike. Pure.

What is excluded comes on no card, whatever else was decided: what somebody took away never appears. What is pinned or
assigned comes on the card in a fixed order, but only where dial, prerequisites and needs let it: those bind always.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eigenwijs_shared.contracts.assignments import AssignedTo, AssignmentKind, Ground


@dataclass(frozen=True, slots=True)
class Assignment:
    """One decision that stands for this learner; `met` says that what was assigned was done."""

    assignment_id: UUID
    version: int
    kind: AssignmentKind
    scope: AssignedTo
    activity_id: UUID
    ground: Ground
    until: date
    made_at: datetime
    met: bool

    @classmethod
    def of(cls, row: Any) -> "Assignment":
        """From a row with these columns."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})

    @property
    def order(self) -> tuple[object, ...]:
        """Pinned before assigned, what ends soonest first, this learner's own before the group's."""
        return self.kind != "pin", self.until, self.scope != "learner", self.made_at, self.assignment_id


@dataclass(frozen=True, slots=True)
class Decided:
    """`wanted` by activity, in the order in which they have a right to a place."""

    wanted: Mapping[UUID, Assignment] = field(default_factory=dict)
    excluded: frozenset[UUID] = frozenset()

    @property
    def basis(self) -> str:
        """Equal for two moments only if the same decisions stand."""
        kept = sorted(f"{one.assignment_id} {one.version}" for one in self.wanted.values())
        return f"{kept} {sorted(map(str, self.excluded))}"


NOTHING_DECIDED = Decided()


def decided(standing: Iterable[Assignment]) -> Decided:
    """What these decisions come to, in whatever order they are given."""
    every = list(standing)
    excluded = frozenset(one.activity_id for one in every if one.kind == "exclude")
    wanted: dict[UUID, Assignment] = {}
    for one in sorted(every, key=lambda each: each.order):
        is_open = one.kind == "pin" or (one.kind == "assign" and not one.met)
        if is_open and one.activity_id not in excluded:
            wanted.setdefault(one.activity_id, one)
    return Decided(wanted, excluded)
