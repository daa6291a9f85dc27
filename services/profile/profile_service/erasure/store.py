"""Requests and receipts, what is kept apart, and the roster's records of one person."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.rights import ERASURE_RECEIPT_OF
from eigenwijs_shared.rights.tables import erased
from eigenwijs_shared.rights.tombstones import digest_of
from profile_service.erasure.tables import erasure, erasure_receipt, kept_apart
from profile_service.tables import membership, person, school

_DROP_RECORDS = text(
    """DELETE FROM roster_record
    WHERE (sourced_id = :person AND file IN ('users.csv', 'demographics.csv', 'userProfiles.csv'))
        OR kept ->> 'user' = :person"""
)
_UNNAME_RECORDS = text(
    """UPDATE roster_record SET kept = (
        SELECT jsonb_object_agg(key, CASE jsonb_typeof(value) WHEN 'array' THEN value - :person ELSE value END)
        FROM jsonb_each(kept))
    WHERE file = 'users.csv' AND EXISTS (
        SELECT FROM jsonb_each(kept) WHERE jsonb_typeof(value) = 'array' AND value ? :person)"""
)


async def request_of(session: AsyncSession, learner_id: UUID) -> UUID | None:
    """The request that erased this learner before."""
    digest = digest_of(session.info["board_id"], learner_id)
    return (await session.execute(select(erased.c.request_id).where(erased.c.digest == digest))).scalar_one_or_none()


async def is_roster_free(session: AsyncSession) -> bool:
    """Take the lock of `roster.store.lock_roster`, under which people are derived, unless somebody has it."""
    name = f"roster/{session.info['board_id']}"
    lock = func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0))
    return bool((await session.execute(select(lock))).scalar_one())


async def person_of(session: AsyncSession, learner_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(person).where(person.c.user_id == learner_id))).one_or_none()


async def enrolled(session: AsyncSession, learner_id: UUID) -> tuple[date | None, date | None]:
    """(first day in a group, last day in one; None when that has not come)."""
    row = (
        await session.execute(
            select(
                func.min(membership.c.began_at),
                func.max(membership.c.ended_at),
                func.bool_or(membership.c.ended_at.is_(None)),
            ).where(membership.c.user_id == learner_id)
        )
    ).one()
    began, ended, still = row
    return began and began.date(), None if still or ended is None else ended.date()


async def school_names(session: AsyncSession, school_ids: Collection[UUID]) -> list[str]:
    query = select(school.c.name).where(school.c.school_id.in_(school_ids)).order_by(school.c.name)
    return list((await session.execute(query)).scalars())


async def keep_apart(session: AsyncSession, **values: Any) -> None:
    await session.execute(insert(kept_apart).values(board_id=session.info["board_id"], **values))


async def drop_records_of(session: AsyncSession, sourced_id: str) -> int:
    """The records of the person, and its mention in those of others: a child in its parent's."""
    dropped = await session.execute(_DROP_RECORDS, {"person": sourced_id})
    await session.execute(_UNNAME_RECORDS, {"person": sourced_id})
    return int(dropped.rowcount)  # type: ignore[attr-defined]  # a statement that writes has one


async def note_rows(session: AsyncSession, request_id: UUID, rows: dict[str, int]) -> None:
    """Count these too among what the request erased here."""
    more = erased.c.rows.concat(func.jsonb_build_object(*(part for pair in rows.items() for part in pair)))
    await session.execute(update(erased).where(erased.c.request_id == request_id).values(rows=more))


async def add_request(session: AsyncSession, **values: Any) -> None:
    await session.execute(insert(erasure).values(board_id=session.info["board_id"], **values))


async def find_request(session: AsyncSession, request_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(erasure).where(erasure.c.request_id == request_id))).one_or_none()


async def requests(session: AsyncSession, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(erasure).order_by(erasure.c.request_id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(erasure.c.request_id < before)
    return (await session.execute(query)).all()


async def receipts_of(session: AsyncSession, request_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = {request_id: [] for request_id in request_ids}
    query = select(erasure_receipt).where(erasure_receipt.c.request_id.in_(request_ids))
    for row in await session.execute(query.order_by(erasure_receipt.c.at, erasure_receipt.c.service)):
        found[row.request_id].append(row)
    return found


async def add_receipt(
    session: AsyncSession, service: str, request_id: UUID, at: datetime, rows: Any, messages: Any
) -> None:
    """Once; the second telling changes nothing."""
    values = {"service": service, "request_id": request_id, "at": at, "rows": rows, "messages": messages}
    board_id = session.info["board_id"]
    await session.execute(insert(erasure_receipt).values(board_id=board_id, **values).on_conflict_do_nothing())


async def others_are_done(session: AsyncSession, request_id: UUID) -> bool:
    services = select(erasure_receipt.c.service).where(erasure_receipt.c.request_id == request_id)
    return set(ERASURE_RECEIPT_OF) <= set((await session.execute(services)).scalars())


async def finish(session: AsyncSession, request_id: UUID, now: datetime) -> None:
    await session.execute(update(erasure).where(erasure.c.request_id == request_id).values(done_at=now))


async def kept(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    query = select(kept_apart).order_by(kept_apart.c.kept_id).limit(limit + 1)
    if after is not None:
        query = query.where(kept_apart.c.kept_id > after)
    return (await session.execute(query)).all()


async def drop_kept(session: AsyncSession, today: date) -> int:
    dropped = await session.execute(delete(kept_apart).where(kept_apart.c.until < today))
    return int(dropped.rowcount)  # type: ignore[attr-defined]  # a statement that writes has one
