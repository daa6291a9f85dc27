"""What people settled that a card keeps to: how the board wants it, what the learner promised and aims for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.aims.store import aims_of
from recommend_service.card_settings.rules import CardSettings
from recommend_service.card_settings.store import settings_now
from recommend_service.contracts.store import promised_by


@dataclass(frozen=True, slots=True)
class Agreed:
    """`promised` are activities, `aims` are goals."""

    settings: CardSettings
    promised: frozenset[UUID]
    aims: frozenset[UUID]

    @property
    def basis(self) -> str:
        """Equal for two moments only if nothing of it has changed."""
        return f"{self.settings.version} {sorted(map(str, self.promised))} {sorted(map(str, self.aims))}"


async def agreed_for(session: AsyncSession, learner_id: UUID, today: date) -> Agreed:
    """As it stands today; read at every card, so that a change holds at once."""
    return Agreed(
        settings=await settings_now(session),
        promised=await promised_by(session, learner_id, today),
        aims=await aims_of(session, learner_id),
    )
