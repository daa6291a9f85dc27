"""The clients of the transaction's board."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gateway_service.tables import client


async def add_client(
    session: AsyncSession, client_id: str, role: str, scopes: Sequence[str], secret_hash: bytes
) -> Row[Any]:
    """The row as it is afterwards: ours, or the one that an earlier try with the same key made."""
    values = {"client_id": client_id, "role": role, "scopes": list(scopes), "secret_hash": secret_hash}
    row = {"board_id": session.info["board_id"], **values}
    await session.execute(insert(client).values(row).on_conflict_do_nothing())
    return (await session.execute(select(client).where(client.c.client_id == client_id))).one()


async def list_clients(session: AsyncSession, after: str | None, limit: int) -> Sequence[Row[Any]]:
    query = select(client).where(client.c.revoked_at.is_(None)).order_by(client.c.client_id).limit(limit)
    if after is not None:
        query = query.where(client.c.client_id > after)
    return (await session.execute(query)).all()


async def revoke_client(session: AsyncSession, client_id: str) -> bool:
    """False when there is no such client, or no longer."""
    found = await session.execute(
        update(client)
        .where(client.c.client_id == client_id, client.c.revoked_at.is_(None))
        .values(revoked_at=func.now())
        .returning(client.c.client_id)
    )
    return found.one_or_none() is not None
