"""What stands on a timeline, in which order: pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.errors import Sentence

Kind = Literal[
    "attempt", "observation", "product", "self-assessment", "peer-assessment", "paper-check", "correction",
    "agency-move", "motivation", "aim", "talk",
]  # fmt: skip
Place = tuple[datetime, UUID]
"""Where an item stands: when it happened, and its id where several happened at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that happened; `sequence` where the ledger has it."""

    at: datetime
    id: UUID
    kind: Kind
    sentence: Sentence
    goal_ids: Sequence[UUID] = ()
    sequence: int | None = None

    @property
    def place(self) -> Place:
        return self.at, self.id


def newest(items: Iterable[Item], *, before: Place | None, limit: int) -> list[Item]:
    """The last `limit` of these before that place."""
    earlier = (one for one in items if before is None or one.place < before)
    return sorted(earlier, key=lambda one: one.place, reverse=True)[:limit]
