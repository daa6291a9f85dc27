"""Keeps the facts that were learnt from, and gives them back in the order in which they count."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.rules import Attempt
from recommend_service.mastery.tables import mastered_once, observation


@dataclass(frozen=True, slots=True)
class Observation:
    """One fact of one learner that says something. `activity_id` is None for other evidence than an attempt."""

    learner_id: UUID
    sequence: int
    renewal: int
    fact_id: UUID
    activity_id: UUID | None
    goal_ids: tuple[UUID, ...]
    attempt: Attempt


class Modelled(Protocol):
    """Something that a version of a model made."""

    model: str


_KEEP = text(
    """INSERT INTO observation (board_id, learner_id, sequence, renewal, fact_id, activity_id, goal_ids, level, kind,
        form, success, score, weight, witnessed, observed, occurred_at, recorded_at)
    SELECT cast(:board_id AS uuid), n.learner_id, n.sequence, n.renewal, n.fact_id, n.activity_id,
        cast(n.goals AS uuid[]), n.level, n.kind, n.form, n.success, n.score, n.weight, n.witnessed, n.observed,
        n.occurred_at, n.recorded_at
    FROM unnest(cast(:learners AS uuid[]), cast(:sequences AS int[]), cast(:renewals AS int[]),
        cast(:facts AS uuid[]), cast(:activities AS uuid[]), cast(:goals AS text[]), cast(:levels AS smallint[]),
        cast(:kinds AS text[]), cast(:forms AS text[]), cast(:successes AS bool[]), cast(:scores AS float8[]),
        cast(:weights AS float8[]), cast(:witnessed AS bool[]), cast(:observed AS bool[]),
        cast(:occurred AS timestamptz[]), cast(:recorded AS timestamptz[]))
        AS n(learner_id, sequence, renewal, fact_id, activity_id, goals, level, kind, form, success, score, weight,
            witnessed, observed, occurred_at, recorded_at)
    ON CONFLICT DO NOTHING"""
)


async def keep(session: AsyncSession, found: Sequence[Observation]) -> None:
    if not found:
        return
    tries = [one.attempt for one in found]
    await session.execute(
        _KEEP,
        {
            "board_id": session.info["board_id"],
            "learners": [one.learner_id for one in found],
            "sequences": [one.sequence for one in found],
            "renewals": [one.renewal for one in found],
            "facts": [one.fact_id for one in found],
            "activities": [one.activity_id for one in found],
            "goals": ["{" + ",".join(map(str, one.goal_ids)) + "}" for one in found],
            "levels": [one.level for one in tries],
            "kinds": [one.kind for one in tries],
            "forms": [one.form for one in tries],
            "successes": [one.success for one in tries],
            "scores": [one.score for one in tries],
            "weights": [one.weight for one in tries],
            "witnessed": [one.witnessed for one in tries],
            "observed": [one.observed for one in tries],
            "occurred": [one.occurred_at for one in tries],
            "recorded": [one.recorded_at for one in tries],
        },
    )


async def observations_of(session: AsyncSession, learner_ids: Collection[UUID]) -> list[Observation]:
    """All that is kept of these learners, learner by learner in the order of the ledger."""
    o = observation.c
    query = select(observation).where(o.learner_id.in_(learner_ids)).order_by(o.learner_id, o.sequence)
    return [_observation(row) for row in await session.execute(query)]


async def forget(session: AsyncSession, learner_ids: Collection[UUID]) -> None:
    """Of a ledger that is told anew."""
    await session.execute(delete(observation).where(observation.c.learner_id.in_(learner_ids)))


async def mastered_by_older(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Goals that an older model called mastered, by learner."""
    m = mastered_once.c
    found: dict[UUID, set[UUID]] = {}
    for row in await session.execute(select(m.learner_id, m.goal_id).where(m.learner_id.in_(learner_ids))):
        found.setdefault(row.learner_id, set()).add(row.goal_id)
    return found


async def note_mastered(
    session: AsyncSession, keys: Iterable[tuple[UUID, UUID]], states: Mapping[UUID, Modelled]
) -> None:
    """These were mastered by the model that made the learner's state: no later one takes that away."""
    rows = [
        {
            "board_id": session.info["board_id"],
            "learner_id": learner_id,
            "goal_id": goal_id,
            "version": states[learner_id].model,
        }
        for learner_id, goal_id in sorted(keys)
    ]
    if rows:
        await session.execute(insert(mastered_once).on_conflict_do_nothing(), rows)


def _observation(row: Row[Any]) -> Observation:
    return Observation(
        learner_id=row.learner_id,
        sequence=row.sequence,
        renewal=row.renewal,
        fact_id=row.fact_id,
        activity_id=row.activity_id,
        goal_ids=tuple(row.goal_ids),
        attempt=Attempt(
            level=row.level,
            kind=row.kind,
            form=row.form,
            success=row.success,
            score=row.score,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            weight=row.weight,
            witnessed=row.witnessed,
            observed=row.observed,
        ),
    )
