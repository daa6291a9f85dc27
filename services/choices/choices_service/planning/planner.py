"""The way to the solver: started when somebody asks for a plan, gone when nobody does any more."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from choices_service.planning.problem import Answer, Problem, joined, read_answer, split, written
from eigenwijs_shared.errors import Unavailable

IDLE_S = 60.0
_STARTING_S = 30.0
_LARGEST = 16_000_000
"""Bytes of one line: thousands of answers."""


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
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def solve(self, problem: Problem) -> Answer:
        """Its answer, or `PlannerAway`."""
        return (await self.solve_all([problem]))[0]

    async def solve_all(self, problems: Sequence[Problem]) -> list[Answer]:
        """The answer to each, in their order."""
        pieces = [split(problem) for problem in problems]
        answers = iter(await self._ask([piece for several in pieces for piece in several]))
        return [joined([next(answers) for _ in several]) for several in pieces]

    async def _ask(self, problems: Sequence[Problem]) -> list[Answer]:
        line = json.dumps([written(problem) for problem in problems]).encode() + b"\n"
        patience = _STARTING_S + sum(4 * problem.seconds for problem in problems)
        async with self._turn:
            # It may end for want of work just when we ask: then a fresh one answers.
            for _ in range(2):
                try:
                    async with asyncio.timeout(patience):
                        said = await self._exchange(line)
                except (TimeoutError, OSError) as error:
                    await self._end()
                    if isinstance(error, TimeoutError):
                        break
                    continue
                if said.endswith(b"\n"):
                    return [read_answer(one) for one in json.loads(said)]
                await self._end()
        raise PlannerAway

    async def _exchange(self, line: bytes) -> bytes:
        if not self.running:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "choices_service.planning.solver", str(self._idle_s)),
                stdin=PIPE,
                stdout=PIPE,
                limit=_LARGEST,
                # It gets numbers and gives numbers; passwords are none of its business.
                env={name: value for name, value in os.environ.items() if not name.startswith("EW_")},
            )
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise OSError("no solver")
        process.stdin.write(line)
        await process.stdin.drain()
        return await process.stdout.readline()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()

    async def close(self) -> None:
        """Ends the solver, if it runs."""
        await self._end()


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
