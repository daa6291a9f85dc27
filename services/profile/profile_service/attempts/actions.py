"""Count an attempt once, however often it is sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Problem
from eigenwijs_shared.events.outbox import announce_all
from profile_service.attempts import store
from profile_service.attempts.rules import Decided, Recorded, decide, event_of
from profile_service.attempts.schemas import AttemptIn


async def record_attempts(
    session: AsyncSession, caller: Principal, attempts: Sequence[AttemptIn], *, now: datetime
) -> Decided:
    """Record what is new, and say of each attempt what became of it."""
    ends = await store.lock_learners(session, caller, {attempt.learner_id for attempt in attempts})
    looked = await store.look_up(session, attempts)
    sequences = {learner_id: end.sequence for learner_id, end in ends.items()}
    decided = decide(attempts, sequences=sequences, activities=looked.activities, known=looked.known, now=now)
    if decided.created:
        await store.add_attempts(session, decided.created, caller.subject)
        await announce_all(session, [event_of(one, ends[one.learner_id].renewal) for one in decided.created])
    return decided


async def record_attempt(
    session: AsyncSession, caller: Principal, attempt: AttemptIn, *, now: datetime
) -> tuple[Recorded, bool]:
    """(the attempt in the ledger, whether it is new); raises the problem that it met."""
    decided = await record_attempts(session, caller, [attempt], now=now)
    outcome = decided.outcomes[0]
    if isinstance(outcome, Problem):
        raise outcome
    return outcome, decided.is_new[0]
