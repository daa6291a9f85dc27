"""The open door: whoever comes through reads the open frameworks of all boards, and nothing else of any board.

Nobody says which board is meant, so first the door is opened and what is asked for is found in whichever board has it;
then the door is closed and only that one board is entered. Else, where two boards opened the same framework, rows of
both would be taken for one.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import Select, Uuid, and_, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.tables import case_part, case_source, open_framework
from eigenwijs_shared.db import enter_board

_DOOR = text("SELECT set_config('app.open_door', :state, true)")


@dataclass(frozen=True, slots=True)
class Home:
    """Where something that was asked for is found."""

    board_id: UUID
    framework_id: UUID


async def _through(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.sessions() as session, session.begin():
        await session.execute(_DOOR, {"state": "on"})
        yield session


Opened = Annotated[AsyncSession, Depends(_through, scope="function")]
"""A transaction that reads what is open, of every board."""


async def enter_home(session: AsyncSession, home: Home) -> None:
    """From here on, only what that board has."""
    await session.execute(_DOOR, {"state": ""})
    await enter_board(session, home.board_id)


async def home_of_framework(session: AsyncSession, framework_id: UUID) -> Home | None:
    return await _first(session, select(open_framework).where(open_framework.c.framework_id == framework_id))


async def home_of_part(session: AsyncSession, kind: str, identifier: UUID) -> Home | None:
    """Of an item or an association."""
    is_its = and_(
        case_part.c.board_id == open_framework.c.board_id,
        case_part.c.framework_id == open_framework.c.framework_id,
    )
    query = select(open_framework).join(case_part, is_its)
    return await _first(session, query.where(case_part.c.identifier == identifier, case_part.c.kind == kind))


async def home_of_definition(session: AsyncSession, identifier: UUID) -> Home | None:
    """Of a concept, subject, licence, item type, grouping or rubric."""
    is_its = and_(
        case_source.c.board_id == open_framework.c.board_id,
        case_source.c.framework_id == open_framework.c.framework_id,
    )
    query = select(open_framework).join(case_source, is_its)
    wanted = literal([identifier], ARRAY(Uuid))
    return await _first(session, query.where(case_source.c.definition_ids.contains(wanted)))


async def _first(session: AsyncSession, query: Select[Any]) -> Home | None:
    """Several boards may have opened the same: the one that did so first stands for it."""
    order = (open_framework.c.opened_at, open_framework.c.board_id, open_framework.c.framework_id)
    row = (await session.execute(query.order_by(*order).limit(1))).one_or_none()
    return None if row is None else Home(row.board_id, row.framework_id)


async def open_documents(session: AsyncSession) -> list[dict[str, Any]]:
    """The document of every open framework, each once."""
    is_its = and_(
        case_source.c.board_id == open_framework.c.board_id,
        case_source.c.framework_id == open_framework.c.framework_id,
    )
    query = (
        select(open_framework.c.framework_id, case_source.c.document)
        .join(case_source, is_its)
        .order_by(open_framework.c.opened_at.desc(), open_framework.c.board_id.desc())
    )
    # The last one written is the one that opened first, as in `_first`.
    return list({row.framework_id: row.document for row in await session.execute(query)}.values())
