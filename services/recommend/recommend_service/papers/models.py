"""Which model makes this board's estimates, what it is made of, and how it does."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.known import DAY_ONE_VERSION
from recommend_service.model.constants import NAMES
from recommend_service.models.rules import Limits
from recommend_service.models.store import subgroups_of
from recommend_service.models.views import models_out
from recommend_service.papers.running import ModelInUse


async def look_at_model(session: AsyncSession, limits: Limits, now: datetime) -> ModelInUse:
    """What really reckons: where a file is damaged that is an older version than the one that was promoted."""
    known, told = await model_in_use(session), await models_out(session, limits, now)
    listed = next(one for one in told.items if one.version == known.version)
    return ModelInUse(
        version=known.version,
        fitted=known.version != DAY_ONE_VERSION,
        promoted=told.in_use,
        constants=dict(zip(NAMES, map(float, known.population.constants), strict=True)),
        second_layer=float(known.population.mix),
        trees=len(known.population.trees.splits),
        limits=limits,
        subgroups=[one.name for one in await subgroups_of(session)],
        listed=listed,
        waiting=sum(one.status in {"fitted", "shadow"} for one in told.items),
    )
