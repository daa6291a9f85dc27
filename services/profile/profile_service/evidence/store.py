"""The ledger's other half: locked per learner as attempts are, written many rows at a time, never changed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Row, Uuid, cast, exists, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from profile_service.attempts.store import End
from profile_service.evidence.rules import WEIGHT_OF_ATTEMPT, Evidence, Fact
from profile_service.evidence.tables import evidence, evidence_matrix, ledger_renewal
from profile_service.tables import attempt, group, learner

# The counter of attempts/store.py, held in the same order: attempts and evidence have neither gaps nor twins together.
_LOCK = text(
    """INSERT INTO ledger_end (board_id, learner_id, sequence)
    SELECT board_id, learner_id, 0 FROM learner WHERE learner_id = ANY(cast(:ids AS uuid[])) ORDER BY learner_id
    ON CONFLICT (board_id, learner_id) DO UPDATE SET sequence = ledger_end.sequence
    RETURNING learner_id, sequence, renewal"""
)
_RECORD = text(
    """WITH counted AS (
        UPDATE ledger_end SET sequence = c.sequence, renewal = c.renewal
        FROM unnest(cast(:counted AS uuid[]), cast(:counts AS int[]), cast(:renewals AS int[]))
            AS c(learner_id, sequence, renewal)
        WHERE ledger_end.learner_id = c.learner_id AND ledger_end.board_id = :board_id
    )
    INSERT INTO evidence (board_id, learner_id, sequence, evidence_id, kind, goal_ids, level, form, weight,
        score_scaled, success, rubric, note, corrects, corrects_sequence, author_id, author_role, occurred_at,
        recorded_at)
    SELECT :board_id, learner_id, sequence, evidence_id, kind, cast(goal_ids AS uuid[]), level, form, weight,
        score_scaled, success, cast(rubric AS jsonb), note, corrects, corrects_sequence, author_id, author_role,
        occurred_at, recorded_at
    FROM unnest(cast(:learner_id AS uuid[]), cast(:sequence AS int[]), cast(:evidence_id AS uuid[]),
        cast(:kind AS text[]), cast(:goal_ids AS text[]), cast(:level AS smallint[]), cast(:form AS text[]),
        cast(:weight AS float8[]), cast(:score_scaled AS float8[]), cast(:success AS bool[]), cast(:rubric AS text[]),
        cast(:note AS text[]), cast(:corrects AS uuid[]), cast(:corrects_sequence AS int[]),
        cast(:author_id AS text[]), cast(:author_role AS text[]), cast(:occurred_at AS timestamptz[]),
        cast(:recorded_at AS timestamptz[]))
        AS r(learner_id, sequence, evidence_id, kind, goal_ids, level, form, weight, score_scaled, success, rubric,
        note, corrects, corrects_sequence, author_id, author_role, occurred_at, recorded_at)"""
)
_COLUMNS = tuple(one.name for one in fields(Evidence))


async def lock_ledgers(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, End]:
    """The end of each learner's ledger, held until the transaction is over; reach was looked at before."""
    rows = await session.execute(_LOCK, {"ids": list(ids)})
    return {row.learner_id: End(row.sequence, row.renewal) for row in rows}


async def add_evidence(session: AsyncSession, new: Sequence[Evidence], renewals: Mapping[UUID, int]) -> None:
    """Write it to the ledger and move the counters of its learners, who are locked."""
    counts = {one.learner_id: one.sequence for one in new}
    values: dict[str, list[Any]] = {name: [getattr(one, name) for one in new] for name in _COLUMNS}
    # An array of arrays would be unnested down to its ids; as text each stays one value.
    values["goal_ids"] = ["{" + ",".join(map(str, one.goal_ids)) + "}" for one in new]
    values["rubric"] = [None if one.rubric is None else json.dumps(one.rubric) for one in new]
    counted = {"counted": list(counts), "counts": list(counts.values()), "renewals": [renewals[one] for one in counts]}
    await session.execute(_RECORD, {"board_id": session.info["board_id"], **counted, **values})


def evidence_of(row: Row[Any]) -> Evidence:
    return Evidence(**{name: getattr(row, name) for name in _COLUMNS})


async def find_evidence(session: AsyncSession, learner_id: UUID, evidence_id: UUID) -> Evidence | None:
    mine = (evidence.c.learner_id == learner_id, evidence.c.evidence_id == evidence_id)
    row = (await session.execute(select(evidence).where(*mine))).one_or_none()
    return None if row is None else evidence_of(row)


