"""Other services tell who looked at a learner there."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.rights import LearnerSeen
from eigenwijs_shared.rights.seen import Look
from profile_service.access.store import write_looks


async def on_looks(session: AsyncSession, events: Sequence[LearnerSeen]) -> None:
    looks = [
        Look(one.learner_id, one.viewer_id, one.viewer_role, one.what, one.day, one.first_at)
        for one in sorted(events, key=lambda one: (one.learner_id, one.viewer_id, one.what))
    ]
    await write_looks(session, looks)
