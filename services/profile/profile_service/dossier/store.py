"""Dossier requests, the sealed pieces, and the finished files."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.dossier.tables import dossier, dossier_file, dossier_piece

PART = 1_000_000


async def running(session: AsyncSession, learner_id: UUID) -> Row[Any] | None:
    query = select(dossier).where(dossier.c.learner_id == learner_id, dossier.c.state == "running")
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def add(session: AsyncSession, **values: Any) -> Row[Any]:
    added = insert(dossier).values(board_id=session.info["board_id"], **values).returning(dossier)
    row: Row[Any] = (await session.execute(added)).one()
    return row


async def find(session: AsyncSession, learner_id: UUID, request_id: UUID) -> Row[Any] | None:
    query = select(dossier).where(dossier.c.learner_id == learner_id, dossier.c.request_id == request_id)
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def put_pieces(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Pieces of requests that still run; one that came before changes nothing."""
    wanted = {row["request_id"] for row in rows}
    query = select(dossier.c.request_id).where(dossier.c.request_id.in_(wanted), dossier.c.state == "running")
    asked = set((await session.execute(query)).scalars())
    kept = [{"board_id": session.info["board_id"], **row} for row in rows if row["request_id"] in asked]
    if kept:
        await session.execute(upsert(dossier_piece).on_conflict_do_nothing(), kept)


async def next_complete(session: AsyncSession, services: int) -> Row[Any] | None:
    """A request for which all services handed in everything, held by this transaction."""
    whole = (
        select(dossier_piece.c.request_id)
        .group_by(dossier_piece.c.request_id, dossier_piece.c.service)
        .having(func.count() == func.max(dossier_piece.c.total))
        .subquery()
    )
    complete = select(whole.c.request_id).group_by(whole.c.request_id).having(func.count() == services)
    query = (
        select(dossier)
        .where(dossier.c.state == "running", dossier.c.request_id.in_(complete))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def pieces(session: AsyncSession, request_id: UUID) -> Sequence[Row[Any]]:
    query = select(dossier_piece).where(dossier_piece.c.request_id == request_id)
    return (await session.execute(query.order_by(dossier_piece.c.service, dossier_piece.c.number))).all()


async def finish(session: AsyncSession, request_id: UUID, **values: Any) -> None:
    """The key goes, and with it the pieces can never be opened again."""
    done = update(dossier).where(dossier.c.request_id == request_id).values(private_key=None, **values)
    await session.execute(done)
    await session.execute(delete(dossier_piece).where(dossier_piece.c.request_id == request_id))


async def add_part(session: AsyncSession, learner_id: UUID, request_id: UUID, part: int, content: bytes) -> None:
    values = {"learner_id": learner_id, "request_id": request_id, "part": part, "content": content}
    await session.execute(insert(dossier_file).values(board_id=session.info["board_id"], **values))


async def content(session: AsyncSession, request_id: UUID) -> AsyncIterator[bytes]:
    """The file, part by part."""
    query = select(dossier_file.c.content).where(dossier_file.c.request_id == request_id)
    async for part in await session.stream_scalars(query.order_by(dossier_file.c.part).execution_options(yield_per=1)):
        yield part


async def drop_older(session: AsyncSession, before: datetime) -> None:
    """Requests and files that are too old, of all boards."""
    old = select(dossier.c.request_id).where(dossier.c.created_at < before)
    for table in (dossier_file, dossier_piece, dossier):
        await session.execute(delete(table).where(table.c.request_id.in_(old)))