async def find_fact(session: AsyncSession, learner_id: UUID, fact_id: UUID) -> Fact | None:
    """The evidence, else the attempt, of this learner with that id."""
    one = await find_evidence(session, learner_id, fact_id)
    if one is not None:
        return Fact(**{field.name: getattr(one, field.name) for field in fields(Fact)})
    row = (await session.execute(select(attempt).where(*_attempt(learner_id, fact_id)))).one_or_none()
    if row is None:
        return None
    held = {name: getattr(row, name) for name in ("sequence", "goal_ids", "level", "form", "score_scaled", "success")}
    return Fact(**held, weight=WEIGHT_OF_ATTEMPT, occurred_at=row.occurred_at)


async def is_attempt(session: AsyncSession, learner_id: UUID, fact_id: UUID) -> bool:
    """Whether an attempt of this learner has that id: evidence with it would hide the attempt from corrections."""
    return bool((await session.execute(select(exists().where(*_attempt(learner_id, fact_id))))).scalar_one())


def _attempt(learner_id: UUID, attempt_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return attempt.c.learner_id == learner_id, attempt.c.attempt_id == attempt_id


async def corrections_of(session: AsyncSession, learner_id: UUID, sequences: Collection[int]) -> dict[int, Row[Any]]:
    """The correction of each of these facts that was corrected."""
    if not sequences:
        return {}
    these = (evidence.c.learner_id == learner_id, evidence.c.corrects_sequence.in_(sequences))
    return {row.corrects_sequence: row for row in await session.execute(select(evidence).where(*these))}


async def evidence_page(
    session: AsyncSession, learner_id: UUID, kinds: Collection[str], before: int | None, limit: int
) -> Sequence[Row[Any]]:
    """A learner's evidence, the last recorded first."""
    query = select(evidence).where(evidence.c.learner_id == learner_id).order_by(evidence.c.sequence.desc())
    if kinds:
        query = query.where(evidence.c.kind.in_(kinds))
    if before is not None:
        query = query.where(evidence.c.sequence < before)
    return (await session.execute(query.limit(limit + 1))).all()


async def share_a_group(session: AsyncSession, one: UUID, other: UUID) -> bool:
    """Whether these learners, both here still, are in one group that there still is."""
    first, second = aliased(learner), aliased(learner)
    shared = exists().where(
        first.c.learner_id == one,
        second.c.learner_id == other,
        first.c.active,
        second.c.active,
        group.c.active,
        group.c.group_id == func.any(first.c.group_ids),
        group.c.group_id == func.any(second.c.group_ids),
    )
    return bool((await session.execute(select(shared))).scalar_one())


async def learners_in_group(session: AsyncSession, group_id: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Those of these learners that are in the group now."""
    here = (
        learner.c.learner_id.in_(ids),
        learner.c.active,
        learner.c.group_ids.contains(cast([group_id], ARRAY(Uuid))),
    )
    return set((await session.execute(select(learner.c.learner_id).where(*here))).scalars())


async def claim_matrix(
    session: AsyncSession, group_id: UUID, matrix_id: UUID, fingerprint: str, author_id: str, now: datetime
) -> str | None:
    """None when it is new; else what the first with this id looked like, once that has committed."""
    place = {"board_id": session.info["board_id"], "group_id": group_id, "matrix_id": matrix_id}
    claimed = await session.execute(
        upsert(evidence_matrix)
        .values(**place, fingerprint=fingerprint, author_id=author_id, recorded_at=now)
        .on_conflict_do_nothing()
        .returning(evidence_matrix.c.matrix_id)
    )
    if claimed.one_or_none() is not None:
        return None
    known: str = (await session.execute(select(evidence_matrix.c.fingerprint).filter_by(**place))).scalar_one()
    return known


async def ask_renewal(session: AsyncSession, learner_id: UUID, renewal: int, now: datetime) -> None:
    """Have the worker tell this learner's facts again from the first; a walk that is under way begins anew."""
    values = {"renewal": renewal, "told_to": 0, "asked_at": now, "done_at": None}
    job = upsert(ledger_renewal).values(board_id=session.info["board_id"], learner_id=learner_id, **values)
    await session.execute(job.on_conflict_do_update(index_elements=["board_id", "learner_id"], set_=values))


async def next_renewal(session: AsyncSession, *, but: Sequence[UUID] = ()) -> Row[Any] | None:
    """The oldest walk of any board but these that is not done, held here; a worker that dies gives it back."""
    query = select(ledger_renewal).where(ledger_renewal.c.done_at.is_(None), ledger_renewal.c.board_id.not_in(but))
    query = query.order_by(ledger_renewal.c.asked_at).limit(1).with_for_update(skip_locked=True)
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found
