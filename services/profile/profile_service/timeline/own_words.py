"""What the learner aims for and talked about, on the timeline of whoever the learner shows it to."""

from sqlalchemy import any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.aims.tables import aim
from profile_service.talks.rules import state_of
from profile_service.talks.tables import talk
from profile_service.timeline import sentences
from profile_service.timeline.rules import Item, newest
from profile_service.timeline.sources import Asked, within


async def aims(session: AsyncSession, asked: Asked) -> list[Item]:
    """Where each stands now, for those whom the learner chose. A learner has few, so all are looked at."""
    if not asked.wants("aim"):
        return []
    query = within(select(aim).where(aim.c.learner_id == asked.learner_id), asked, aim.c.state_at)
    if not asked.own:
        query = query.where(literal(asked.audience) == any_(aim.c.visible_to))
    if asked.goal_id is not None:
        query = query.where(aim.c.goal_ids.contains([asked.goal_id]))
    items = [
        Item(
            at=row.state_at,
            id=row.aim_id,
            kind="aim",
            goal_ids=row.goal_ids,
            sentence=sentences.aim_sentence(row.state, row.title),
        )
        for row in await session.execute(query)
    ]
    return newest(items, before=asked.before, limit=asked.most)


async def talks(session: AsyncSession, asked: Asked) -> list[Item]:
    """When there was to be one, about what, and whether it was held; never what was said."""
    if asked.goal_id is not None or not asked.wants("talk"):
        return []
    query = within(select(talk).where(talk.c.learner_id == asked.learner_id), asked, talk.c.at)
    items = [
        Item(row.at, row.talk_id, "talk", sentences.talk_sentence(state_of(row, asked.now), row.topic))
        for row in await session.execute(query)
    ]
    return newest(items, before=asked.before, limit=asked.most)
