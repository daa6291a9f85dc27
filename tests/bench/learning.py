"""Attempts a second that one worker of recommend learns from: events in, estimates in the database, events out."""

import asyncio
import time
from dataclasses import dataclass
from random import Random
from uuid import UUID

import asyncpg
import psutil

from tests.bench.databases import cpu_of, owned, process_of, until, until_sent
from tests.bench.large import send, tries
from tests.bench.loads import learners_of
from tests.bench.rosters import held_back
from tests.journeys.school import School

ATTEMPTS = 20_000
WORKER = "recommend-worker"
ITS_REQUEST_S = 6.0
"""After which a request for events that was open when the worker was held back is over."""


@dataclass(frozen=True)
class Learnt:
    """Seconds until all was learnt, and until all events of it had left; processor seconds meanwhile; events out."""

    learnt: float
    told: float
    worker: float
    database: float
    events: int


async def attempts_learnt(school: School) -> Learnt:
    """The attempts wait in their stream until the worker may begin: nothing else has work then."""
    suite, board_id = school.suite, UUID(school.board_id)
    attempts = tries(learners_of(school), school.activities, ATTEMPTS, Random(2026))
    async with owned(suite, "recommend") as database:
        before = await _counted(database, board_id)
        with held_back(suite, WORKER):
            await asyncio.sleep(ITS_REQUEST_S)
            await send(school, attempts)
            await until_sent(suite, "profile")
            worker, backends = process_of(suite, WORKER), await _backends(database)
            cpu, spent, announced = cpu_of(worker), sum(map(cpu_of, backends)), await _announced(database)
            began = time.perf_counter()
        all_counted = "SELECT sum(last_sequence) = $2 FROM learner_state WHERE board_id = $1"
        await until(database, all_counted, board_id, before + ATTEMPTS)
        learnt = time.perf_counter() - began
        await until(database, "SELECT NOT EXISTS (SELECT FROM outbox)")
        told = time.perf_counter() - began
        return Learnt(
            learnt=learnt,
            told=told,
            worker=cpu_of(worker) - cpu,
            database=sum(map(cpu_of, backends)) - spent,
            events=await _announced(database) - announced,
        )


async def _counted(database: asyncpg.Connection, board_id: UUID) -> int:
    counted = "SELECT coalesce(sum(last_sequence), 0) FROM learner_state WHERE board_id = $1"
    return int(await database.fetchval(counted, board_id))


async def _announced(database: asyncpg.Connection) -> int:
    """Events so far; a sequence also counts what was rolled back, which is little."""
    return int(await database.fetchval("SELECT last_value FROM outbox_seq_seq"))


async def _backends(database: asyncpg.Connection) -> list[psutil.Process]:
    """PostgreSQL's side of the worker's connections."""
    rows = await database.fetch("SELECT pid FROM pg_stat_activity WHERE application_name = $1", WORKER)
    return [psutil.Process(row["pid"]) for row in rows]
