"""Roles and enrolments begin and end on days that a package said long before: each day makes them so."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from profile_service.parents.actions import settle_parents
from profile_service.roster import store
from profile_service.roster.actions import expire_held
from profile_service.roster.apply import settle

ROUND_S = 60.0


async def follow_calendar_forever(sessions: Sessions) -> None:
    """Look every minute whether it is another day for some board, or somebody let an import wait too long."""
    aside = Aside("calendar")
    while True:
        await turn_day(sessions, now=datetime.now(UTC), aside=aside)
        await expire_held(sessions, now=datetime.now(UTC))
        await asyncio.sleep(ROUND_S)


async def turn_day(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> None:
    """Derive anew the boards where something begins or ends by today; each board is a transaction."""
    async with plumbing_transaction(sessions) as session:
        behind = await store.boards_behind(session, now.date())
    for board_id in set(behind) - set(aside.ids):
        with aside.trying(board_id):
            await _turn_day_of(sessions, board_id, now=now)


async def _turn_day_of(sessions: Sessions, board_id: UUID, *, now: datetime) -> None:
    today = now.date()
    async with board_transaction(sessions, board_id) as session:
        await store.lock_roster(session)
        if await store.begins_or_ends_by(session, today):
            await settle(session, {}, now=now)
        else:
            await settle_parents(session, {}, now=now)  # who came of age today
            await store.note_day(session, today)
