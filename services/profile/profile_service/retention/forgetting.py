"""Forget an educator or parent who left too long ago: who it was, not what was written about learners."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import EducatorChanged
from eigenwijs_shared.events.outbox import announce_all
from profile_service.erasure.store import drop_records_of, is_roster_free
from profile_service.parents.actions import gone_parent
from profile_service.retention import leaving
from profile_service.tables import educator, parent


async def forget_next(session: AsyncSession, before: datetime, *, now: datetime) -> dict[str, int]:
    """One person, wholly; the rows that went by table, none when nobody is left or the roster is being written.

    The records go too: a name would come of them again. If the board's systems still send the person, the next bulk
    package makes somebody new of it.
    """
    user_id = await leaving.next_gone(session, before, today=now.date())
    if user_id is None or not await is_roster_free(session):
        return {}
    educators = await leaving.drop_rows(session, educator, educator.c.educator_id, user_id)
    parents = await leaving.drop_rows(session, parent, parent.c.parent_id, user_id)
    sourced_id = await leaving.drop_name(session, user_id)
    if sourced_id is not None:
        await drop_records_of(session, sourced_id)
    said = [
        EducatorChanged(educator_id=user_id, version=row.version + 1, active=False, group_ids=[], gone=True)
        for row in educators
    ]
    await announce_all(session, [*said, *map(gone_parent, parents)])
    return {"educator": len(educators), "parent": len(parents)}
