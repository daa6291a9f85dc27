"""Making and changing activities, and telling the others how they stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import rules, store
from choices_service.activities.schemas import ActivityIn, ActivityOut, ActivityStatusIn, NewActivityIn
from choices_service.goals import store as goals
from choices_service.goals.actions import announce_goals
from choices_service.tables import activity
from eigenwijs_shared.contracts.choices import ActivityChanged
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.events.outbox import announce, announce_all
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.ids import new_id

RETIRED: Sentence = {
    "nl": "Dit leerdoel staat in geen leerplan meer; kies een ander.",
    "en": "No framework has this goal any more; take another.",
}


def shown(row: Row[Any]) -> ActivityOut:
    """The activity as it goes out."""
    return ActivityOut.model_validate(row)


def tag(out: ActivityOut) -> str:
    """Changes whenever anything in the answer does."""
    return tag_of(out.model_dump_json(by_alias=True).encode())


async def make_activity(session: AsyncSession, asked: NewActivityIn, author_id: str, *, now: datetime) -> ActivityOut:
    """A new activity for goals that the board has."""
    # An import that runs now could retire these goals or change their subject behind our back.
    await goals.lock_order(session, shared=True)
    activity_id = new_id()
    await store.lock(session, asked.parallel_to)
    subjects = await _subjects_of(session, asked.goal_ids)
    await _refuse_faults(session, asked, activity_id, None)
    published = asked.status == "published"
    values = {
        **rules.content_of(asked),
        "subjects": subjects,
        "activity_id": activity_id,
        "version": 1,
        "status": asked.status,
        "active": published,
        "published_at": now if published else None,
        "author_id": author_id,
        "made_at": now,
        "changed_by": author_id,
        "changed_at": now,
    }
    await store.add(session, values)
    return await _told(session, activity_id)


async def change_activity(
    session: AsyncSession, activity_id: UUID, asked: ActivityIn, author_id: str, if_match: str | None, *, now: datetime
) -> ActivityOut:
    """Its next version, unless nothing would change; where it is in its life it stays."""
    await goals.lock_order(session, shared=True)
    await store.lock(session, activity_id, asked.parallel_to)
    row = await store.find(session, activity_id)
    require_match(if_match, tag(shown(row)))
    values = rules.content_of(asked)
    if not rules.is_changed(row, values):
        return shown(row)
    # A goal that it was for stays possible when the curriculum moves on.
    values["subjects"] = await _subjects_of(session, asked.goal_ids, kept=row.goal_ids)
    await _refuse_faults(session, asked, activity_id, row.parallel_by)
    await store.change(session, activity_id, {**values, "changed_by": author_id, "changed_at": now})
    return await _told(session, activity_id)


async def move_activity(
    session: AsyncSession,
    activity_id: UUID,
    asked: ActivityStatusIn,
    author_id: str,
    if_match: str | None,
    *,
    now: datetime,
) -> ActivityOut:
    """To another part of its life, with the note that goes with it."""
    await goals.lock_order(session, shared=True)
    await store.lock(session, activity_id)
    row = await store.find(session, activity_id)
    require_match(if_match, tag(shown(row)))
    rules.check_move(row.status, asked.status)
    values: dict[str, Any] = {"status": asked.status, "note": asked.note}
    if not rules.is_changed(row, values):
        return shown(row)
    published = asked.status == "published"
    if published and row.published_at is None:
        values["published_at"] = now
    await store.change(
        session, activity_id, {**values, "active": published, "changed_by": author_id, "changed_at": now}
    )
    return await _told(session, activity_id)


async def _subjects_of(session: AsyncSession, goal_ids: Sequence[UUID], kept: Iterable[UUID] = ()) -> list[str]:
    """Of goals that may be worked at; `UnknownGoal` names the others by their place."""
    found = await goals.find_many(session, goal_ids)
    faults = faults_of_goals(goal_ids, found, set(kept))
    if faults:
        raise goals.UnknownGoal(faults=faults)
    return sorted({found[goal_id].subject for goal_id in goal_ids})


def faults_of_goals(
    goal_ids: Sequence[UUID], found: Mapping[UUID, Row[Any]], kept: set[UUID], at: str = "#"
) -> list[Fault]:
    """A fault at the place of each goal that the board has not, or no longer."""
    return [
        Fault(f"{at}/goalIds/{place}", RETIRED if goal_id in found else goals.UNKNOWN, "unknown-goal")
        for place, goal_id in enumerate(goal_ids)
        if goal_id not in found or not (found[goal_id].active or goal_id in kept)
    ]


async def _refuse_faults(session: AsyncSession, asked: ActivityIn, activity_id: UUID, parallel_by: UUID | None) -> None:
    faults = rules.find_faults(asked) + rules.faults_of_a_form(asked, parallel_by)
    if asked.parallel_to is not None and not faults:
        partners = await store.find_many(session, [asked.parallel_to])
        partner = partners.get(asked.parallel_to)
        faults = rules.faults_of_pair(asked, activity_id, partner, asked.parallel_to)
    if faults:
        raise Invalid(faults=faults)


async def _told(session: AsyncSession, activity_id: UUID) -> ActivityOut:
    """The activity as it is now; others hear of it once it was published."""
    row = await store.find(session, activity_id)
    if row.active:
        await announce_goals(session, await goals.make_assessable(session, row.goal_ids))
    if row.published_at is not None:
        await announce(session, changed(row))
    return shown(row)


async def announce_activities(session: AsyncSession, activity_ids: Iterable[UUID]) -> None:
    """Tell how these activities stand now."""
    rows = await store.find_many(session, list(activity_ids))
    told = [changed(rows[key]) for key in sorted(rows) if rows[key].published_at is not None]
    await announce_all(session, told)


async def activities_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ActivityChanged], str | None]:
    """A page of all activities that were ever published, for a consumer that is new or wiped."""
    told = activity.c.published_at.is_not(None)
    query = select(activity).where(told).order_by(activity.c.activity_id).limit(limit)
    if after is not None:
        query = query.where(activity.c.activity_id > UUID(after))
    rows = (await session.execute(query)).all()
    return [changed(row) for row in rows], str(rows[-1].activity_id) if len(rows) == limit else None


def changed(row: Row[Any]) -> ActivityChanged:
    """The event of an activity's whole state."""
    return ActivityChanged.model_validate(row, from_attributes=True)
