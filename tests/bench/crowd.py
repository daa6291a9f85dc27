"""Cards of a board with many learners in the database: real ones, made through the door, copied a thousand times over.

Copied is whatever the database holds of a learner, table by table as it finds them, with ids of their own: so this
needs no knowledge of the tables, and what is copied is what the service itself wrote.
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

import asyncpg

from tests.bench.databases import owned
from tests.bench.drive import steady
from tests.bench.large import send, until_learnt
from tests.bench.loads import client_of, learners_of
from tests.journeys.school import School, attempt

FEW, MANY = 10_000, 1_000_000
TRIES = 8
ASKED, PER_SECOND, WARM = 600, 20, 60
_LEFT = frozenset({"watch_due", "watch_alarm", "inbox", "outbox"})
_TABLES = """SELECT c.oid::regclass::text AS name, c.oid FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND 2 = (SELECT count(*) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname IN ('board_id', 'learner_id') AND NOT a.attisdropped)
    ORDER BY 1"""
_COLUMNS = """SELECT a.attname AS name, a.atttypid = 'uuid'::regtype AND EXISTS (SELECT FROM pg_index i
        WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY(i.indkey)) AS own
    FROM pg_attribute a WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attidentity = '' AND a.attgenerated = '' ORDER BY a.attnum"""
_COPY = """INSERT INTO {table} ({names}) SELECT {values} FROM {table} t, generate_series($3::int, $4::int) AS n
    WHERE t.board_id = $1 AND t.learner_id = ANY($2)"""
_SHARED = frozenset({"board_id", "goal_id", "activity_id"})


@dataclass(frozen=True)
class Crowd:
    """Seconds per card among few and among many, seconds to fill the database, and what it holds then, in GB."""

    few: list[float]
    many: list[float]
    filling: float
    size: float


async def card_times(school: School, many: int = MANY) -> Crowd:
    real = learners_of(school)
    await _live(school, real)
    async with owned(school.suite, "recommend") as database:
        await database.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        await _fill(database, school, 1, FEW // len(real))
        few = await _ask(school, real, FEW // len(real), 1)
        began = time.perf_counter()
        await _fill(database, school, 1 + FEW // len(real), many // len(real))
        filling = time.perf_counter() - began
        size = await database.fetchval("SELECT pg_database_size(current_database())") / 1e9
        return Crowd(few, await _ask(school, real, many // len(real), 2), filling, size)


async def _live(school: School, real: Sequence[str]) -> None:
    """Every one of them does something and is offered a card."""
    rng = Random(2026)
    done = [
        attempt(one, rng.choice(school.activities), right=rng.random() < 0.75) for one in real for _ in range(TRIES)
    ]
    await send(school, done)
    await until_learnt(school, len(done))
    async with client_of(school) as client:
        for learner_id in real:
            async with client.get(f"/v1/learners/{learner_id}/card") as answer:
                assert answer.status == 200, await answer.text()


async def _fill(database: asyncpg.Connection, school: School, first: int, last: int) -> None:
    """Everybody once more under each of these numbers."""
    board_id, real = UUID(school.board_id), [UUID(one) for one in learners_of(school)]
    for table in await database.fetch(_TABLES):
        if table["name"] not in _LEFT:
            found = await database.fetch(_COLUMNS, table["oid"])
            columns = {row["name"]: _copied(row["name"], own=row["own"]) for row in found}
            statement = _COPY.format(table=table["name"], names=", ".join(columns), values=", ".join(columns.values()))
            await database.execute(statement, board_id, real, first, last)
    await database.execute("VACUUM ANALYZE")
    await database.execute("CHECKPOINT")


def _copied(name: str, *, own: bool) -> str:
    if name == "chain_id":  # of the register; the board's own chain names no learner
        return "encode(sha256(uuid_send(t.board_id) || uuid_send(md5(t.learner_id::text || n)::uuid)), 'hex')"
    return f"md5(t.{name}::text || n)::uuid" if (own and name not in _SHARED) or name == "learner_id" else f"t.{name}"


def copy_of(learner_id: str, number: int) -> UUID:
    """As `_copied` says it in the database."""
    return UUID(hashlib.md5(f"{learner_id}{number}".encode(), usedforsecurity=False).hexdigest())


async def _ask(school: School, real: Sequence[str], copies: int, seed: int) -> list[float]:
    """Seconds per card, twenty a second, each for another of the copies.

    Only recommend knows them: where it takes longer than the gateway waits, the catalogue answers 404.
    """
    rng = Random(seed)
    places = rng.sample(range(len(real) * copies), ASKED + WARM)
    asked = iter([copy_of(real[place % len(real)], 1 + place // len(real)) for place in places])
    async with client_of(school) as client:

        async def once() -> None:
            async with client.get(f"/v1/learners/{next(asked)}/card") as answer:
                body = await answer.json()
                assert answer.status == 200, body
                assert body["mode"] == "adaptive", body

        await steady(once, per_second=PER_SECOND, seconds=WARM / PER_SECOND)
        return await steady(once, per_second=PER_SECOND, seconds=ASKED / PER_SECOND)
