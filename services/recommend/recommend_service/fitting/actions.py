"""Fits a board's model: part by part of its learners, each kept when read, so a killed fit goes on where it was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.fitting import observed, store
from recommend_service.fitting.observed import uuids
from recommend_service.fitting.shards import bounds, packed, shards_for
from recommend_service.fitting.turns import Fitting
from recommend_service.models import store as models
from recommend_service.models.members import members
from recommend_service.models.rules import LEAST_LEARNERS
from recommend_service.models.scored import flags

LEAST_ATTEMPTS: Final = 100


class NothingToFit(Exception):
    """Too little was observed: of a few learners a model would tell about them."""

    def __init__(self, observations: int, learners: int) -> None:
        self.observations, self.learners = observations, learners
        super().__init__(
            f"Not enough to fit: {observations} observations of {learners} learners; "
            f"at least {LEAST_ATTEMPTS} of {LEAST_LEARNERS} are needed. Day one's model goes on."
        )


async def fit_board(sessions: Sessions, board_id: UUID, by: str, now: datetime) -> str:
    """The version that was made; `NothingToFit` changes nothing. May be killed at any time, and called again."""
    async with board_transaction(sessions, board_id) as session:
        run = await _begin(session, by, now)
    try:
        await _read_all(sessions, board_id, run, now)
        return await Fitting(sessions, board_id, run, now).finish()
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
            await read_shard(sessions, board_id, run, shard, of)


async def read_shard(sessions: Sessions, board_id: UUID, run: Row[Any], shard: int, of: Mapping[str, Any]) -> None:
    """One part, in one transaction."""
    first, last = bounds(shard, run.shards)
    async with board_transaction(sessions, board_id) as session:
        part = await observed.read(session, observed.BETWEEN, first=first, last=last)
        state = packed(part, flags(uuids(part.learner_ids), of))
        await store.add_shard(session, run.run_id, shard, len(part), state)
