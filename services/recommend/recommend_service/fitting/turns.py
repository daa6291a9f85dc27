"""The fit itself: turn after turn through the parts that were read, kept now and then, and put down as a version."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.fitting import library, store
from recommend_service.fitting.observed import uuids
from recommend_service.fitting.shards import Numbering, Part, heads, numbered, part_of
from recommend_service.fitting.store import WORKER
from recommend_service.model import files, fit
from recommend_service.model.files import UnusableModel
from recommend_service.model.fit import Progress
from recommend_service.model.population import Population
from recommend_service.model.progress import progress_bytes, progress_of
from recommend_service.models import store as models
from recommend_service.models.actions import put_in_shadow
from recommend_service.models.prior import prior
from recommend_service.models.rules import EVERYBODY
from recommend_service.models.tally import Tally

log = structlog.get_logger()

KEEP_EVERY: Final = 10
"""Parts; and at the end of every turn."""


class Fitting:
    """One run that has read all its parts."""

    def __init__(self, sessions: Sessions, board_id: UUID, run: Row[Any], now: datetime) -> None:
        self._sessions, self._board_id, self._run, self._now = sessions, board_id, run, now

    async def finish(self) -> str:
        """The version that was made."""
        numbering = await self._numbering()
        progress = await self._begin(numbering)
        while progress.turn < fit.TURNS:
            progress = await self._turn(progress, numbering)
        population = await asyncio.to_thread(fit.finish, progress)
        tallies = await self._checked(numbering, progress)
        async with board_transaction(self._sessions, self._board_id) as session:
            return await self._put_down(session, numbering, population, tallies)

    async def _numbering(self) -> Numbering:
        return numbered([heads(await self._state(shard)) for shard in range(self._run.shards)])

    async def _state(self, shard: int) -> bytes:
        async with board_transaction(self._sessions, self._board_id) as session:
            return await store.state(session, self._run.run_id, shard)

    async def _part(self, numbering: Numbering, shard: int) -> Part:
        return part_of(await self._state(shard), numbering, shard)

    async def _begin(self, numbering: Numbering) -> Progress:
        """Where it was, or the beginning."""
        async with board_transaction(self._sessions, self._board_id) as session:
            kept, shared = await store.progress(session, self._run.run_id), await prior(session)
        if kept is not None:
            try:
                return progress_of(kept, f"run {self._run.run_id}")
            except UnusableModel as unusable:
                log.warning("fit starts anew", what=unusable.what, where=unusable.where)
        return fit.start(len(numbering.goal_ids), len(numbering.item_ids), prior=shared)

    async def _turn(self, progress: Progress, numbering: Numbering) -> Progress:
        for shard in range(progress.shards, self._run.shards):
            part = await self._part(numbering, shard)
            progress = await asyncio.to_thread(fit.add_shard, progress, part.attempts)
            if progress.shards % KEEP_EVERY == 0:
                await self._keep(progress)
        progress = await asyncio.to_thread(fit.end_turn, progress)
        await self._keep(progress)
        return progress

    async def _keep(self, progress: Progress) -> None:
        async with board_transaction(self._sessions, self._board_id) as session:
            await store.keep_progress(session, self._run.run_id, progress_bytes(progress))

    async def _checked(self, numbering: Numbering, progress: Progress) -> Mapping[str, Tally]:
        parts, attempts = list[Part](), 0
        for shard in range(self._run.shards):
            if attempts < library.CHECKED_ON:
                parts.append(await self._part(numbering, shard))
                attempts += len(parts[-1].attempts)
        n_goals, n_items = len(numbering.goal_ids), len(numbering.item_ids)
        keys, shared = self._run.subgroups, progress.prior
        return await asyncio.to_thread(library.checked, parts, n_goals, n_items, keys, shared)

    async def _put_down(
        self, session: AsyncSession, numbering: Numbering, population: Population, tallies: Mapping[str, Tally]
    ) -> str:
        await models.lock(session)
        number = await models.last_number(session) + 1
        version = f"fit-{number}"
        if not await store.end(session, self._run.run_id, self._now, version=version):
            return await store.version_of(session, self._run.run_id)  # another process was done before us
        file = files.packed(population)
        files.unpacked(file, version)  # what cannot be read back is not kept
        everybody = tallies[EVERYBODY]
        figures = {"log_loss": everybody.log_loss, "auc": everybody.auc, "ece": everybody.ece} if everybody.n else {}
        await models.add(
            session,
            {
                "version": version,
                "number": number,
                "status": "fitted",
                "made_at": self._now,
                "made_by": self._run.started_by,
                "attempts": population.seen,
                "learners": numbering.learners[-1],
                "file": file,
                "checksum": sha256(file).hexdigest(),
                "goal_ids": uuids(numbering.goal_ids),
                "activity_ids": uuids(numbering.item_ids),
                "figures": figures,
                "subgroups": {key: tally.plain() for key, tally in tallies.items()},
            },
        )
        if self._run.started_by == WORKER:
            await put_in_shadow(session, version, WORKER, self._now)
        return version
