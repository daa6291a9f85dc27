"""A consumer that is new or wiped asks the owners to announce again, and ends up as if it had always listened.

The asking: a service whose `replay_request` has no row for a source announces `ReplayRequested` and writes the row, in
one transaction. The owner makes a job of it and announces its tables page by page through its outbox, on subjects that
only the asker hears. State carries a version and attempts a number per learner, so old and new may mix freely.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.contracts.replay import REPLAY_OF, ReplayRequested
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.envelope import Event
from eigenwijs_shared.events.outbox import announce, announce_all
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.tables import board, outbox, replay_job, replay_request
from eigenwijs_shared.ids import new_id

log = structlog.get_logger()

PAGE = 500
ENOUGH_WAITING = 5_000
"""Rows in the outbox above which a replay pauses, so that live events are not kept waiting behind it."""
ROUND_S = 1.0
ASK_AGAIN_AFTER_MIN = 10

Announcer = Callable[[AsyncSession, str | None, int], Awaitable[tuple[Sequence[Event], str | None]]]
"""(session, after, limit) → (events, the place to go on from; None at the end); within the session's board."""


async def ask_for_what_is_missing(sessions: Sessions, reactions: Reactions) -> None:
    """Ask every source once; again after `rebuild` has emptied `replay_request`."""
    async with plumbing_transaction(sessions) as session:
        asked = set((await session.execute(select(replay_request.c.source))).scalars())
        for source in reactions.sources:
            if source not in asked and source != reactions.service:
                request_id = new_id()
                await session.execute(insert(replay_request).values(source=source, request_id=request_id))
                await announce(session, REPLAY_OF[reactions.service](source=source, request_id=request_id))
                log.info("asked to announce again", source=source)


async def ask_again(sessions: Sessions, source: str) -> None:
    """Something of that source is missing: have it announced again, unless that was asked for lately."""
    async with plumbing_transaction(sessions) as session:
        lately = func.now() - timedelta(minutes=ASK_AGAIN_AFTER_MIN)
        await session.execute(
            delete(replay_request).where(replay_request.c.source == source, replay_request.c.asked_at < lately)
        )


def listen_for_replay_requests(reactions: Reactions) -> None:
    """Make a job of each request that names this service."""

    async def note_requests(session: AsyncSession, requests: Sequence[ReplayRequested]) -> None:
        for request in requests:
            if request.source == reactions.service:
                await session.execute(
                    upsert(replay_job)
                    .values(request_id=request.request_id, consumer=request.type.split(".")[0])
                    .on_conflict_do_nothing()
                )

    for service, kind in REPLAY_OF.items():
        if service != reactions.service:
            reactions.add(kind, note_requests)


async def replay_forever(sessions: Sessions, reactions: Reactions, announcers: Sequence[Announcer]) -> None:
    """Ask where we miss something, and answer those who ask us."""
    aside = Aside("replay")
    while True:
        await ask_for_what_is_missing(sessions, reactions)
        while await replay_page(sessions, announcers, aside=aside):  # noqa: ASYNC110 - works through a table; nothing to wait for
            await asyncio.sleep(0)
        await asyncio.sleep(ROUND_S)


async def replay_page(sessions: Sessions, announcers: Sequence[Announcer], *, aside: Aside = RAISING) -> bool:
    """One page of the oldest open job, in one transaction with its new position; False when there is nothing to do."""
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            job = await _next_job(session, aside.ids)
            waiting = (await session.execute(select(func.count()).select_from(outbox))).scalar_one()
            if job is None or waiting > ENOUGH_WAITING:
                return False
            concerns(job.request_id)
            await _go_on(session, announcers, job)
    return True


async def _next_job(session: AsyncSession, but: Sequence[UUID]) -> Row[Any] | None:
    query = select(replay_job).where(replay_job.c.done_at.is_(None), replay_job.c.request_id.not_in(but))
    oldest = query.order_by(replay_job.c.request_id).limit(1).with_for_update(skip_locked=True)
    found: Row[Any] | None = (await session.execute(oldest)).one_or_none()
    return found


async def _go_on(session: AsyncSession, announcers: Sequence[Announcer], job: Row[Any]) -> None:
    place = job.position or {"board": None, "announcer": 0, "after": None, "count": 0}
    following = await _next_page(session, announcers, place, job.consumer)
    values: dict[str, Any] = {"position": following or place}
    if following is None:
        values["done_at"] = func.now()
        log.info("announced again", consumer=job.consumer, events=place["count"])
    await session.execute(update(replay_job).where(replay_job.c.request_id == job.request_id).values(**values))


async def _next_page(
    session: AsyncSession, announcers: Sequence[Announcer], place: dict[str, Any], consumer: str
) -> dict[str, Any] | None:
    if place["board"] is None or place["announcer"] >= len(announcers):
        following = await _next_board(session, place["board"])
        if following is None:
            return None
        return {**place, "board": str(following), "announcer": 0, "after": None}
    await enter_board(session, UUID(place["board"]))
    events, after = await announcers[place["announcer"]](session, place["after"], PAGE)
    await announce_all(session, events, audience=consumer)
    counted = {**place, "count": place["count"] + len(events), "after": after}
    return counted if after is not None else {**counted, "announcer": place["announcer"] + 1}


async def _next_board(session: AsyncSession, after: str | None) -> UUID | None:
    query = select(board.c.board_id).order_by(board.c.board_id).limit(1)
    if after is not None:
        query = query.where(board.c.board_id > UUID(after))
    return (await session.execute(query)).scalar_one_or_none()
