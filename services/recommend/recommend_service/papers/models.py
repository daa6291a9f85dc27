"""Which model makes this board's estimates, and what it is made of."""

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.known import DAY_ONE_VERSION
from recommend_service.model.constants import NAMES
from recommend_service.papers.running import ModelInUse


async def look_at_model(session: AsyncSession) -> ModelInUse:
    """Of day one there are no figures: nothing was fitted, so nothing was left out of a fit to try it on."""
    known = await model_in_use(session)
    return ModelInUse(
        version=known.version,
        fitted=known.version != DAY_ONE_VERSION,
        constants=dict(zip(NAMES, map(float, known.population.constants), strict=True)),
        second_layer=float(known.population.mix),
        attempts=int(known.population.seen),
    )
