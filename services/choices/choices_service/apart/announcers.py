"""Who is not put together, as events: when it changes, and again for those who ask."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.apart import store
from eigenwijs_shared.contracts.choices import ApartChanged
from eigenwijs_shared.events.envelope import Event

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


def changed(group_id: UUID, pairs: Sequence[tuple[UUID, UUID]], at: datetime) -> ApartChanged:
    """The whole list of a group; the microsecond in which it was said is its version."""
    version = (at - _BEGAN) // timedelta(microseconds=1)
    return ApartChanged(group_id=group_id, version=version, pairs=[list(pair) for pair in pairs])


async def apart_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of the groups that keep anybody apart."""
    groups = await store.groups_after(session, UUID(after) if after else None, limit)
    events = [changed(group_id, await store.of_group(session, group_id), at) for group_id, at in groups]
    return events, str(groups[-1][0]) if len(groups) == limit else None
