"""What the database knows of calendars."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.calendars.tables import contract_calendar
from eigenwijs_shared.db import Sessions, enter_login


def digest_of(token: str) -> str:
    """A token is 256 random bits: a plain digest cannot be turned back, and is found by an index."""
    return hashlib.sha256(token.encode()).hexdigest()


@asynccontextmanager
async def calendar_transaction(sessions: Sessions, digest: str) -> AsyncIterator[AsyncSession]:
    """Nobody's board yet: row-level security shows the one row of this token and nothing else."""
    async with sessions() as session, session.begin():
        await enter_login(session, digest)
        yield session


async def find_open(session: AsyncSession, digest: str) -> Row[Any] | None:
    of = contract_calendar.c
    query = select(contract_calendar).where(of.digest == digest, of.revoked_at.is_(None))
    return (await session.execute(query)).one_or_none()


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    statement = insert(contract_calendar).values(board_id=session.info["board_id"], **values)
    row: Row[Any] = (await session.execute(statement.returning(contract_calendar))).one()
    return row


async def open_of(session: AsyncSession, learner_id: UUID) -> Sequence[Row[Any]]:
    """Those of this learner that are not revoked, newest first."""
    of = contract_calendar.c
    query = select(contract_calendar).where(of.learner_id == learner_id, of.revoked_at.is_(None))
    return (await session.execute(query.order_by(of.calendar_id.desc()))).all()


async def revoke(session: AsyncSession, learner_id: UUID, calendar_id: UUID, now: datetime) -> bool:
    """Nothing is fetched by it from now on; False where there is no such calendar."""
    of = contract_calendar.c
    statement = (
        update(contract_calendar)
        .where(of.learner_id == learner_id, of.calendar_id == calendar_id, of.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(of.calendar_id)
    )
    return (await session.execute(statement)).one_or_none() is not None
