"""The way to the solver: started when somebody asks for a plan, gone when nobody does any more."""

import asyncio
import json
import os
import select
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from time import monotonic
from typing import IO, Annotated

from fastapi import Depends, FastAPI, Request

from choices_service.planning.problem import Answer, Problem, joined, read_answer, split, written
from eigenwijs_shared.errors import Unavailable

IDLE_S = 60.0
_STARTING_S = 30.0
_AT_ONCE = 1 << 20


class PlannerAway(Unavailable):
    """The solver did not answer in time, or could not be started."""

    type = "planner-away"
    detail = {
        "nl": "Het plannen lukt nu even niet; er is niets veranderd. Probeer het zo nog eens.",
        "en": "Planning does not work at the moment; nothing was changed. Please retry in a few seconds.",
    }


class Planner:
    """Asks the solver, one question at a time; a solver that ended or hangs is replaced."""

    def __init__(self, *, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._process: subprocess.Popen[bytes] | None = None
        # One thread: whoever comes next waits there for its turn, and the event loop waits for nobody.
        self._turn = ThreadPoolExecutor(1, "planner")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def solve(self, problem: Problem) -> Answer:
        """Its answer, or `PlannerAway`."""
        return (await self.solve_all([problem]))[0]

    async def solve_all(self, problems: Sequence[Problem]) -> list[Answer]:
        """The answer to each, in their order."""
        pieces = [split(problem) for problem in problems]
        asked = [piece for several in pieces for piece in several]
        answers = iter(await asyncio.get_running_loop().run_in_executor(self._turn, self._ask, asked))
        return [joined([next(answers) for _ in several]) for several in pieces]

    def _ask(self, problems: Sequence[Problem]) -> list[Answer]:
        line = json.dumps([written(problem) for problem in problems]).encode() + b"\n"
        until = monotonic() + _STARTING_S + sum(4 * problem.seconds for problem in problems)
        # It may end for want of work just when we ask: then a fresh one answers.
        for _ in range(2):
            try:
                said = self._exchange(line, until)
            except OSError:
                said = b""
            if said.endswith(b"\n"):
                return [read_answer(one) for one in json.loads(said)]
            self._end()
            if monotonic() > until:
                break
        raise PlannerAway

    def _exchange(self, line: bytes, until: float) -> bytes:
        asked, told = self._pipes()
        asked.write(line)
        asked.flush()
        said = b""
        while not said.endswith(b"\n"):
            if not select.select([told], [], [], max(0.0, until - monotonic()))[0]:
                return b""
            piece = os.read(told.fileno(), _AT_ONCE)
            if not piece:
                return b""
            said += piece
        return said

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if not self.running:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no argument of a caller
                [sys.executable, "-m", "choices_service.planning.solver", str(self._idle_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                # It gets numbers and gives numbers; passwords are none of its business.
                env={name: value for name, value in os.environ.items() if not name.startswith("EW_")},
            )
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise OSError("no solver")
        return process.stdin, process.stdout

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    async def close(self) -> None:
        """Ends the solver, if it runs; a question that is still open is answered first."""
        await asyncio.get_running_loop().run_in_executor(self._turn, self._end)
        self._turn.shutdown()


@asynccontextmanager
async def open_planner(app: FastAPI) -> AsyncIterator[None]:
    """For the lifespan of an application; the solver itself starts at the first question."""
    app.state.planner = Planner()
    try:
        yield
    finally:
        await app.state.planner.close()


async def planner_of(request: Request) -> Planner:
    found: Planner = request.app.state.planner
    return found


Planning = Annotated[Planner, Depends(planner_of)]
