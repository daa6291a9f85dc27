"""The accounts of the transaction's board."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.roster.tables import educator, learner, parent
from gateway_service.tables import account

_OF_ROLE = {
    "learner": (learner, learner.c.learner_id),
    "educator": (educator, educator.c.educator_id),
    "parent": (parent, parent.c.parent_id),
}


async def add_account(session: AsyncSession, username: str, password_hash: str, role: str, user_id: UUID) -> bool:
    """False when the name is taken, at this board or another."""
    values = {"username": username, "password_hash": password_hash, "role": role, "user_id": user_id}
    added = await session.execute(
        insert(account)
        .values(board_id=session.info["board_id"], **values)
        .on_conflict_do_nothing()
        .returning(account.c.username)
    )
    return added.one_or_none() is not None


async def list_accounts(session: AsyncSession, after: str | None, limit: int) -> Sequence[Row[Any]]:
    query = select(account).order_by(account.c.username).limit(limit)
    if after is not None:
        query = query.where(account.c.username > after)
    return (await session.execute(query)).all()


async def delete_account(session: AsyncSession, username: str) -> bool:
    found = await session.execute(delete(account).where(account.c.username == username).returning(account.c.username))
    return found.one_or_none() is not None


async def forget_accounts(session: AsyncSession, user_ids: Sequence[UUID]) -> None:
    """Of educators and parents who are gone; an administrator's is not of the roster, and the board's own to end."""
    of_roster = account.c.role.in_(("educator", "parent"))
    await session.execute(delete(account).where(account.c.user_id.in_(user_ids), of_roster))


async def is_in_roster(session: AsyncSession, role: str, user_id: UUID) -> bool:
    """Is there such a learner, educator or parent at this board?"""
    table, key = _OF_ROLE[role]
    return (await session.execute(select(table.c.version).where(key == user_id))).one_or_none() is not None
