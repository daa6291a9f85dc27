"""Between which chances of success tasks are meant to lie on this board."""

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.cards.scoring import ZONE_HIGH, ZONE_LOW


async def zone_in_force(_session: AsyncSession) -> tuple[float, float]:
    """The same for every board."""
    return ZONE_LOW, ZONE_HIGH
