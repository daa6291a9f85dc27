"""Notes which facts of the ledger came after an objection, about the same goals: once, however often they are told."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded
from recommend_service.mastery.actions import learn_from
from recommend_service.objections import store
from recommend_service.objections.rules import counts

Fact = AttemptRecorded | EvidenceRecorded
F = TypeVar("F", bound=Fact)


async def learn_and_note(session: AsyncSession, facts: Sequence[F]) -> Sequence[F]:
    """What an estimate learns from, an objection hears of in the same transaction."""
    early = await learn_from(session, facts)
    later = set(map(id, early))
    await note(session, [one for one in facts if id(one) not in later])
    return early


async def note(session: AsyncSession, facts: Sequence[Fact]) -> None:
    learner_ids = {one.learner_id for one in facts}
    corrected = {one.corrects for one in facts if isinstance(one, EvidenceRecorded) and one.corrects is not None}
    waiting = await store.open_of(session, learner_ids) if learner_ids else ()
    await store.add_facts(session, [_row(one, fact) for one in waiting for fact in facts if _speaks_to(one, fact)])
    if corrected:
        await store.take_back(session, learner_ids, corrected)


def _speaks_to(one: Any, fact: Fact) -> bool:
    mine = fact.learner_id == one.learner_id and fact.recorded_at > one.raised_at
    return mine and not set(one.goal_ids).isdisjoint(fact.goal_ids)


def _row(one: Any, fact: Fact) -> dict[str, Any]:
    if isinstance(fact, AttemptRecorded):
        own = {"fact_id": fact.attempt_id, "activity_id": fact.activity_id, "success": fact.result.success}
    else:
        own = {"fact_id": fact.evidence_id, "activity_id": None, "success": fact.success}
    return {
        **own,
        "objection_id": one.objection_id,
        "learner_id": fact.learner_id,
        "kind": fact.kind,
        "counts": counts(fact, one.raised_at, one.check_id),
        "occurred_at": fact.occurred_at,
        "recorded_at": fact.recorded_at,
    }
