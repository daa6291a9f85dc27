"""`python -m tests.bench.import_once DATABASE_URL BOARD < package`: one import in a process of its own, for its memory.

Prints the seconds since it was taken in, the largest resident set of the process in MB and the state it ended in.
"""

import asyncio
import json
import resource
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

from eigenwijs_shared.db import board_transaction, make_engine, make_sessions
from profile_service.roster import packages
from profile_service.roster.actions import accept_package, apply_next_package


async def _import(url: str, board_id: UUID) -> dict[str, float | str]:
    engine = make_engine(url, pool_size=3, name="bench")
    sessions = make_sessions(engine)
    async with board_transaction(sessions, board_id) as session:
        accepted = await accept_package(session, "bench", sys.stdin.buffer, now=datetime.now(UTC))
    began = time.perf_counter()
    await apply_next_package(sessions)
    seconds = time.perf_counter() - began
    async with board_transaction(sessions, board_id) as session:
        done = await packages.find_import(session, accepted.import_id)
    await engine.dispose()
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "mb": largest / (1e6 if sys.platform == "darwin" else 1e3),
        "state": done.state if done is not None else "lost",
    }


if __name__ == "__main__":
    url, board_id = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(_import(url, UUID(board_id)))) + "\n")
