"""One suite of real processes for all journeys; each journey makes a board of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.journeys.school import School, new_school
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


@pytest.fixture
async def school(suite: Suite) -> AsyncIterator[School]:
    async with new_school(suite) as school:
        yield school
