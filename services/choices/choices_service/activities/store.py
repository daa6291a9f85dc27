"""What the database knows of activities."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.tables import activity_version
from choices_service.goals.store import one_of
from choices_service.tables import activity
from eigenwijs_shared.errors import NotFound

SEEN = ("published", "retired")
"""What everybody may look at: a retired activity is named by attempts and choices."""


class UnknownActivity(NotFound):
    """No such activity on this board."""

    type = "unknown-activity"
    title = {"nl": "Activiteit niet gevonden", "en": "Activity not found"}
    detail = {
        "nl": "Deze activiteit bestaat niet, of niet voor jou.",
        "en": "This activity does not exist, or not for you.",
    }


class UnknownVersion(NotFound):
    """The activity never had that version."""

    type = "unknown-version"
    title = {"nl": "Versie niet gevonden", "en": "Version not found"}
    detail = {
        "nl": "Deze versie van de activiteit bestaat niet, of niet voor jou.",
        "en": "This version of the activity does not exist, or not for you.",
    }


_other = activity.alias()
_parallel_by = (
    select(_other.c.activity_id)
    .where(_other.c.board_id == activity.c.board_id, _other.c.parallel_to == activity.c.activity_id)
    .scalar_subquery()
    .label("parallel_by")
)
in_full: Select[Any] = select(*activity.c, _parallel_by)
"""Activities as rows of the table, each with its B form."""


def literally(said: str) -> Select[Any]:
    """Published activities that have this in their texts, oldest first: for what has no word to search by."""
    texts = (activity.c.title, activity.c.description, activity.c.topic)
    found = or_(*(column.icontains(said, autoescape=True) for column in texts))
    return select(activity.c.activity_id).where(activity.c.active, found).order_by(activity.c.activity_id)


async def lock(session: AsyncSession, *activity_ids: UUID | None) -> None:
    """Nobody else changes these until this transaction ends.

    Before they are read, not while: who waited for a lock would still see the B form as it was before. In one order, so
    that two who pair the same checks crosswise do not wait forever.
    """
    wanted = one_of(activity.c.activity_id, [one for one in activity_ids if one is not None])
    await session.execute(
        select(activity.c.activity_id).where(wanted).order_by(activity.c.activity_id).with_for_update()
    )


async def find(session: AsyncSession, activity_id: UUID, *, maker: bool = True) -> Row[Any]:
    """The activity; else `UnknownActivity`. Who does not make activities sees no drafts."""
    query = in_full.where(activity.c.activity_id == activity_id)
    if not maker:
        query = query.where(activity.c.status.in_(SEEN))
    row: Row[Any] | None = (await session.execute(query)).one_or_none()
    if row is None:
        raise UnknownActivity
    return row


async def find_many(session: AsyncSession, activity_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those of these activities that exist."""
    rows = await session.execute(in_full.where(one_of(activity.c.activity_id, activity_ids)))
    return {row.activity_id: row for row in rows}


async def add(session: AsyncSession, values: dict[str, Any]) -> None:
    """A new activity."""
    await session.execute(insert(activity).values(board_id=session.info["board_id"], **values))


async def change(session: AsyncSession, activity_id: UUID, values: dict[str, Any]) -> None:
    """Its next version; the database keeps the one before."""
    statement = update(activity).where(activity.c.activity_id == activity_id)
    await session.execute(statement.values(version=activity.c.version + 1, **values))


async def versions_of(
    session: AsyncSession, activity_id: UUID, *, maker: bool, below: int | None = None, limit: int = 1
) -> Sequence[dict[str, Any]]:
    """The activity as it was, newest first, without what it is now."""
    query = select(activity_version.c.content).where(activity_version.c.activity_id == activity_id)
    if below is not None:
        query = query.where(activity_version.c.version < below)
    if not maker:
        query = query.where(activity_version.c.status.in_(SEEN))
    rows = await session.scalars(query.order_by(activity_version.c.version.desc()).limit(limit))
    return [{**content, "parallel_by": None} for content in rows]
