"""Observations out of the database as columns: PostgreSQL packs them, so that no row becomes an object of Python."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.rules import SCORE_WEIGHT
from recommend_service.model.compiled import Floats, Ints

Ids = NDArray[np.uint64]
"""n × 2: the halves of ids, the high one first."""
Bools = NDArray[np.bool_]
_NO_ACTIVITY: Final = "00000000-0000-0000-0000-000000000000"
_COLUMNS: Final = """
    SELECT string_agg(uuid_send(learner_id), ''::bytea) AS learners,
        string_agg(uuid_send(coalesce(activity_id, '%s')), ''::bytea) AS activities,
        string_agg(int4send(cardinality(goal_ids)), ''::bytea) AS counts,
        string_agg(array_send(goal_ids), ''::bytea) AS goals,
        string_agg(int2send(level), ''::bytea) AS levels,
        string_agg(float8send(weight), ''::bytea) AS weights,
        string_agg(float8send(score), ''::bytea) AS scores,
        string_agg(int2send(success::int::smallint), ''::bytea) AS successes,
        string_agg(int2send(witnessed::int::smallint), ''::bytea) AS witnessed,
        string_agg(float8send(extract(epoch FROM occurred_at)::float8), ''::bytea) AS occurred,
        string_agg(float8send(extract(epoch FROM recorded_at)::float8), ''::bytea) AS recorded
    FROM (SELECT * FROM observation WHERE %s ORDER BY learner_id, sequence) rows
"""
BETWEEN: Final = text(_COLUMNS % (_NO_ACTIVITY, "learner_id BETWEEN :first AND :last"))
OF_LEARNERS: Final = text(_COLUMNS % (_NO_ACTIVITY, "learner_id = ANY(:learners) AND recorded_at < :before"))


@dataclass(frozen=True, slots=True)
class Observed:
    """n observations, learner by learner, each learner's in the order of its ledger.

    `learner`, `item` and `goals` are places in `learner_ids`, `item_ids` and `goal_ids`; item −1 is none.
    """

    learner: Ints
    item: Ints
    start: Ints
    goals: Ints
    level: Ints
    weight: Floats
    success: Floats
    y: Floats
    """What is learnt from, as `mastery.rules.outcome` has it."""
    witnessed: Bools
    at: Floats
    recorded: Floats
    learner_ids: Ids
    item_ids: Ids
    goal_ids: Ids

    def __len__(self) -> int:
        return len(self.y)


async def read(session: AsyncSession, which: TextClause, **values: Any) -> Observed:
    """Those of the session's board that `which` (BETWEEN or OF_LEARNERS) chooses."""
    row = (await session.execute(which, values)).one()
    columns = {name: found or b"" for name, found in row._mapping.items()}
    learner_ids, learner = _numbered(_ids(columns["learners"]))
    activities = _ids(columns["activities"])
    item_ids, item = _numbered(activities)
    nowhere = ~activities.any(axis=1)
    if nowhere.any():
        item_ids, item = item_ids[1:], item - 1  # the id of zeros sorts first
    count = _numbers(columns["counts"], ">i4").astype(np.int64)
    goal_ids, goals = _numbered(_ids(_of_arrays(columns["goals"], count)))
    success = _numbers(columns["successes"], ">i2").astype(np.float64)
    return Observed(
        learner=learner,
        item=item,
        start=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        goals=goals,
        level=_numbers(columns["levels"], ">i2").astype(np.int64),
        weight=_numbers(columns["weights"], ">f8").astype(np.float64),
        success=success,
        y=(1 - SCORE_WEIGHT) * success + SCORE_WEIGHT * _numbers(columns["scores"], ">f8").astype(np.float64),
        witnessed=_numbers(columns["witnessed"], ">i2") > 0,
        at=_numbers(columns["occurred"], ">f8").astype(np.float64),
        recorded=_numbers(columns["recorded"], ">f8").astype(np.float64),
        learner_ids=learner_ids,
        item_ids=item_ids,
        goal_ids=goal_ids,
    )


def uuids(ids: Ids) -> list[UUID]:
    return [UUID(int=(high << 64) | low) for high, low in ids.tolist()]


def _numbers(packed: bytes, kind: str) -> NDArray[Any]:
    return np.frombuffer(packed, dtype=kind)


def _ids(packed: bytes) -> Ids:
    return np.frombuffer(packed, dtype=">u8").astype(np.uint64).reshape(-1, 2)


def _numbered(ids: Ids) -> tuple[Ids, Ints]:
    """Each id once, in order, and which of them each was."""
    if len(ids) == 0:
        return ids, np.zeros(0, dtype=np.int64)
    found, places = np.unique(ids, axis=0, return_inverse=True)
    return found, places.reshape(-1).astype(np.int64)


def _of_arrays(packed: bytes, count: Ints) -> bytes:
    """The ids in arrays as `array_send` writes them: a head of 20 bytes (12 if empty), then length and id of each."""
    head = np.where(count > 0, 20, 12)
    size = head + 20 * count
    first = np.cumsum(size) - size + head
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    begins = np.repeat(first, count) + 20 * inside + 4
    whole = np.frombuffer(packed, dtype=np.uint8)
    found: bytes = whole[begins[:, None] + np.arange(16)].tobytes()
    return found
