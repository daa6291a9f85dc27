"""The worker's round: a place comes free too when a learner leaves the school or is erased, and nobody asks for it."""

import asyncio
from datetime import UTC, datetime

import structlog
from sqlalchemy import select

from choices_service.places.moving import fill_board
from eigenwijs_shared.aside import Aside
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.events.tables import board

log = structlog.get_logger()

ROUND_S = 60


async def fill_places_forever(sessions: Sessions) -> None:
    aside = Aside("electives")
    while True:
        await asyncio.sleep(ROUND_S)
        async with plumbing_transaction(sessions) as session:
            boards = list((await session.execute(select(board.c.board_id))).scalars())
        for board_id in sorted(set(boards) - set(aside.ids)):
            with aside.trying(board_id):
                async with board_transaction(sessions, board_id) as session:
                    moved = await fill_board(session, now=datetime.now(UTC))
                if moved:
                    log.info("places filled", moved=moved)
