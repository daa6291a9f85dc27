"""The worker's part: brings the words of all boards up to date, some goals at a time."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import select

from choices_service.mapping.index import bring_up_to_date, is_behind
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.events.tables import board

ROUND_S = 5.0
AT_A_TIME = 250
"""Goals in one transaction: short enough to be in nobody's way."""


async def keep_mapping_up_to_date(sessions: Sessions) -> None:
    """For ever: the worker's own task."""
    while True:
        await bring_all_up_to_date(sessions)
        await asyncio.sleep(ROUND_S)


async def bring_all_up_to_date(sessions: Sessions) -> None:
    async with plumbing_transaction(sessions) as session:
        boards = list(await session.scalars(select(board.c.board_id).order_by(board.c.board_id)))
    for board_id in boards:
        async with board_transaction(sessions, board_id) as session:
            behind = await is_behind(session)
        while behind:
            async with board_transaction(sessions, board_id) as session:
                behind = not await bring_up_to_date(session, most=AT_A_TIME, now=datetime.now(UTC))
