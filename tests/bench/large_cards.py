"""Cards for learners with an estimate of each of 1,000 goals, out of 10,000 activities; every card is a new one."""

import asyncio
import time
from random import Random
from uuid import UUID

import aiohttp

from tests.bench.databases import owned
from tests.bench.large import by_goal, send, until_learnt
from tests.bench.loads import client_of, learners_of
from tests.journeys.school import Json, School, attempt

LEARNERS, ROUNDS = 10, 30
TRIES = (1, 2, 3, 8)
PER_SECOND = 10


async def card_times(school: School) -> list[float]:
    """Seconds per card, ten a second; between two cards a learner has done something, so it is never the same card."""
    rng, activities = Random(2026), await by_goal(school)
    learners = learners_of(school)[-LEARNERS:]
    facts = await _facts(school)
    done = _everything(learners, activities, rng)
    await send(school, done)
    facts += len(done)
    await until_learnt(school, facts)
    times: list[float] = []
    async with client_of(school) as client:
        for turn in range(ROUNDS + 1):
            more = [attempt(one, rng.choice(school.activities), right=True) for one in learners]
            await send(school, more)
            facts += len(more)
            await until_learnt(school, facts)
            took = [await _timed(client, one) for one in learners]
            # The first round fills the cache, in more time than a caller waits, and prepares the statements.
            times += [seconds for seconds, mode in took if _is_ours(mode)] if turn else []
    return times


def _everything(learners: list[str], activities: dict[str, list[str]], rng: Random) -> list[Json]:
    """All goals, by those of each in turn, as often as one of `TRIES`."""
    return [
        attempt(learner_id, rng.choice(activities[goal_id]), right=rng.random() < 0.85)
        for learner_id in learners
        for goal_id in activities
        for _ in range(rng.choice(TRIES))
    ]


def _is_ours(mode: str) -> bool:
    """Not the catalogue's, which comes where ours takes too long."""
    assert mode == "adaptive", mode
    return True


async def _timed(client: aiohttp.ClientSession, learner_id: str) -> tuple[float, str]:
    """(seconds, whose card it is)"""
    began = time.perf_counter()
    async with client.get(f"/v1/learners/{learner_id}/card") as answer:
        body = await answer.json()
        assert answer.status == 200, body
    took = time.perf_counter() - began
    await asyncio.sleep(max(0.0, 1 / PER_SECOND - took))
    return took, body["mode"]


async def _facts(school: School) -> int:
    async with owned(school.suite, "recommend") as connection:
        counted = "SELECT coalesce(sum(last_sequence), 0) FROM learner_state WHERE board_id = $1"
        return int(await connection.fetchval(counted, UUID(school.board_id)))
