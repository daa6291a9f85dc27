"""Sends the outbox to JetStream: in order, at least once, with the event id as message id."""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import PubAck
from nats.js.client import JetStreamContext
from nats.js.errors import Error as JetStreamError
from sqlalchemy import Row, delete, func, select
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
    acknowledged: list[int] = []
    for row, outcome in zip(rows, await _publish(js, stream_of(service), rows), strict=False):
        if outcome is not None:
            _note(outcome)
            break
        acknowledged.append(row.seq)
    if acknowledged:
        await session.execute(delete(outbox).where(outbox.c.seq.in_(acknowledged)))
    return len(acknowledged)


async def _publish(js: JetStreamContext, stream: str, rows: Sequence[Row[Any]]) -> list[BaseException | None]:
    """What became of them in turn (None: acknowledged); what could not even be sent is the last.

    `publish` makes a task and a timer for each: more than all the rest that an event costs.
    """
    sent: list[asyncio.Future[PubAck]] = []
    failed: list[BaseException | None] = []
    for row in rows:
        try:
            sent.append(await js.publish_async(row.subject, row.body.encode(), stream=stream, headers=_headers(row)))
        except (NatsError, OSError) as error:
            failed.append(error)
            break
    late = (await asyncio.wait(sent, timeout=ACK_TIMEOUT_S))[1] if sent else set()
    for one in late:
        one.cancel()  # or it would count as under way for ever
    return [*(TimeoutError() if one in late else one.exception() for one in sent), *failed]


def _headers(row: Row[Any]) -> dict[str, str]:
    return {"Nats-Msg-Id": str(row.event_id)}


def _note(outcome: BaseException) -> None:
    if not isinstance(outcome, NatsError | JetStreamError | TimeoutError | OSError):
        raise outcome
    log.warning("events wait in the outbox", error=type(outcome).__name__)
