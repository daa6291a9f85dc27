"""What the database knows of groups that are called together."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.gather.tables import gather
from eigenwijs_shared.db import lock_name


async def lock_group(session: AsyncSession, group_id: UUID) -> None:
    """Until this transaction ends nobody else calls this group together, or lets it go."""
    await lock_name(session, f"gather {group_id}")


async def running_of(session: AsyncSession, group_ids: Collection[UUID], now: datetime) -> Sequence[Row[Any]]:
    """What these groups are called to now, the latest call first."""
    query = select(gather).where(gather.c.group_id.in_(group_ids), gather.c.began_at <= now, gather.c.until > now)
    return (await session.execute(query.order_by(gather.c.began_at.desc(), gather.c.gather_id.desc()))).all()


async def add(session: AsyncSession, values: Mapping[str, Any]) -> Row[Any]:
    statement = insert(gather).values(board_id=session.info["board_id"], **values).returning(gather)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def end(session: AsyncSession, row: Row[Any], now: datetime) -> Row[Any]:
    statement = (
        update(gather)
        .where(gather.c.gather_id == row.gather_id)
        .values(version=row.version + 1, until=now)
        .returning(gather)
    )
    ended: Row[Any] = (await session.execute(statement)).one()
    return ended


async def all_gathers(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The board's, oldest first."""
    query = select(gather).order_by(gather.c.gather_id).limit(limit)
    if after is not None:
        query = query.where(gather.c.gather_id > after)
    return (await session.execute(query)).all()
