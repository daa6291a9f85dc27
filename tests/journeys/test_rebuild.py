"""Recommend's estimates come from events alone: its database dropped, or projections wiped, they come back equal."""

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from urllib.parse import urlsplit

import psutil
import pytest

from demo.door import Refused
from embedded.databases import Passwords, create_database, psql
from embedded.migrate import migrate_apart
from embedded.records import Records
from embedded.secrets import load_or_make
from tests.journeys.school import School
from tests.journeys.suite import Suite
from tests.journeys.test_nothing_is_lost import assert_everything_counted_once, send_all, some_attempts

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]

FADES_AT_MOST = 1e-3
Estimates = dict[tuple[str, str], tuple[float, float, float, int, str]]


async def estimates(school: School, learners: list[str]) -> Estimates:
    return {
        (learner, item["goalId"]): tuple(item[key] for key in ("probability", "low", "high", "evidence", "state"))
        for learner in learners
        async for item in school.door.pages(f"/v1/learners/{learner}/mastery")
    }


def alike(found: Estimates, expected: Estimates) -> bool:
    """Equal but for what fades between two readings; a fact that is missing is seen by the count of evidence."""
    if found.keys() != expected.keys():
        return False
    pairs = [(found[key], expected[key]) for key in expected]
    return all(one[3:] == other[3:] and one[:3] == pytest.approx(other[:3], abs=FADES_AT_MOST) for one, other in pairs)


async def until_equal(school: School, learners: list[str], expected: Estimates) -> None:
    async with asyncio.timeout(90):
        while True:
            with suppress(Refused):  # while the service has no tables, which is the test
                if alike(await estimates(school, learners), expected):
                    return
            await asyncio.sleep(0.5)


def environment(suite: Suite, name: str) -> dict[str, str]:
    assert suite.folder is not None
    return psutil.Process(Records(suite.folder / "processes.json").running()[name]).environ()


def drop_and_make_anew(suite: Suite) -> None:
    assert suite.folder is not None
    secrets = load_or_make(suite.folder / "secrets.json")
    server = urlsplit(environment(suite, "recommend-worker")["EW_DATABASE_URL"])
    admin = f"postgresql://postgres:{secrets['postgres']}@{server.hostname}:{server.port}/postgres"
    psql(admin, "-c", "DROP DATABASE recommend WITH (FORCE)")
    passwords = Passwords(secrets["owner_recommend"], secrets["app_recommend"])
    migrate_apart({"recommend": create_database(admin, "recommend", passwords).owner_url})


def wipe_projections(suite: Suite) -> None:
    assert suite.folder is not None
    secrets = load_or_make(suite.folder / "secrets.json")
    known = environment(suite, "recommend-worker")
    server = urlsplit(known["EW_DATABASE_URL"])
    owner = f"recommend_owner:{secrets['owner_recommend']}@{server.hostname}:{server.port}/recommend"
    ran = subprocess.run(
        [sys.executable, "-m", "recommend_service", "rebuild"],
        env={**os.environ, **known, "EW_OWNER_DATABASE_URL": f"postgresql+asyncpg://{owner}"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr


async def test_estimates_are_the_same_after_the_database_was_dropped_or_wiped(
    new_board: School, own_suite: Suite
) -> None:
    attempts = some_attempts(new_board, 400, seed=4)
    await send_all(new_board, attempts)
    await assert_everything_counted_once(new_board, attempts)
    learners = sorted({body["learnerId"] for body in attempts})
    before = await estimates(new_board, learners)
    assert before
    await asyncio.to_thread(drop_and_make_anew, own_suite)
    await until_equal(new_board, learners, before)
    await asyncio.to_thread(wipe_projections, own_suite)
    await until_equal(new_board, learners, before)
    more = some_attempts(new_board, 50, seed=5)
    await send_all(new_board, more)
    await assert_everything_counted_once(new_board, attempts + more)
