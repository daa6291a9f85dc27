"""The log of who saw what of a learner."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, tuple_
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
    """The newest first, one more than the page."""
    key = (access.c.first_at, access.c.viewer_id, access.c.what)
    query = (
        select(access)
        .where(access.c.learner_id == learner_id)
        .order_by(*(column.desc() for column in key))
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(tuple_(*key) < before)
    return (await session.execute(query)).all()


async def names_of(session: AsyncSession, looks: Sequence[Row[Any]]) -> dict[str, str]:
    """The names of viewers who are people here, by their id as the log has it."""
    ids = {UUID(look.viewer_id) for look in looks if look.viewer_role not in {"sis", "system"}}
    query = select(person.c.user_id, person.c.given, person.c.family)
    rows = await session.execute(query.where(person.c.user_id.in_(ids), person.c.given.is_not(None)))
    return {str(row.user_id): f"{row.given} {row.family}" for row in rows}
