"""One suite of real processes for all journeys."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.journeys.school import Json, School, entered, make_board, new_school
from tests.journeys.suite import Started, Suite, external


@pytest.fixture(scope="session")
def suite() -> Iterator[Suite]:
    running = external()
    if running is not None:
        yield running
        return
    started = Started()
    try:
        yield started.suite()
    finally:
        started.stop()


@pytest.fixture
def own_suite(suite: Suite) -> Suite:
    """A suite whose processes may be killed."""
    if suite.folder is None:
        pytest.skip("these processes are somebody else's: nothing is killed here")
    return suite


@pytest.fixture(scope="session")
def board(suite: Suite) -> Json:
    """A board that journeys share, each with a learner of its own: filling one takes seconds."""
    return asyncio.run(make_board(suite))


@pytest.fixture
async def school(suite: Suite, board: Json) -> AsyncIterator[School]:
    async with entered(suite, board) as school:
        yield school


@pytest.fixture
async def new_board(suite: Suite) -> AsyncIterator[School]:
    """For journeys that count everything on their board."""
    async with new_school(suite) as school:
        yield school
