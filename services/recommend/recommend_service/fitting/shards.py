"""A part of the learners as a fit keeps it: numbers without the learners' ids; and all parts together."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from recommend_service.fitting.observed import Bools, Ids, Observed
from recommend_service.mastery.rules import GOAL_LEVEL, LEVEL_STEP
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints
from recommend_service.models.scored import Flags

PER_SHARD: Final = 100_000
MOST_SHARDS: Final = 4096
_KEPT: Final = (
    "learner", "item", "start", "goals", "level", "weight", "success", "y", "witnessed", "at", "item_ids", "goal_ids",
)  # fmt: skip
_FLAGS: Final = "flags"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the learners, under the numbers of the whole; `attempts.learner` less `first` are rows of `flags`."""

    attempts: Attempts
    success: Floats
    witnessed: Bools
    flags: Flags
    first: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """`goal_ids[i]` is the goal that has number i in the whole; `goals[k]` are the numbers of part k's own goals."""

    goal_ids: Ids
    item_ids: Ids
    goals: Sequence[Ints]
    items: Sequence[Ints]
    learners: Sequence[int]
    """How many came before each part; the last is how many there are."""


def shards_for(observations: int) -> int:
    return min(max(-(-observations // PER_SHARD), 1), MOST_SHARDS)


def bounds(shard: int, shards: int) -> tuple[UUID, UUID]:
    """From which id to which: learners' ids are random, so equal parts of them are equal parts of the learners."""
    first, following = (shard << 128) // shards, ((shard + 1) << 128) // shards
    return UUID(int=first), UUID(int=following - 1)


def packed(part: Observed, flags: Flags) -> bytes:
    held, kept = io.BytesIO(), {name: getattr(part, name) for name in _KEPT}
    np.savez_compressed(held, allow_pickle=False, flags=flags, **kept)
    return held.getvalue()


def offsets(level: Ints) -> Floats:
    """Logits that an activity's level makes it easier: what is known of it before anybody tried."""
    return np.asarray((GOAL_LEVEL - level) * LEVEL_STEP, dtype=np.float64)


def heads(state: bytes) -> tuple[Ids, Ids, int]:
    """(goals, activities, number of learners) of a part, without reading the rest of it."""
    with np.load(io.BytesIO(state), allow_pickle=False) as file:
        return file["goal_ids"].astype(np.uint64), file["item_ids"].astype(np.uint64), len(file[_FLAGS])


def numbered(found: Sequence[tuple[Ids, Ids, int]]) -> Numbering:
    """All parts together; the same parts always give the same numbers."""
    goal_ids, goals = _merged([one for one, _, _ in found])
    item_ids, items = _merged([one for _, one, _ in found])
    learners = np.cumsum([0, *(count for _, _, count in found)]).tolist()
    return Numbering(goal_ids, item_ids, goals, items, learners)


def part_of(state: bytes, numbering: Numbering, shard: int) -> Part:
    with np.load(io.BytesIO(state), allow_pickle=False) as file:
        kept = {name: file[name] for name in (*_KEPT, _FLAGS)}
    first = numbering.learners[shard]
    attempts = Attempts(
        learner=kept["learner"] + first,
        item=np.append(numbering.items[shard], -1)[kept["item"]],
        at=kept["at"],
        y=kept["y"],
        start=kept["start"],
        goals=numbering.goals[shard][kept["goals"]],
        offset=offsets(kept["level"]),
        weight=kept["weight"],
    )
    return Part(attempts, kept["success"], kept["witnessed"], kept[_FLAGS], first)


def _merged(tables: Sequence[Ids]) -> tuple[Ids, list[Ints]]:
    """Every id once, in order, and for each table which of them its rows are."""
    every = np.concatenate([np.zeros((0, 2), dtype=np.uint64), *tables])
    if len(every) == 0:
        return every, [np.zeros(0, dtype=np.int64) for _ in tables]
    found, places = np.unique(every, axis=0, return_inverse=True)
    ends = np.cumsum([len(table) for table in tables])[:-1]
    return found, [part.astype(np.int64) for part in np.split(places.reshape(-1), ends)]
