"""One row, read or written."""

from typing import Any

from sqlalchemy import Executable, Row, Table, insert
from sqlalchemy.ext.asyncio import AsyncSession


async def find_row(session: AsyncSession, query: Executable) -> Row[Any] | None:
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def write_row(session: AsyncSession, statement: Executable) -> Row[Any]:
    """The row as an insert or update with `returning` leaves it."""
    written: Row[Any] = (await session.execute(statement)).one()
    return written


async def add_row(session: AsyncSession, table: Table, **values: Any) -> Row[Any]:
    """One more row of this board."""
    return await write_row(session, insert(table).values(board_id=session.info["board_id"], **values).returning(table))
