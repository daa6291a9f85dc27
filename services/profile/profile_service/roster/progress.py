"""How far an import is, for whoever waits: told now and then, in small transactions of its own."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from eigenwijs_shared.db import Sessions, board_transaction
from profile_service.roster import packages

Phase = Literal["validating", "recording", "deriving", "applying"]
EVERY = 5_000
"""Rows."""


@dataclass(slots=True)
class Progress:
    """Of one import; without one (a new day on the calendar) nobody is told."""

    sessions: Sessions | None = None
    board_id: UUID | None = None
    import_id: UUID | None = None
    _phase: Phase = "validating"
    _done: int = 0
    _total: int | None = None
    _told: int = field(default=0)

    async def begin(self, phase: Phase, total: int | None = None) -> None:
        self._phase, self._done, self._total, self._told = phase, 0, total, 0
        await self._tell()

    async def add(self, rows: int) -> None:
        self._done += rows
        if self._done - self._told >= EVERY:
            await self._tell()

    def from_thread(self) -> Callable[[int], None]:
        """`add` for work that runs beside the loop."""
        loop = asyncio.get_running_loop()

        def add(rows: int) -> None:
            asyncio.run_coroutine_threadsafe(self.add(rows), loop).result()

        return add

    async def _tell(self) -> None:
        self._told = self._done
        if self.sessions is None or self.import_id is None:
            return
        async with board_transaction(self.sessions, self.board_id) as session:
            await packages.put_progress(session, self.import_id, self._phase, self._done, self._total)
