"""Keeps which goals learners aim for; all of it may be told again, in any order."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AimsChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service.aims.tables import learner_aim


def follow_aims(reactions: Reactions) -> None:
    """Have these reactions keep the projection."""
    reactions.add(AimsChanged, _note)


async def _note(session: AsyncSession, events: Sequence[AimsChanged]) -> None:
    await keep_newest(session, learner_aim, [event.model_dump(by_alias=False) for event in events])
