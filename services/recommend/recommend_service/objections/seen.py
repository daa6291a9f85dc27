"""A learner as an objection looks at it: the same picture of which cards are made."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.roster.reach import Learner
from eigenwijs_shared.roster.wishes import wishes_of
from recommend_service.assignments.store import decided_for
from recommend_service.cards.picture import Past, Picture
from recommend_service.catalogue.model import Catalogue
from recommend_service.mastery.carried import carried_over
from recommend_service.mastery.store import estimates_of, find_state
from recommend_service.overrides.rules import corrected
from recommend_service.overrides.store import standing_for


async def picture_of(session: AsyncSession, learner: Learner, catalogue: Catalogue, now: datetime) -> Picture:
    today = now.astimezone(UTC).date()
    state = await find_state(session, learner.learner_id)
    standing = await standing_for(session, learner, today)
    return Picture(
        catalogue=catalogue,
        grades=frozenset(learner.grades),
        general=state.general,
        estimates=carried_over(await estimates_of(session, learner.learner_id), catalogue.renewals).estimates,
        past=tuple(Past(done.activity_id, done.form) for done in state.recent),
        wishes=await wishes_of(session, learner.learner_id, today),
        decided=corrected(await decided_for(session, learner, today), standing, catalogue),
    )
