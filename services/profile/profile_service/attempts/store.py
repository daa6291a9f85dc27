"""The ledger: locked per learner, written many rows at a time, never changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import Result
from profile_service.attempts.rules import Activity, FoundActivity, Key, Recorded, Sent, last_sequences
from profile_service.tables import attempt

# Written out, not built: these run for every attempt, and building a query costs as much as running it.
# The first attempt makes the row, any other holds it: writing what is there already is how an upsert locks.
_LOCK = text(
    """INSERT INTO ledger_end (board_id, learner_id, sequence)
    SELECT board_id, learner_id, 0 FROM learner
    WHERE learner_id = ANY(cast(:ids AS uuid[])) AND (
        cast(:whole_board AS bool)
        OR learner_id = cast(:learner AS uuid)
        OR group_ids && (SELECT group_ids FROM educator WHERE educator_id = cast(:educator AS uuid) AND active)
    )
    ORDER BY learner_id
    ON CONFLICT (board_id, learner_id) DO UPDATE SET sequence = ledger_end.sequence
    RETURNING learner_id, sequence, renewal"""
)
_LOOK = text(
    """SELECT s.learner_id, s.attempt_id, a.activity_id AS found_id,
        a.goal_ids AS found_goal_ids, a.level AS found_level, a.kind AS found_kind, a.form AS found_form,
        k.sequence, k.activity_id, k.goal_ids, k.level, k.kind, k.form, k.score_scaled, k.success, k.completion,
        k.duration_seconds, k.occurred_at, k.recorded_at
    FROM unnest(cast(:learners AS uuid[]), cast(:attempts AS uuid[]), cast(:activities AS uuid[]))
        AS s(learner_id, attempt_id, activity_id)
    LEFT JOIN activity a ON a.activity_id = s.activity_id
    LEFT JOIN attempt k ON k.learner_id = s.learner_id AND k.attempt_id = s.attempt_id"""
)
# Ledger and counters in one statement: they stand or fall together, and it saves a round trip on the hot path.
_RECORD = text(
    """WITH counted AS (
        UPDATE ledger_end SET sequence = c.sequence
        FROM unnest(cast(:counted AS uuid[]), cast(:counts AS int[])) AS c(learner_id, sequence)
        WHERE ledger_end.learner_id = c.learner_id AND ledger_end.board_id = :board_id
    )
    INSERT INTO attempt (board_id, learner_id, sequence, attempt_id, activity_id, goal_ids, level, kind, form,
        score_scaled, success, completion, duration_seconds, occurred_at, recorded_at, author_id)
    SELECT :board_id, learner_id, sequence, attempt_id, activity_id, cast(goal_ids AS uuid[]), level, kind, form,
        score_scaled, success, completion, duration_seconds, occurred_at, recorded_at, :author_id
    FROM unnest(cast(:learner_id AS uuid[]), cast(:sequence AS int[]), cast(:attempt_id AS uuid[]),
        cast(:activity_id AS uuid[]), cast(:goal_ids AS text[]), cast(:level AS smallint[]), cast(:kind AS text[]),
        cast(:form AS text[]), cast(:score_scaled AS float8[]), cast(:success AS bool[]), cast(:completion AS bool[]),
        cast(:duration_seconds AS int[]), cast(:occurred_at AS timestamptz[]), cast(:recorded_at AS timestamptz[]))
        AS r(learner_id, sequence, attempt_id, activity_id, goal_ids, level, kind, form, score_scaled, success,
        completion, duration_seconds, occurred_at, recorded_at)"""
)


@dataclass(frozen=True, slots=True)
class End:
    """Where a learner's ledger ends, and how often it was told again from its beginning."""

    sequence: int
    renewal: int


async def lock_learners(session: AsyncSession, caller: Principal, ids: Collection[UUID]) -> dict[UUID, End]:
    """The ledger's end of each of these learners in reach. Locked in one order, so that requests never deadlock."""
    reach = {
        "whole_board": caller.sees_whole_board,
        "learner": caller.user_id if caller.role == "learner" else None,
        "educator": caller.user_id if caller.role == "educator" else None,
    }
    rows = await session.execute(_LOCK, {"ids": list(ids), **reach})
    return {row.learner_id: End(row.sequence, row.renewal) for row in rows}


@dataclass(slots=True)
class Looked:
    """The activities that attempts are at, and those of the attempts that are in the ledger already."""

    activities: dict[UUID, Activity]
    known: dict[Key, Recorded]


async def look_up(session: AsyncSession, attempts: Sequence[Sent]) -> Looked:
    """What there is of these attempts; their learners are locked, so it stays true."""
    asked = {
        "learners": [attempt.learner_id for attempt in attempts],
        "attempts": [attempt.attempt_id for attempt in attempts],
        "activities": [attempt.activity_id for attempt in attempts],
    }
    looked = Looked({}, {})
    for row in await session.execute(_LOOK, asked):
        if row.found_id is not None:
            found = FoundActivity(row.found_goal_ids, row.found_level, row.found_kind, row.found_form)
            looked.activities[row.found_id] = found
        if row.sequence is not None:
            looked.known[row.learner_id, row.attempt_id] = recorded_of(row)
    return looked


async def add_attempts(session: AsyncSession, created: Sequence[Recorded], author_id: str) -> None:
    """Write them to the ledger and move their learners' counters; the learners are locked."""
    counts = last_sequences(created)
    plain = (
        "learner_id",
        "sequence",
        "attempt_id",
        "activity_id",
        "level",
        "kind",
        "form",
        "occurred_at",
        "recorded_at",
    )
    results = ("score_scaled", "success", "completion", "duration_seconds")
    await session.execute(
        _RECORD,
        {
            "board_id": session.info["board_id"],
            "author_id": author_id,
            "counted": list(counts),
            "counts": list(counts.values()),
            # An array of arrays would be unnested down to its ids; as text each stays one value.
            "goal_ids": ["{" + ",".join(map(str, one.goal_ids)) + "}" for one in created],
            **{name: [getattr(one, name) for one in created] for name in plain},
            **{name: [getattr(one.result, name) for one in created] for name in results},
        },
    )


async def attempts_of(session: AsyncSession, learner_id: UUID, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """A learner's attempts, newest first."""
    query = select(attempt).where(attempt.c.learner_id == learner_id).order_by(attempt.c.sequence.desc())
    if before is not None:
        query = query.where(attempt.c.sequence < before)
    return (await session.execute(query.limit(limit + 1))).all()


def recorded_of(row: Row[Any]) -> Recorded:
    return Recorded(
        learner_id=row.learner_id,
        sequence=row.sequence,
        attempt_id=row.attempt_id,
        activity_id=row.activity_id,
        goal_ids=row.goal_ids,
        level=row.level,
        kind=row.kind,
        form=row.form,
        result=Result.model_validate(row, from_attributes=True),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
    )
