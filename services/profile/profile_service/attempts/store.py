"""The ledger: locked per learner, written many rows at a time, never changed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Uuid, bindparam, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import Result
from profile_service.attempts.rules import Key, Recorded, last_sequences
from profile_service.people.store import within_reach
from profile_service.tables import activity, attempt, learner, ledger_end

_ACTIVITIES = select(
    activity.c.activity_id, activity.c.goal_ids, activity.c.level, activity.c.kind, activity.c.form
).where(activity.c.activity_id == func.any(cast(bindparam("ids"), ARRAY(Uuid))))
_KNOWN = select(attempt).where(
    attempt.c.learner_id == func.any(cast(bindparam("learners"), ARRAY(Uuid))),
    attempt.c.attempt_id == func.any(cast(bindparam("attempts"), ARRAY(Uuid))),
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


async def lock_learners(session: AsyncSession, caller: Principal, ids: Collection[UUID]) -> dict[UUID, int]:
    """The last sequence of each of these learners in reach. Locked in one order, so that requests never deadlock."""
    reached = (
        select(learner.c.board_id, learner.c.learner_id, literal(0))
        .where(learner.c.learner_id == func.any(cast(list(ids), ARRAY(Uuid))), await within_reach(session, caller))
        .order_by(learner.c.learner_id)
    )
    # The first attempt makes the row, any other holds it: writing what is there already is how an upsert locks.
    rows = await session.execute(
        insert(ledger_end)
        .from_select(["board_id", "learner_id", "sequence"], reached)
        .on_conflict_do_update(
            index_elements=[ledger_end.c.board_id, ledger_end.c.learner_id], set_={"sequence": ledger_end.c.sequence}
        )
        .returning(ledger_end.c.learner_id, ledger_end.c.sequence)
    )
    return {row.learner_id: row.sequence for row in rows}


async def find_activities(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, Any]:
    return {row.activity_id: row for row in await session.execute(_ACTIVITIES, {"ids": list(ids)})}


async def find_known(session: AsyncSession, keys: Collection[Key]) -> dict[Key, Recorded]:
    """Those of these attempts that are in the ledger already."""
    learners, attempts = zip(*keys, strict=True)
    rows = await session.execute(_KNOWN, {"learners": list(set(learners)), "attempts": list(set(attempts))})
    return {(row.learner_id, row.attempt_id): recorded_of(row) for row in rows}


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
