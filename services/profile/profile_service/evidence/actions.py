"""Record evidence once, and corrections of what was recorded."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import LedgerRenewed
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.evidence import store
from profile_service.evidence.goals import known_goals
from profile_service.evidence.rules import (
    CorrectedBefore,
    Evidence,
    EvidenceIdReused,
    Fact,
    KindNotYours,
    UnknownFact,
    event_of,
    faults_of,
    may_record,
    replaced,
    result_of,
    rubric_score,
    weight_of,
)
from profile_service.evidence.schemas import CorrectedByOut, EvidenceIn
from profile_service.people.store import find_reachable

UNKNOWN_GOAL: Sentence = {
    "nl": "Dit leerdoel kennen we niet op dit bestuur.",
    "en": "This goal is not known on this board.",
}


async def check_reach(session: AsyncSession, caller: Principal, learner_id: UUID, asked: EvidenceIn) -> None:
    """A classmate may be assessed and nothing more; everybody else is reached as always."""
    if caller.role == "learner" and caller.user_id is not None and caller.user_id != learner_id:
        mate = asked.kind == "peer-assessment" and await store.share_a_group(session, caller.user_id, learner_id)
        if not mate:
            raise UnknownLearner
    elif await find_reachable(session, caller, learner_id) is None:
        raise UnknownLearner
    if not may_record(caller.role, asked.kind, about_oneself=caller.user_id == learner_id):
        raise KindNotYours


async def record_evidence(
    session: AsyncSession, caller: Principal, learner_id: UUID, asked: EvidenceIn, *, now: datetime
) -> tuple[Evidence, bool]:
    """(the evidence in the ledger, whether it is new)."""
    await check_reach(session, caller, learner_id, asked)
    if faults := faults_of(asked):
        raise Invalid(faults=faults)
    end = (await store.lock_ledgers(session, [learner_id])).get(learner_id)
    if end is None:
        raise UnknownLearner  # erased a moment ago
    known = await store.find_evidence(session, learner_id, asked.evidence_id)
    if asked.kind == "correction":
        fact = await _fact_of(session, learner_id, asked)
        one = _correction(asked, fact, learner_id, end.sequence + 1, caller, now)
    else:
        one = _evidence(asked, learner_id, end.sequence + 1, caller, now)
    if known is not None:
        if not known.says_the_same_as(one):
            raise EvidenceIdReused
        return known, False
    if await store.is_attempt(session, learner_id, asked.evidence_id):
        raise EvidenceIdReused
    if one.corrects_sequence is not None:
        return await _correct(session, one, renewal=end.renewal + 1, now=now), True
    await check_goals(session, one.goal_ids)
    await store.add_evidence(session, [one], {learner_id: end.renewal})
    await announce(session, event_of(one, end.renewal))
    return one, True


async def check_goals(session: AsyncSession, goal_ids: list[UUID]) -> None:
    known = await known_goals(session, goal_ids)
    unknown = [place for place, goal_id in enumerate(goal_ids) if goal_id not in known]
    if unknown:
        raise Invalid(faults=[Fault(f"#/goalIds/{place}", UNKNOWN_GOAL, "unknown-goal") for place in unknown])


async def _fact_of(session: AsyncSession, learner_id: UUID, asked: EvidenceIn) -> Fact:
    fact = None if asked.corrects is None else await store.find_fact(session, learner_id, asked.corrects)
    if fact is None:
        raise UnknownFact
    return fact


async def _correct(session: AsyncSession, one: Evidence, *, renewal: int, now: datetime) -> Evidence:
    """Write it down, and have the learner estimated anew from the first fact: estimates cannot be subtracted from."""
    before = await store.corrections_of(session, one.learner_id, [one.corrects_sequence or 0])
    for correction in before.values():
        raise CorrectedBefore(evidence_id=correction.evidence_id)
    await store.add_evidence(session, [one], {one.learner_id: renewal})
    await store.ask_renewal(session, one.learner_id, renewal, now)
    await announce(session, LedgerRenewed(learner_id=one.learner_id, renewal=renewal), event_of(one, renewal))
    return one


def _evidence(asked: EvidenceIn, learner_id: UUID, sequence: int, caller: Principal, now: datetime) -> Evidence:
    rubric = asked.rubric
    score, success = result_of(rubric_score(rubric) if rubric else asked.score_scaled, asked.success)
    return Evidence(
        learner_id=learner_id,
        sequence=sequence,
        evidence_id=asked.evidence_id,
        kind=asked.kind,
        goal_ids=list(dict.fromkeys(asked.goal_ids)),
        level=asked.level or 3,
        form=asked.form or "exercise",
        weight=0.0 if asked.kind == "correction" else weight_of(asked.kind, check=asked.check),
        score_scaled=score,
        success=success,
        rubric=[one.model_dump() for one in rubric] if rubric else None,
        note=asked.note,
        corrects=None,
        corrects_sequence=None,
        author_id=caller.subject,
        author_role=caller.role,
        occurred_at=asked.occurred_at or now,
        recorded_at=now,
    )


def _correction(
    asked: EvidenceIn, fact: Fact, learner_id: UUID, sequence: int, caller: Principal, now: datetime
) -> Evidence:
    """It takes over what it corrects, at the time of that; the result is new, or there is none any more."""
    score, success = replaced(fact, asked.score_scaled, asked.success)
    return replace(
        _evidence(asked, learner_id, sequence, caller, now),
        goal_ids=fact.goal_ids,
        level=fact.level,
        form=fact.form,
        weight=fact.weight,
        score_scaled=score,
        success=success,
        note=asked.reason,
        corrects=asked.corrects,
        corrects_sequence=fact.sequence,
        occurred_at=fact.occurred_at,
    )


def corrected_by(row: Row[object] | None) -> CorrectedByOut | None:
    """Who corrected, as it is shown."""
    if row is None:
        return None
    return CorrectedByOut(evidence_id=row.evidence_id, author_id=row.author_id, reason=row.note, at=row.recorded_at)
