"""An assignment is met when its learner finishes the activity; heard from attempts, whatever order they come in."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments import rules, store
from choices_service.assignments.announcers import met
from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.events.outbox import announce_all


async def note_met(session: AsyncSession, attempts: Sequence[AttemptRecorded]) -> None:
    """Each learner meets it once, however often it is heard."""
    finished = [one for one in attempts if one.result.completion]
    if not finished:
        return
    since = min(one.occurred_at for one in finished).date()
    assigned = await store.assigned_of(session, {one.activity_id for one in finished}, since)
    new = await store.add_met(session, rules.met_by(assigned, finished))
    await announce_all(session, [met(row) for row in new])
