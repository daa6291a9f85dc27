"""Fits a board's model: part by part of its learners, each kept when read, so a killed fit goes on where it was."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.fitting import library, observed, store
from recommend_service.fitting.observed import uuids
from recommend_service.fitting.shards import Whole, bounds, packed, shards_for, together
from recommend_service.model import files
from recommend_service.model.fit import Population
from recommend_service.models import store as models
from recommend_service.models.actions import put_in_shadow
from recommend_service.models.members import members
from recommend_service.models.rules import EVERYBODY, LEAST_LEARNERS
from recommend_service.models.scored import flags, tallies
from recommend_service.models.tally import Tally

LEAST_ATTEMPTS: Final = 100
WORKER: Final = "worker"
"""What it fits by itself goes in shadow, and no further: people put a version to use."""


class NothingToFit(Exception):
    """Too little was observed: of a few learners a model would tell about them."""

    def __init__(self, observations: int, learners: int) -> None:
        self.observations, self.learners = observations, learners
        super().__init__(
            f"Not enough to fit: {observations} observations of {learners} learners; "
            f"at least {LEAST_ATTEMPTS} of {LEAST_LEARNERS} are needed. Day one's model goes on."
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A model and how it does on learners left out, by subgroup."""

    population: Population
    tallies: Mapping[str, Tally]


async def fit_board(sessions: Sessions, board_id: UUID, by: str, now: datetime) -> str:
    """The version that was made; `NothingToFit` changes nothing. May be killed at any time, and called again."""
    async with board_transaction(sessions, board_id) as session:
        run = await _begin(session, by, now)
    try:
        await _read_all(sessions, board_id, run, now)
        return await _fit(sessions, board_id, run, now)
    except Exception as error:
        async with board_transaction(sessions, board_id) as session:
            await store.end(session, run.run_id, now, problem=type(error).__name__)
        raise


async def _begin(session: AsyncSession, by: str, now: datetime) -> Row[Any]:
    run = await store.open_run(session, now)
    if run is not None:
        return run
    observations, learners = await store.counted(session)
    if observations < LEAST_ATTEMPTS or learners < LEAST_LEARNERS:
        raise NothingToFit(observations, learners)
    keys = [one.key for one in await models.subgroups_of(session)]
    return await store.begin(session, shards_for(observations), keys, by, now)


async def _read_all(sessions: Sessions, board_id: UUID, run: Row[Any], now: datetime) -> None:
    async with board_transaction(sessions, board_id) as session:
        done = await store.done_shards(session, run.run_id)
        named = [one for one in await models.subgroups_of(session) if one.key in run.subgroups]
        # One that is no longer named is measured as of nobody: nobody asks for it any more.
        of = {key: set[UUID]() for key in run.subgroups} | await members(session, named, now.date())
    for shard in range(run.shards):
        if shard not in done:
            await read_shard(sessions, board_id, run, shard, of, now)


async def read_shard(
    sessions: Sessions, board_id: UUID, run: Row[Any], shard: int, of: Mapping[str, Any], now: datetime
) -> None:
    """One part, in one transaction."""
    first, last = bounds(shard, run.shards)
    async with board_transaction(sessions, board_id) as session:
        part = await observed.read(session, observed.BETWEEN, first=first, last=last)
        state = packed(part, flags(uuids(part.learner_ids), of))
        await store.add_shard(session, run.run_id, shard, len(part), state, now)


async def _fit(sessions: Sessions, board_id: UUID, run: Row[Any], now: datetime) -> str:
    async with board_transaction(sessions, board_id) as session:
        await store.set_stage(session, run.run_id, "fitting", now)
        states = await store.states(session, run.run_id)
    whole = together(states)
    made = await asyncio.to_thread(make, whole, run.subgroups)
    async with board_transaction(sessions, board_id) as session:
        return await _keep(session, run, whole, made, now)


def make(whole: Whole, keys: list[str]) -> Made:
    """The numbers alone."""
    n_goals, n_items = len(whole.goal_ids), len(whole.item_ids)
    population = library.fitted(whole.attempts, n_goals, n_items)
    held = library.held_out(whole.attempts, n_goals, n_items)
    # What learners say of themselves is no outcome to be right about.
    told = held.rows & whole.witnessed
    learner, came = whole.attempts.learner[told], whole.success[told]
    return Made(population, tallies(learner, held.chance[told], came, whole.flags, keys))


async def _keep(session: AsyncSession, run: Row[Any], whole: Whole, made: Made, now: datetime) -> str:
    await models.lock(session)
    number = await models.last_number(session) + 1
    version = f"fit-{number}"
    if not await store.end(session, run.run_id, now, version=version):
        return await store.version_of(session, run.run_id)  # another process was done before us
    file = files.packed(made.population)
    files.unpacked(file, version)  # what cannot be read back is not kept
    everybody = made.tallies[EVERYBODY]
    figures = {"log_loss": everybody.log_loss, "auc": everybody.auc, "ece": everybody.ece} if everybody.n else {}
    await models.add(
        session,
        {
            "version": version,
            "number": number,
            "status": "fitted",
            "made_at": now,
            "made_by": run.started_by,
            "attempts": len(whole.attempts),
            "learners": len(whole.flags),
            "file": file,
            "checksum": sha256(file).hexdigest(),
            "goal_ids": uuids(whole.goal_ids),
            "activity_ids": uuids(whole.item_ids),
            "figures": figures,
            "subgroups": {key: tally.plain() for key, tally in made.tallies.items()},
        },
    )
    if run.started_by == WORKER:
        await put_in_shadow(session, version, WORKER, now)
    return version
