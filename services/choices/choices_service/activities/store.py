"""What the database knows of activities."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals.store import one_of
from choices_service.tables import activity
from eigenwijs_shared.errors import NotFound


class UnknownActivity(NotFound):
    """No such activity on this board."""

    type = "unknown-activity"
    title = {"nl": "Activiteit niet gevonden", "en": "Activity not found"}
    detail = {
        "nl": "Deze activiteit bestaat niet, of niet voor jou.",
        "en": "This activity does not exist, or not for you.",
    }


def matching(
    *, goal_id: UUID | None = None, subject: str | None = None, words: str | None = None, **exactly: str | None
) -> Select[Any]:
    """The active activities of a search, oldest first; `exactly` names columns."""
    query = select(activity).where(activity.c.active).order_by(activity.c.activity_id)
    if goal_id is not None:
        query = query.where(activity.c.goal_ids.contains([goal_id]))
    if subject is not None:
        query = query.where(activity.c.subjects.contains([subject]))
    if words is not None:
        said = (activity.c.title, activity.c.description, activity.c.topic)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in said)))
    return query.where(*(activity.c[name] == value for name, value in exactly.items() if value is not None))


async def page_of(session: AsyncSession, query: Select[Any], after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Up to `limit` rows of `matching`, past the activity `after`."""
    if after is not None:
        query = query.where(activity.c.activity_id > after)
    rows: Sequence[Row[Any]] = (await session.execute(query.limit(limit))).all()
    return rows


async def find(session: AsyncSession, activity_id: UUID) -> Row[Any]:
    """The activity; else `UnknownActivity`."""
    row: Row[Any] | None = (
        await session.execute(select(activity).where(activity.c.activity_id == activity_id))
    ).one_or_none()
    if row is None:
        raise UnknownActivity
    return row


async def find_many(session: AsyncSession, activity_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those of these activities that exist."""
    rows = await session.execute(select(activity).where(one_of(activity.c.activity_id, activity_ids)))
    return {row.activity_id: row for row in rows}


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """A new activity, as it is in the database."""
    statement = insert(activity).values(board_id=session.info["board_id"], **values).returning(activity)
    row: Row[Any] = (await session.execute(statement)).one()
    return row
