"""`python -m recommend_service verify`: is every board's register as it was written?"""

import asyncio

from eigenwijs_shared.db import board_transaction, make_engine, make_sessions
from recommend_service.register.actions import boards, check
from recommend_service.register.schemas import VerificationOut
from recommend_service.settings import Settings


def verify(settings: Settings) -> int:
    """0 when all are whole; else each fault is named."""
    return asyncio.run(_verify(settings))


async def _verify(settings: Settings) -> int:
    engine = make_engine(settings.database_url, pool_size=1, name="recommend-verify")
    sessions, faults = make_sessions(engine), 0
    try:
        for board_id in await boards(sessions):
            async with board_transaction(sessions, board_id) as session:
                found = await check(session)
            print(f"{board_id}: {summary(found)}")  # noqa: T201 - a command's answer
            faults += found.fault_count
    finally:
        await engine.dispose()
    return 1 if faults else 0


def summary(found: VerificationOut) -> str:
    head = f"{found.entries} entries in {found.chains} chains, head {found.head_position} {found.head_hash}"
    lines = [f"  {one.what}: {one.chain_id} {one.position} {one.entry_id or ''}" for one in found.faults]
    return "\n".join([head, *lines])
