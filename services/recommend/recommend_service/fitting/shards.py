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
class Whole:
    """Everything that a fit is of. `goal_ids[i]` is the goal that has number i in it."""

    attempts: Attempts
    success: Floats
    witnessed: Bools
    flags: Flags
    """Learners × subgroups."""
    goal_ids: Ids
    item_ids: Ids


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


def unpacked(state: bytes) -> dict[str, Floats]:
    with np.load(io.BytesIO(state), allow_pickle=False) as file:
        return {name: file[name] for name in (*_KEPT, _FLAGS)}


def offsets(level: Ints) -> Floats:
    """Logits that an activity's level makes it easier: what is known of it before anybody tried."""
    return np.asarray((GOAL_LEVEL - level) * LEVEL_STEP, dtype=np.float64)


def together(states: Sequence[bytes]) -> Whole:
    """All parts, in order; the same parts always give the same numbers."""
    parts = [unpacked(state) for state in states]
    goal_ids, goal_of = _merged([_as_ids(part["goal_ids"]) for part in parts])
    item_ids, item_of = _merged([_as_ids(part["item_ids"]) for part in parts])
    learners, learner, item, goals = 0, [], [], []
    for part, goal_places, item_places in zip(parts, goal_of, item_of, strict=True):
        learner.append(part["learner"] + learners)
        learners += len(part[_FLAGS])
        item.append(np.append(item_places, -1)[part["item"]])
        goals.append(goal_places[part["goals"]])
    counts = np.concatenate([np.diff(part["start"]) for part in parts])
    attempts = Attempts(
        learner=np.concatenate(learner).astype(np.int64),
        item=np.concatenate(item).astype(np.int64),
        at=_joined(parts, "at"),
        y=_joined(parts, "y"),
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        goals=np.concatenate(goals).astype(np.int64),
        offset=offsets(np.concatenate([part["level"] for part in parts]).astype(np.int64)),
        weight=_joined(parts, "weight"),
    )
    who = np.concatenate([part[_FLAGS] for part in parts]).astype(bool)
    return Whole(attempts, _joined(parts, "success"), _joined(parts, "witnessed") > 0, who, goal_ids, item_ids)


def _joined(parts: Sequence[dict[str, Floats]], name: str) -> Floats:
    return np.concatenate([part[name] for part in parts]).astype(np.float64)


def _as_ids(array: Floats) -> Ids:
    return array.astype(np.uint64)


def _merged(tables: Sequence[Ids]) -> tuple[Ids, list[Ints]]:
    """Every id once, in order, and for each table which of them its rows are."""
    every = np.concatenate([np.zeros((0, 2), dtype=np.uint64), *tables])
    if len(every) == 0:
        return every, [np.zeros(0, dtype=np.int64) for _ in tables]
    found, places = np.unique(every, axis=0, return_inverse=True)
    ends = np.cumsum([len(table) for table in tables])[:-1]
    return found, [part.astype(np.int64) for part in np.split(places.reshape(-1), ends)]
