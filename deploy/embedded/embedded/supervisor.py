"""Keeps programs running in the foreground: started in order, restarted when they die, stopped in the opposite order.

Why no library does this for us: docs/adr/0003-supervising-processes.md.
"""

import asyncio
from collections.abc import Sequence
from types import TracebackType

from embedded.output import Output
from embedded.program import Program
from embedded.records import Records
from embedded.supervised import Supervised


class Supervisor:
    """Leaving it, however that happens, stops all that it started."""

    def __init__(self, output: Output, records: Records) -> None:
        self._output = output
        self._records = records
        self._groups: list[list[Supervised]] = []

    async def start(self, programs: Sequence[Program], seconds: float = 60) -> None:
        """Start these together, and return when all of them are ready."""
        group = [Supervised(program, self._output, self._records) for program in programs]
        self._groups.append(group)
        async with asyncio.TaskGroup() as starting:
            for one in group:
                starting.create_task(one.start(seconds))

    async def stop(self) -> None:
        """The last started first; those started together stop together."""
        while self._groups:
            await asyncio.gather(*(one.stop() for one in self._groups.pop()))

    async def __aenter__(self) -> "Supervisor":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        self._records.path.unlink(missing_ok=True)
