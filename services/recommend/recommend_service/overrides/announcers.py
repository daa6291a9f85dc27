"""Overrides as events: when made or ended, and again for those who ask."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.recommend import OverrideChanged
from eigenwijs_shared.events.envelope import Event
from recommend_service.overrides import store
from recommend_service.overrides.schemas import OverrideOut


def changed(one: OverrideOut) -> OverrideChanged:
    about = one.model_dump(by_alias=False, exclude={"reason", "ended_at"})
    return OverrideChanged(**about, version=1 if one.ended_at is None else 2, active=one.ended_at is None)


async def overrides_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of all of the board, ended ones too, the oldest first."""
    rows = await store.all_of(session, UUID(after) if after else None, limit)
    following = str(rows[-1].override_id) if len(rows) == limit else None
    return [changed(one) for one in rows], following
