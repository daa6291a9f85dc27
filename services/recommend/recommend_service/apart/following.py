"""Keeps who is not put together; all of it may be told again, in any order."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ApartChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service.apart.tables import kept_apart


def follow_apart(reactions: Reactions) -> None:
    """Have these reactions keep the projection."""
    reactions.add(ApartChanged, _note)


async def _note(session: AsyncSession, events: Sequence[ApartChanged]) -> None:
    rows = [event.model_dump(mode="json", by_alias=False) | {"group_id": event.group_id} for event in events]
    await keep_newest(session, kept_apart, rows)
