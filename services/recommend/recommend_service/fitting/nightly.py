"""Every night a fit of each board that saw enough that is new, in a process of its own. It goes in shadow, no more."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.fitting import store
from recommend_service.fitting.store import WORKER
from recommend_service.models import store as models
from recommend_service.models.prior import share
from recommend_service.register.actions import boards

log = structlog.get_logger()

ROUND_S: Final = 600.0
HOURS: Final = range(5)
"""In UTC: when schools here sleep."""
STILL: Final = timedelta(minutes=30)
"""Without a step for so long, a fit was killed."""
LEAST_NEW: Final = 500
LEAST_SHARE: Final = 0.05

Fit = Callable[[UUID], Awaitable[None]]


async def fit_forever(sessions: Sessions) -> None:
    """The worker's task: at night, board after board; and at any hour what was killed half-way."""
    aside = Aside("nightly fits")
    while True:
        if await fit_due(sessions, datetime.now(UTC), in_own_process, aside):
            await share(sessions, datetime.now(UTC))
        await asyncio.sleep(ROUND_S)


async def fit_due(sessions: Sessions, now: datetime, fit: Fit, aside: Aside = RAISING) -> list[UUID]:
    """One board after another: a fit takes what memory and processor it may have. Which boards those were."""
    found = []
    for board_id in await boards(sessions):
        if board_id in aside.ids:
            continue
        with aside.trying(board_id):
            async with board_transaction(sessions, board_id) as session:
                due = await is_due(session, now)
            if due:
                found.append(board_id)
                await fit(board_id)
    return found


async def is_due(session: AsyncSession, now: datetime) -> bool:
    """A fit has stopped moving, or it is night, none was begun today, and enough is new since the last."""
    begun = await store.last_begun(session)
    if begun is not None and begun.ended_at is None:
        return bool(begun.moved_at < now - STILL and begun.started_at >= now - store.FRESH)
    today = now.astimezone(UTC)
    if today.hour not in HOURS or (begun is not None and begun.started_at.astimezone(UTC).date() == today.date()):
        return False
    known = await models.last_attempts(session)
    observations, _ = await store.counted(session)
    return observations - known >= max(LEAST_NEW, LEAST_SHARE * known)


async def in_own_process(board_id: UUID) -> None:
    """The operator's own command: its memory is given back, and learning here does not wait for it."""
    command = [sys.executable, "-m", "recommend_service", "fit", "--board", str(board_id), "--by", WORKER]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()  # it goes on where it was when the worker is back
        await process.wait()
        raise
    if code:
        log.error("fit failed", board=str(board_id), code=code)
