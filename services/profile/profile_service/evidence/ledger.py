"""The whole ledger in sequence: attempts and evidence as they count now, each with the present renewal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import EvidenceRecorded, Result
from eigenwijs_shared.events.envelope import Event
from profile_service.attempts.rules import Recorded
from profile_service.attempts.rules import event_of as attempt_event
from profile_service.evidence.rules import event_of as evidence_event
from profile_service.evidence.store import evidence_of

_AFTER = "WHERE (learner_id, sequence) > (cast(:learner_id AS uuid), cast(:sequence AS int))"
_OF_ONE = "WHERE learner_id = cast(:learner_id AS uuid) AND sequence > cast(:sequence AS int)"
# One statement, so one snapshot: read one after the other, what commits in between would leave a gap. Each half has
# its own order and limit, which its key answers without a sort.
_FACTS = """SELECT f.*, coalesce(e.renewal, 0) AS renewal, c.sequence IS NOT NULL AS corrected
    FROM (
        (SELECT board_id, learner_id, sequence, true AS is_attempt, attempt_id AS evidence_id, activity_id, goal_ids,
            level, kind, form, score_scaled, success, completion, duration_seconds, occurred_at, recorded_at, author_id,
            cast(NULL AS float8) AS weight, cast(NULL AS jsonb) AS rubric, cast(NULL AS text) AS note,
            cast(NULL AS uuid) AS corrects, cast(NULL AS int) AS corrects_sequence, cast(NULL AS text) AS author_role
        FROM attempt {where} ORDER BY learner_id, sequence LIMIT :limit)
        UNION ALL
        (SELECT board_id, learner_id, sequence, false, evidence_id, NULL, goal_ids, level, kind,
            form, score_scaled, success, NULL, NULL, occurred_at, recorded_at, author_id,
            weight, rubric, note, corrects, corrects_sequence, author_role
        FROM evidence {where} ORDER BY learner_id, sequence LIMIT :limit)
        ORDER BY learner_id, sequence LIMIT :limit
    ) f
    LEFT JOIN ledger_end e ON e.board_id = f.board_id AND e.learner_id = f.learner_id
    LEFT JOIN evidence c ON c.board_id = f.board_id AND c.learner_id = f.learner_id
        AND c.corrects_sequence = f.sequence
    ORDER BY f.learner_id, f.sequence"""
_ALL_FACTS, _FACTS_OF_ONE = text(_FACTS.format(where=_AFTER)), text(_FACTS.format(where=_OF_ONE))
_BEFORE_ALL = UUID(int=0)


async def facts_of(session: AsyncSession, learner_id: UUID, after: int, limit: int) -> Sequence[Row[Any]]:
    """A page of one learner's facts."""
    asked = {"learner_id": learner_id, "sequence": after, "limit": limit}
    return (await session.execute(_FACTS_OF_ONE, asked)).all()


async def announce_facts(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """An announcer: learner by learner, each in the order of its sequence."""
    learner_id, _, sequence = (after or f"{_BEFORE_ALL}/0").partition("/")
    asked = {"learner_id": UUID(learner_id), "sequence": int(sequence), "limit": limit}
    rows = (await session.execute(_ALL_FACTS, asked)).all()
    place = f"{rows[-1].learner_id}/{rows[-1].sequence}" if len(rows) == limit else None
    return [fact_event(row) for row in rows], place


def fact_event(row: Row[Any]) -> Event:
    """What is told of a fact again: one that was corrected keeps its place in the numbering and weighs nothing."""
    if not row.is_attempt:
        return evidence_event(evidence_of(row), row.renewal, corrected=row.corrected)
    return _taken_back(row) if row.corrected else attempt_event(_recorded(row), row.renewal)


def _recorded(row: Row[Any]) -> Recorded:
    return Recorded(
        learner_id=row.learner_id,
        sequence=row.sequence,
        attempt_id=row.evidence_id,
        activity_id=row.activity_id,
        goal_ids=row.goal_ids,
        level=row.level,
        kind=row.kind,
        form=row.form,
        result=Result.model_validate(row, from_attributes=True),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
    )


def _taken_back(row: Row[Any]) -> EvidenceRecorded:
    # An attempt has no weight that could be nought: in its place stands that there is nothing.
    return EvidenceRecorded(
        learner_id=row.learner_id,
        sequence=row.sequence,
        evidence_id=row.evidence_id,
        kind="correction",
        goal_ids=row.goal_ids,
        level=row.level,
        form=row.form,
        weight=0.0,
        score_scaled=row.score_scaled,
        success=row.success,
        corrects=row.evidence_id,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        renewal=row.renewal,
    )
