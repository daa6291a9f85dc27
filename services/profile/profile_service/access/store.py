"""The log of who saw what of a learner."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.rights.seen import Look
from profile_service.tables import access, person


async def write_looks(session: AsyncSession, looks: Sequence[Look]) -> None:
    """Those of a day that are there already stay as they are."""
    rows = [{"board_id": session.info["board_id"], **asdict(look)} for look in looks]
    await session.execute(upsert(access).on_conflict_do_nothing(), rows)


async def looks_at(
    session: AsyncSession, learner_id: UUID, before: tuple[datetime, str, str] | None, limit: int
) -> Sequence[Row[Any]]:
    """The newest first, one more than the page; with the name of a viewer who is a person."""
    key = (access.c.first_at, access.c.viewer_id, access.c.what)
    query = (
        select(access, person.c.given, person.c.family)
        .outerjoin(person, cast(person.c.user_id, Text) == func.lower(access.c.viewer_id))
        .where(access.c.learner_id == learner_id)
        .order_by(*(column.desc() for column in key))
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(tuple_(*key) < before)
    return (await session.execute(query)).all()
