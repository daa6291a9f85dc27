"""Erasure as every service does it: rows at once, streams soon after, then a receipt that names the request alone.

In one transaction the learner's rows go and a tombstone comes; from then on `events.inbox` drops whatever is still on
its way about this learner. Then the worker waits until everybody who began earlier has ended, sweeps once more what
they wrote, purges this service's own streams and announces its receipt. Each step may be killed and begun anew.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from nats.js.client import JetStreamContext
from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import Aside
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.contracts.rights import ERASURE_RECEIPT_OF
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.rights.streams import Counts, Streams, added
from eigenwijs_shared.rights.tables import erased
from eigenwijs_shared.rights.tombstones import digest_of

log = structlog.get_logger()

ROUND_S = 0.2
AT_ONCE = 50
_OLDER = text(
    """SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
    AND pid <> pg_backend_pid() AND xact_start < :moment)"""
)
_NO_RELAY = select(func.pg_advisory_xact_lock(func.hashtext("eigenwijs-outbox")))
"""The relay's own lock: while it is held nothing of the outbox is on its way to the stream, of no board."""

Ready = Callable[[AsyncSession, UUID], Awaitable[bool]]
"""(session, request_id) → may this service's stream be purged now?"""
Finish = Callable[[AsyncSession, UUID, Counts, Counts], Awaitable[None]]
"""(session, request_id, rows, messages): in the transaction that ends the erasure here, within the board."""


async def erase(session: AsyncSession, learner_id: UUID, request_id: UUID, *, now: datetime) -> bool:
    """Every row of the learner goes and a tombstone comes; False when it was there already."""
    board_id: UUID = session.info["board_id"]
    tombstone = {"board_id": board_id, "digest": digest_of(board_id, learner_id)}
    added = await session.execute(
        insert(erased)
        .values(**tombstone, request_id=request_id, learner_id=learner_id, erased_at=now, rows={})
        .on_conflict_do_nothing()
        .returning(erased.c.request_id)
    )
    if added.one_or_none() is None:
        return False
    await session.execute(update(erased).filter_by(**tombstone).values(rows=await sweep(session, learner_id)))
    return True


async def sweep(session: AsyncSession, learner_id: UUID) -> dict[str, int]:
    """Take the learner out of every table; the rows touched, by table."""
    counts: dict[str, int] = (await session.execute(select(func.erase_learner(learner_id)))).scalar_one()
    return counts


def answer_erasures(reactions: Reactions) -> None:
    """Register what a service does when profile asks to erase a learner."""

    async def on_erasures(session: AsyncSession, events: Sequence[ErasureRequested]) -> None:
        for event in events:
            await erase(session, event.learner_id, event.request_id, now=datetime.now(UTC))

    reactions.add(ErasureRequested, on_erasures)


def purging(
    service: str, *, ready: Ready | None = None, finish: Finish | None = None, mentioned_in: Sequence[str] = ()
) -> Callable[[Sessions, JetStreamContext], Awaitable[None]]:
    """The worker's task that ends erasures; by default at once, and with this service's receipt.

    `mentioned_in` are the types of this service's events that name learners without being about one.
    """

    async def announce_receipt(session: AsyncSession, request_id: UUID, rows: Counts, messages: Counts) -> None:
        receipt = ERASURE_RECEIPT_OF[service]
        await announce(
            session,
            receipt(request_id=request_id, at=datetime.now(UTC), rows=dict(rows), messages=dict(messages)),
        )

    async def purge_erased_forever(sessions: Sessions, js: JetStreamContext) -> None:
        aside, streams = Aside("erasures"), Streams(js, service, mentioned_in)
        while True:
            for waiting in await _unpurged(sessions, ready, aside.ids):
                await asyncio.sleep(0)
                with aside.trying(waiting.request_id):
                    await _purge(sessions, streams, waiting, finish or announce_receipt)
            await asyncio.sleep(ROUND_S)

    return purge_erased_forever


async def _unpurged(sessions: Sessions, ready: Ready | None, but: Sequence[UUID]) -> list[Row[Any]]:
    """What may be purged now; who asks waits for the newest, and not behind a thousand whose term has passed."""
    waits = (erased.c.purged_at.is_(None), erased.c.request_id.not_in(but))
    query = select(erased).where(*waits).order_by(erased.c.erased_at.desc()).limit(AT_ONCE)
    async with plumbing_transaction(sessions) as session:
        rows = (await session.execute(query)).all()
        return [row for row in rows if ready is None or await ready(session, row.request_id)]


async def _purge(sessions: Sessions, streams: Streams, waiting: Row[Any], finish: Finish) -> None:
    await _until_older_have_ended(sessions)
    seen = await streams.look(waiting.board_id, waiting.learner_id)
    async with plumbing_transaction(sessions) as session:
        await enter_board(session, waiting.board_id)
        tombstone = erased.c.digest == waiting.digest
        held = select(erased).where(tombstone, erased.c.purged_at.is_(None)).with_for_update(skip_locked=True)
        row = (await session.execute(held)).one_or_none()
        if row is None:
            return  # another worker has it
        await session.execute(_NO_RELAY)
        rows = added(row.rows, await sweep(session, row.learner_id))
        messages = await streams.purge(row.board_id, row.learner_id, seen)
        await session.execute(
            update(erased).where(tombstone).values(learner_id=None, rows=rows, purged_at=func.clock_timestamp())
        )
        await finish(session, row.request_id, rows, messages)
    log.info("erased", request=str(waiting.request_id), rows=sum(rows.values()), messages=sum(messages.values()))


async def _until_older_have_ended(sessions: Sessions) -> None:
    """Whoever began before the tombstone could be seen may still write what it did not know to be forbidden."""
    async with sessions() as session:
        moment = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    while True:
        async with sessions() as session:
            if not (await session.execute(_OLDER, {"moment": moment})).scalar_one():
                return
        await asyncio.sleep(0.05)
