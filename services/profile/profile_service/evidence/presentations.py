"""What a challenge's presentation showed goes into the ledger, once, as a product that an educator judged."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ChallengePresented, PresentedGoal
from eigenwijs_shared.events.outbox import announce_all
from profile_service.evidence import store
from profile_service.evidence.rules import Evidence, event_of, weight_of


async def note_presentations(session: AsyncSession, events: Sequence[ChallengePresented]) -> None:
    """A second telling adds nothing: the ids of the evidence come with the event."""
    ends = await store.lock_ledgers(session, {event.learner_id for event in events})
    sequences = {learner_id: end.sequence for learner_id, end in ends.items()}
    new: list[Evidence] = []
    for event, shown in ((one, shown) for one in events for shown in one.goals):
        # Who left has no ledger any more. What is there already, or was told twice in this batch, counts once.
        if event.learner_id not in ends or _is_among(new, event.learner_id, shown.evidence_id):
            continue
        if await store.find_evidence(session, event.learner_id, shown.evidence_id) is not None:
            continue
        sequences[event.learner_id] += 1
        new.append(_evidence(event, shown, sequences[event.learner_id]))
    if new:
        renewals = {learner_id: end.renewal for learner_id, end in ends.items()}
        await store.add_evidence(session, new, renewals)
        await announce_all(session, [event_of(one, renewals[one.learner_id]) for one in new])


def _is_among(new: Sequence[Evidence], learner_id: UUID, evidence_id: UUID) -> bool:
    return any((one.learner_id, one.evidence_id) == (learner_id, evidence_id) for one in new)


def _evidence(event: ChallengePresented, shown: PresentedGoal, sequence: int) -> Evidence:
    return Evidence(
        learner_id=event.learner_id,
        sequence=sequence,
        evidence_id=shown.evidence_id,
        kind="product",
        goal_ids=[shown.goal_id],
        level=shown.level,
        form="presentation",
        weight=weight_of("product", check=False),
        score_scaled=shown.score_scaled,
        success=shown.success,
        rubric=None,
        note=None,
        corrects=None,
        corrects_sequence=None,
        author_id=event.author_id,
        author_role=event.author_role,
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
    )
