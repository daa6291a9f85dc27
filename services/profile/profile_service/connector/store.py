"""Connectors, syncs and the pages they fetched: queries."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.connector.tables import ACTIVE, connector, connector_page, connector_sync
from profile_service.tables import roster_import, roster_record

_ACTIVE = text(ACTIVE)
"""Not as parameters: PostgreSQL would not know the index by them."""
_PAGE = connector_page.c


async def find_connector(session: AsyncSession, *, lock: bool = False) -> Row[Any] | None:
    query = select(connector)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def put_connector(session: AsyncSession, **values: Any) -> None:
    row = upsert(connector).values(board_id=session.info["board_id"], **values)
    await session.execute(row.on_conflict_do_update(index_elements=[connector.c.board_id], set_=values))


async def drop_connector(session: AsyncSession) -> bool:
    return bool((await session.execute(delete(connector).returning(connector.c.board_id))).all())


async def schedule_next(session: AsyncSession, due_at: datetime | None) -> None:
    await session.execute(update(connector).values(due_at=due_at))


async def boards_due(session: AsyncSession, now: datetime) -> Sequence[UUID]:
    """Of all boards, those whose schedule wants a sync by now."""
    return (await session.execute(select(connector.c.board_id).where(connector.c.due_at <= now))).scalars().all()


async def begin_sync(session: AsyncSession, **values: Any) -> bool:
    """Add a sync that runs; False when one of the board does already."""
    row = upsert(connector_sync).values(board_id=session.info["board_id"], **values)
    once = row.on_conflict_do_nothing(index_elements=[connector_sync.c.board_id], index_where=_ACTIVE)
    return (await session.execute(once.returning(connector_sync.c.sync_id))).one_or_none() is not None


async def active_sync(session: AsyncSession) -> UUID | None:
    return (await session.execute(select(connector_sync.c.sync_id).where(_ACTIVE))).scalar_one_or_none()


async def last_good_start(session: AsyncSession, base_url: str) -> datetime | None:
    """When the newest sync from that address began that was applied."""
    query = (
        select(connector_sync.c.started_at)
        .where(connector_sync.c.state == "done", connector_sync.c.base_url == base_url)
        .order_by(connector_sync.c.started_at.desc())
        .limit(1)
    )
    return (await session.execute(query)).scalar_one_or_none()


async def claim(session: AsyncSession, lease: UUID, now: datetime, until: datetime) -> Row[Any] | None:
    """The sync of any board that waits longest, for this worker until then; one that is killed gives it back so."""
    waits = (
        select(connector_sync.c.board_id, connector_sync.c.sync_id)
        .where(_ACTIVE, connector_sync.c.due_at <= now)
        .order_by(connector_sync.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = (await session.execute(waits)).one_or_none()
    if found is None:
        return None
    this = (connector_sync.c.board_id == found.board_id) & (connector_sync.c.sync_id == found.sync_id)
    taken = update(connector_sync).where(this).values(lease=lease, due_at=until).returning(connector_sync)
    row: Row[Any] = (await session.execute(taken)).one()
    return row


async def change_sync(session: AsyncSession, sync_id: UUID, held_by: UUID | None, **values: Any) -> bool:
    """False when it is in other hands by now, or over."""
    this = update(connector_sync).where(connector_sync.c.sync_id == sync_id, _ACTIVE)
    if held_by is not None:
        this = this.where(connector_sync.c.lease == held_by)
    changed = await session.execute(this.values(**values).returning(connector_sync.c.sync_id))
    return changed.one_or_none() is not None


async def hasten(session: AsyncSession, now: datetime) -> None:
    """Who mends the settings does not wait for the next try of a sync that they set back."""
    waiting = connector_sync.c.state == "waiting"
    await session.execute(update(connector_sync).where(waiting).values(due_at=now))


async def find_sync(session: AsyncSession, sync_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(connector_sync).where(connector_sync.c.sync_id == sync_id))).one_or_none()


async def syncs(session: AsyncSession, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(connector_sync).order_by(connector_sync.c.sync_id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(connector_sync.c.sync_id < before)
    return (await session.execute(query)).all()


async def import_state(session: AsyncSession, import_id: UUID) -> str | None:
    query = select(roster_import.c.state).where(roster_import.c.import_id == import_id)
    return (await session.execute(query)).scalar_one_or_none()


async def add_page(session: AsyncSession, **values: Any) -> None:
    await session.execute(insert(connector_page).values(board_id=session.info["board_id"], **values))


async def has_page(session: AsyncSession, sync_id: UUID, collection: str, *, asked: str = "", digest: str = "") -> bool:
    """Was this address asked before in the collection, or were these very objects on an earlier page of it?"""
    query = select(_PAGE.number).where(_PAGE.sync_id == sync_id, _PAGE.collection == collection)
    query = query.where((_PAGE.asked == asked) | (_PAGE.digest == digest)).limit(1)
    return (await session.execute(query)).one_or_none() is not None


async def drop_pages(session: AsyncSession, sync_id: UUID) -> None:
    await session.execute(delete(connector_page).where(_PAGE.sync_id == sync_id))


async def pages_with(session: AsyncSession, sync_id: UUID, file: str) -> AsyncIterator[list[dict[str, str]]]:
    """The rows for one file, page by page, the newest first: what came later is how it is."""
    query = (
        select(_PAGE.rows[file]).where(_PAGE.sync_id == sync_id, _PAGE.rows.has_key(file)).order_by(_PAGE.number.desc())
    )
    async for rows in await session.stream_scalars(query, execution_options={"yield_per": 1}):
        yield rows


async def files_of(session: AsyncSession, sync_id: UUID) -> set[str]:
    query = select(func.jsonb_object_keys(_PAGE.rows)).where(_PAGE.sync_id == sync_id).distinct()
    return set((await session.execute(query)).scalars())


async def first_id(session: AsyncSession, file: str) -> str | None:
    """The first of the board's records of that file."""
    query = select(func.min(roster_record.c.sourced_id)).where(roster_record.c.file == file)
    found: str | None = (await session.execute(query)).scalar_one()
    return found


async def roles_known(session: AsyncSession, users: Collection[str]) -> set[str]:
    """The role records that the board has of these users."""
    of_users = roster_record.c.kept["user"].astext == func.any(list(users))
    query = select(roster_record.c.sourced_id).where(roster_record.c.file == "roles.csv", of_users)
    return set((await session.execute(query)).scalars())
