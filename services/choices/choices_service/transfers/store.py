"""Many activities at once, in one statement however many."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.tables import activity

_INSERT = text("INSERT INTO activity SELECT * FROM jsonb_populate_recordset(NULL::activity, cast(:rows AS jsonb))")
_KEPT = {"board_id", "activity_id", "version", "author_id", "made_at"}
_CHANGED = ", ".join(f"{name} = s.{name}" for name in activity.c.keys() if name not in _KEPT)  # noqa: SIM118 - columns
_UPDATE = text(
    f"""UPDATE activity a SET version = a.version + 1, {_CHANGED}
    FROM jsonb_populate_recordset(NULL::activity, cast(:rows AS jsonb)) AS s
    WHERE a.board_id = s.board_id AND a.activity_id = s.activity_id"""  # noqa: S608 - our own column names
)


async def add(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """New activities; every column is named."""
    await _write(session, _INSERT, rows)


async def change(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """The next version of each; the database keeps those before."""
    await _write(session, _UPDATE, rows)


async def _write(session: AsyncSession, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        board = {"board_id": session.info["board_id"]}
        said = await asyncio.to_thread(json.dumps, [{**row, **board} for row in rows], default=str)
        await session.execute(statement, {"rows": said})


async def page(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Activities of every status, oldest first."""
    query = select(activity).order_by(activity.c.activity_id).limit(limit)
    if after is not None:
        query = query.where(activity.c.activity_id > after)
    return (await session.execute(query)).all()
