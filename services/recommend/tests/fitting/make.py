"""Observations of a made-up board, straight into their table: learners who differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from sqlalchemy import text

from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.mastery.rules import GOAL_LEVEL, LEVEL_STEP

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
_INSERT = text(
    """INSERT INTO observation (board_id, learner_id, sequence, renewal, fact_id, activity_id, goal_ids, level, kind,
        form, success, score, weight, witnessed, observed, occurred_at, recorded_at)
    SELECT current_board(), l, s, 0, gen_random_uuid(), a, ARRAY[g], v, 'practice', 'exercise', y, y::int::real, 1,
        true, false, t, t
    FROM unnest(CAST(:learners AS uuid[]), CAST(:sequences AS int[]), CAST(:activities AS uuid[]),
        CAST(:goals AS uuid[]), CAST(:levels AS smallint[]), CAST(:ys AS boolean[]), CAST(:times AS timestamptz[]))
        AS rows (l, s, a, g, v, y, t)"""
)


@dataclass(frozen=True, slots=True)
class School:
    learners: Sequence[UUID]
    goals: Sequence[UUID]
    activities: Sequence[UUID]


def school(learners: int, goals: int = 4, activities: int = 20) -> School:
    return School(*([uuid4() for _ in range(n)] for n in (learners, goals, activities)))


async def observe(
    sessions: Sessions, board_id: UUID, of: School, each: int = 30, *, first: int = 1, at: datetime = START,
    success: bool | None = None, seed: int = 1, harder_for: Sequence[UUID] = (), minutes: int = 60,
) -> None:  # fmt: skip
    """`each` attempts of every learner, an hour apart; all alike where `success` says how."""
    rng, n = np.random.default_rng(seed), len(of.learners) * each
    who, item = np.repeat(np.arange(len(of.learners)), each), rng.integers(0, len(of.activities), n)
    goal, level = item % len(of.goals), item % 5 + 1
    hard = np.array([3.0 if one in set(harder_for) else 0.0 for one in of.learners])
    ease = np.random.default_rng(7).normal(0.3, 1, len(of.activities))[item]
    z = rng.normal(0, 0.8, len(of.learners))[who] + ease + (GOAL_LEVEL - level) * LEVEL_STEP - hard[who]
    y = rng.random(n) < 1 / (1 + np.exp(-z)) if success is None else np.full(n, success)
    step = np.tile(np.arange(each), len(of.learners))
    values: dict[str, Any] = {
        "learners": [of.learners[one] for one in who.tolist()],
        "sequences": (step + first).tolist(),
        "activities": [of.activities[one] for one in item.tolist()],
        "goals": [of.goals[one] for one in goal.tolist()],
        "levels": level.tolist(),
        "ys": y.tolist(),
        "times": [at + timedelta(minutes=minutes * one) for one in step.tolist()],
    }
    async with board_transaction(sessions, board_id) as session:
        await session.execute(_INSERT, values)
