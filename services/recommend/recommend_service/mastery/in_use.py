"""The learner model that a board works with."""

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.known import KnownModel
from recommend_service.models.inuse import MODELS


async def model_in_use(session: AsyncSession) -> KnownModel:
    """That of the session's board, ready to reckon with."""
    return await MODELS.in_use(session)
