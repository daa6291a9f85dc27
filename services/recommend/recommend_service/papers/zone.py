"""Between which chances of success tasks are meant to lie on this board."""

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.card_settings.store import settings_now


async def zone_in_force(session: AsyncSession) -> tuple[float, float]:
    """(low, high), as the board settled it."""
    zone = (await settings_now(session)).zone
    return zone.low, zone.high
