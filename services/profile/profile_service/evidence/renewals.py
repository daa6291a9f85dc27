"""After a correction: tell recommend all that counts of the learner once more, page by page."""

import asyncio
from typing import Any

import structlog
from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.events.replay import ENOUGH_WAITING, PAGE
from eigenwijs_shared.events.tables import outbox
from profile_service.evidence import ledger, store
from profile_service.evidence.tables import ledger_renewal

log = structlog.get_logger()

IDLE_S = 0.2
AUDIENCE = "recommend"


async def renew_ledgers_forever(sessions: Sessions) -> None:
    """One page after the other, the oldest correction first."""
    aside = Aside("renewals")
    while True:
        if not await renew_page(sessions, aside=aside):
            await asyncio.sleep(IDLE_S)


async def renew_page(sessions: Sessions, *, page: int = PAGE, aside: Aside = RAISING) -> bool:
    """One page of the oldest walk, in one transaction with how far it came; False when there is nothing to do.

    Killed in between it goes on from there. A correction meanwhile waits for the page, then starts the walk anew; facts
    recorded meanwhile carry the renewal already, so it does no harm that they are told twice.
    """
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            job = await store.next_renewal(session, but=aside.ids)
            if job is None:
                return False
            waiting = (await session.execute(select(func.count()).select_from(outbox))).scalar_one()
            if waiting > ENOUGH_WAITING:
                return False  # live events first
            concerns(job.board_id)
            await enter_board(session, job.board_id)
            await _tell_page(session, job, page)
    return True


async def _tell_page(session: AsyncSession, job: Row[Any], page: int) -> None:
    rows = await ledger.facts_of(session, job.learner_id, job.told_to, page)
    await announce_all(session, [ledger.fact_event(row) for row in rows], audience=AUDIENCE)
    told = {"told_to": rows[-1].sequence if rows else job.told_to}
    done = {"done_at": func.now()} if len(rows) < page else {}
    mine = (ledger_renewal.c.board_id == job.board_id, ledger_renewal.c.learner_id == job.learner_id)
    await session.execute(update(ledger_renewal).where(*mine).values({**told, **done}))
    if done:
        log.info("told a ledger again", renewal=job.renewal, facts=told["told_to"])
