"""What follows an activity, and what goals lack."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.actions import shown
from choices_service.activities.store import find, find_many
from choices_service.following import rules
from choices_service.following.schemas import FollowUpsOut, GapsOut, LackOut
from choices_service.following.words import SENTENCES
from choices_service.search.store import Query, find_activities
from choices_service.tables import activity
from eigenwijs_shared.errors import Language

KINDS = ("check", "corrective", "enrichment")
ENOUGH = 200


async def follow_ups(session: AsyncSession, activity_id: UUID, *, maker: bool) -> FollowUpsOut:
    """What there is to go on with after this activity, published and for its own goals."""
    done = await find(session, activity_id, maker=maker)
    ids: set[UUID] = set()
    for goal_id in done.goal_ids:
        for kind in KINDS:
            wanted = {"goal": str(goal_id), "kind": kind, "status": "published"}
            ids |= {row.activity_id for row in await find_activities(session, Query(), wanted, None, ENOUGH)}
    rows = await find_many(session, ids - {activity_id})
    others = [rows[key] for key in sorted(rows)]
    second = rules.second_check(done, others)
    return FollowUpsOut(
        correctives=[shown(row) for row in rules.correctives(done, others)],
        second_check=None if second is None else shown(second),
        enrichments=[shown(row) for row in rules.enrichments(done, others)],
    )


async def gaps_of(session: AsyncSession, goals: Sequence[Row[Any]], language: Language) -> list[GapsOut]:
    """What each of these goals lacks."""
    ids = [row.goal_id for row in goals]
    query = select(activity.c.goal_ids, activity.c.kind, activity.c.form, activity.c.medium, activity.c.level)
    rows = await session.execute(query.where(activity.c.active, activity.c.goal_ids.overlap(ids)))
    of: dict[UUID, list[Any]] = {goal_id: [] for goal_id in ids}
    for row in rows:
        for goal_id in of.keys() & set(row.goal_ids):
            of[goal_id].append(row)
    return [
        GapsOut(
            goal_id=row.goal_id,
            title=row.title,
            lacks=[LackOut(code=code, message=SENTENCES[code][language]) for code in rules.lacks(of[row.goal_id])],
        )
        for row in goals
    ]
