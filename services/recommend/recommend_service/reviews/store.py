"""Reads and writes memories: in one statement for however many."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.reviews.rules import Memory
from recommend_service.reviews.tables import review

Key = tuple[UUID, UUID]
"""(learner, goal)"""
_LOAD = text(
    """SELECT r.* FROM review r JOIN unnest(cast(:learners AS uuid[]), cast(:goals AS uuid[])) AS k(learner_id, goal_id)
        ON r.board_id = cast(:board_id AS uuid) AND r.learner_id = k.learner_id AND r.goal_id = k.goal_id"""
)
_SAVE = text(
    """INSERT INTO review (board_id, learner_id, goal_id, stability, difficulty, reviewed_at, due_at, reviews, lapses,
        lapsed)
    SELECT cast(:board_id AS uuid), n.*
    FROM unnest(cast(:learners AS uuid[]), cast(:goals AS uuid[]), cast(:stabilities AS float8[]),
        cast(:difficulties AS float8[]), cast(:reviewed AS timestamptz[]), cast(:due AS timestamptz[]),
        cast(:reviews AS int[]), cast(:lapses AS int[]), cast(:lapsed AS bool[])) AS n
    ON CONFLICT (board_id, learner_id, goal_id) DO UPDATE SET stability = excluded.stability,
        difficulty = excluded.difficulty, reviewed_at = excluded.reviewed_at, due_at = excluded.due_at,
        reviews = excluded.reviews, lapses = excluded.lapses, lapsed = excluded.lapsed"""
)


async def load(session: AsyncSession, keys: Sequence[Key]) -> dict[Key, Memory]:
    asked = {"learners": [key[0] for key in keys], "goals": [key[1] for key in keys]}
    rows = await session.execute(_LOAD, {"board_id": session.info["board_id"], **asked})
    return {(row.learner_id, row.goal_id): _memory(row) for row in rows}


async def save(session: AsyncSession, memories: Mapping[Key, Memory]) -> None:
    order = sorted(memories)
    values = [memories[key] for key in order]
    await session.execute(
        _SAVE,
        {
            "board_id": session.info["board_id"],
            "learners": [key[0] for key in order],
            "goals": [key[1] for key in order],
            "stabilities": [one.stability for one in values],
            "difficulties": [one.difficulty for one in values],
            "reviewed": [one.reviewed_at for one in values],
            "due": [one.due_at for one in values],
            "reviews": [one.reviews for one in values],
            "lapses": [one.lapses for one in values],
            "lapsed": [one.lapsed for one in values],
        },
    )


async def forget(session: AsyncSession, learner_ids: Collection[UUID]) -> None:
    """Their ledgers are told anew."""
    await session.execute(delete(review).where(review.c.learner_id.in_(learner_ids)))


async def of_learner(session: AsyncSession, learner_id: UUID) -> list[tuple[UUID, Memory]]:
    """By goal, what is due first."""
    query = select(review).where(review.c.learner_id == learner_id).order_by(review.c.due_at, review.c.goal_id)
    return [(row.goal_id, _memory(row)) for row in await session.execute(query)]


async def waiting(session: AsyncSession, learner_id: UUID, now: datetime) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """(goals that are due now, goals that had slipped when they were seen last)."""
    r = review.c
    query = select(r.goal_id, r.due_at, r.lapsed).where(r.learner_id == learner_id, or_(r.due_at <= now, r.lapsed))
    rows = list(await session.execute(query))
    due = frozenset(row.goal_id for row in rows if row.due_at <= now)
    return due, frozenset(row.goal_id for row in rows if row.lapsed)


def _memory(row: Row[Any]) -> Memory:
    return Memory(
        stability=row.stability,
        difficulty=row.difficulty,
        reviewed_at=row.reviewed_at,
        due_at=row.due_at,
        reviews=row.reviews,
        lapses=row.lapses,
        lapsed=row.lapsed,
    )
