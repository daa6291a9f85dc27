"""Sends the outbox to JetStream: in order, at least once, with the event id as message id."""

import asyncio

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.client import JetStreamContext
from nats.js.errors import Error as JetStreamError
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, plumbing_transaction
from eigenwijs_shared.events.envelope import stream_of
from eigenwijs_shared.events.tables import outbox

log = structlog.get_logger()

BATCH = 500
IDLE_S = 0.05
"""NOTIFY would save the poll, but serialises every commit of the database, fsync included."""
STANDBY_S = 1.0
ACK_TIMEOUT_S = 5.0
_LEADER = func.pg_try_advisory_xact_lock(func.hashtext("eigenwijs-outbox"))


async def relay_forever(sessions: Sessions, client: Client, js: JetStreamContext, service: str) -> None:
    """One relay at a time sends, so that the order of the outbox is the order of the stream; others stand by."""
    while True:
        if not client.is_connected:
            await asyncio.sleep(IDLE_S)
            continue
        async with plumbing_transaction(sessions) as session:
            leads = bool((await session.execute(select(_LEADER))).scalar())
            sent = await relay_once(session, js, service) if leads else 0
        if sent < BATCH:
            await asyncio.sleep(IDLE_S if leads else STANDBY_S)


async def relay_once(session: AsyncSession, js: JetStreamContext, service: str) -> int:
    """Publish the oldest rows and delete those acknowledged before the first failure; returns their number."""
    rows = (await session.execute(select(outbox).order_by(outbox.c.seq).limit(BATCH))).all()
    if not rows:
        return 0
    stream = stream_of(service)
    published = [
        js.publish(row.subject, row.body.encode(), timeout=ACK_TIMEOUT_S, stream=stream, headers=_headers(row.event_id))
        for row in rows
    ]
    outcomes = await asyncio.gather(*published, return_exceptions=True)
    acknowledged: list[int] = []
    for row, outcome in zip(rows, outcomes, strict=True):
        if isinstance(outcome, BaseException):
            _note(outcome)
            break
        acknowledged.append(row.seq)
    if acknowledged:
        await session.execute(delete(outbox).where(outbox.c.seq.in_(acknowledged)))
    return len(acknowledged)


def _headers(event_id: object) -> dict[str, str]:
    return {"Nats-Msg-Id": str(event_id)}


def _note(outcome: BaseException) -> None:
    if not isinstance(outcome, NatsError | JetStreamError | TimeoutError | OSError):
        raise outcome
    log.warning("events wait in the outbox", error=type(outcome).__name__)
