"""A learner as it stands now, for who asks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.catalogue.model import Catalogue
from recommend_service.mastery import store
from recommend_service.mastery.carried import carried_over
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.views import Standing


async def standing_of(session: AsyncSession, learner_id: UUID, catalogue: Catalogue, at: datetime) -> Standing:
    model, state = await model_in_use(session), await store.find_state(session, learner_id)
    return Standing(
        general=state.general if state.sequence else model.general_prior,
        carried=carried_over(await store.estimates_of(session, learner_id), catalogue.renewals),
        model=model,
        version=state.model if state.sequence else model.version,
        at=at,
    )
