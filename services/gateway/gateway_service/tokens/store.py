"""The one row of the name that signs in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, enter_board, enter_login
from eigenwijs_shared.roster.tables import educator, learner, parent
from gateway_service.tables import account, client


@asynccontextmanager
async def sign_in_transaction(sessions: Sessions, name: str) -> AsyncIterator[AsyncSession]:
    """Nobody's board yet: row-level security shows the row of this client or account and nothing else."""
    async with sessions() as session, session.begin():
        await enter_login(session, name)
        yield session


async def find_client(session: AsyncSession, client_id: str) -> Row[Any] | None:
    found = await session.execute(select(client).where(client.c.client_id == client_id, client.c.revoked_at.is_(None)))
    return found.one_or_none()


async def find_account(session: AsyncSession, username: str) -> Row[Any] | None:
    return (await session.execute(select(account).where(account.c.username == username))).one_or_none()


async def is_active(session: AsyncSession, board_id: UUID, role: str, user_id: UUID) -> bool:
    """Is this person still at the board, as far as we heard? Board admins are not in the roster."""
    await enter_board(session, board_id)
    if role == "learner":
        query = select(learner.c.active).where(learner.c.learner_id == user_id)
    elif role == "educator":
        query = select(educator.c.active).where(educator.c.educator_id == user_id)
    elif role == "parent":
        query = select(parent.c.active).where(parent.c.parent_id == user_id)
    else:
        return True
    return bool((await session.execute(query)).scalar_one_or_none())
