"""Servers of a test's own, to be killed; the shared ones are in `embedded.testing`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen

import pytest

from embedded import running
from embedded.ports import any_free
from embedded.postgres import Postgres
from embedded.postgres_home import forget
from embedded.program import Program

Run = Callable[[Program], "Popen[bytes]"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Starts a program until it is ready; the test's end stops it if the test has not."""
    with ExitStack() as stack:

        def start(program: Program) -> "Popen[bytes]":
            process = running.start(program, tmp_path / f"{program.name}.log")
            stack.callback(running.stop, program, process)
            return process

        yield start


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[Postgres]:
    yield (server := Postgres(tmp_path / "private" / "postgres", any_free(), "a-password"))
    forget(server.folder)
