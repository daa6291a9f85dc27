"""Making activities, and telling the others how they stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store
from choices_service.activities.schemas import ActivityIn, ActivityOut
from choices_service.goals import store as goals
from choices_service.goals.actions import announce_goals
from choices_service.tables import activity
from eigenwijs_shared.contracts.choices import ActivityChanged
from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.events.outbox import announce, announce_all
from eigenwijs_shared.ids import new_id

RETIRED: Sentence = {
    "nl": "Dit leerdoel staat in geen leerplan meer; kies een ander.",
    "en": "No framework has this goal any more; take another.",
}


async def make_activity(session: AsyncSession, asked: ActivityIn, author_id: str, *, now: datetime) -> ActivityOut:
    """A new activity for goals that the board has."""
    # An import that runs now could retire these goals or change their subject behind our back.
    await goals.lock_order(session, shared=True)
    goal_ids = list(dict.fromkeys(asked.goal_ids))
    found = await goals.find_many(session, goal_ids)
    faults = [
        Fault(f"#/goalIds/{place}", RETIRED if goal_id in found else goals.UNKNOWN, "unknown-goal")
        for place, goal_id in enumerate(asked.goal_ids)
        if goal_id not in found or not found[goal_id].active
    ]
    if faults:
        raise goals.UnknownGoal(faults=faults)
    row = await store.add(
        session,
        {
            **asked.model_dump(by_alias=False),
            "goal_ids": goal_ids,
            "subjects": sorted({found[goal_id].subject for goal_id in goal_ids}),
            "activity_id": new_id(),
            "version": 1,
            "active": True,
            "author_id": author_id,
            "made_at": now,
        },
    )
    await announce_goals(session, await goals.make_assessable(session, goal_ids))
    await announce(session, changed(row))
    return ActivityOut.model_validate(row)


async def announce_activities(session: AsyncSession, activity_ids: Iterable[UUID]) -> None:
    """Tell how these activities stand now."""
    rows = await store.find_many(session, list(activity_ids))
    await announce_all(session, [changed(rows[activity_id]) for activity_id in sorted(rows)])


async def activities_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ActivityChanged], str | None]:
    """A page of all activities, for a consumer that is new or wiped."""
    query = select(activity).order_by(activity.c.activity_id).limit(limit)
    if after is not None:
        query = query.where(activity.c.activity_id > UUID(after))
    rows = (await session.execute(query)).all()
    return [changed(row) for row in rows], str(rows[-1].activity_id) if len(rows) == limit else None


def changed(row: Row[Any]) -> ActivityChanged:
    """The event of an activity's whole state."""
    return ActivityChanged.model_validate(row, from_attributes=True)
