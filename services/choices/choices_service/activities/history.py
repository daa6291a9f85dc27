"""The activity as it is and was."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store
from choices_service.activities.actions import shown
from choices_service.activities.schemas import ActivityOut
from eigenwijs_shared.paging import NOT_OURS, Page, Paging


async def page_of(session: AsyncSession, activity_id: UUID, maker: bool, paging: Paging) -> Page[ActivityOut]:
    """Newest first, from the present one on."""
    now = await _present(session, activity_id, maker)
    below = None if paging.after is None else _number(paging.after)
    rows = await store.versions_of(session, activity_id, maker=maker, below=below, limit=paging.limit + 1)
    past = [ActivityOut.model_validate(row) for row in rows]
    found = [now, *past] if now is not None and below is None else past
    return paging.page(found, [found[paging.limit - 1].version] if len(found) > paging.limit else None)


async def version(session: AsyncSession, activity_id: UUID, number: int, maker: bool) -> ActivityOut:
    """That version; else `UnknownVersion`."""
    now = await _present(session, activity_id, maker)
    if now is not None and now.version == number:
        return now
    rows = await store.versions_of(session, activity_id, maker=maker, below=number + 1)
    if not rows or rows[0]["version"] != number:
        raise store.UnknownVersion
    return ActivityOut.model_validate(rows[0])


async def _present(session: AsyncSession, activity_id: UUID, maker: bool) -> ActivityOut | None:
    """As it is now; None where it is back in the making, and this is somebody who may not look at that."""
    row = await store.find(session, activity_id)
    if maker or row.status in store.SEEN:
        return shown(row)
    if row.published_at is None:
        raise store.UnknownActivity
    return None


def _number(after: list[str]) -> int:
    if len(after) != 1 or not after[0].isdecimal() or len(after[0]) > 9:
        raise NOT_OURS
    return int(after[0])
