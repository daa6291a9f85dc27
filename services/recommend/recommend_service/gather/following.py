"""Keeps which groups are called together; all of it may be told again, in any order."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import GatherChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service.gather.tables import gather


def follow_gatherings(reactions: Reactions) -> None:
    """Have these reactions keep the projection."""
    reactions.add(GatherChanged, _note)


async def _note(session: AsyncSession, events: Sequence[GatherChanged]) -> None:
    await keep_newest(session, gather, [event.model_dump(by_alias=False) for event in events])
