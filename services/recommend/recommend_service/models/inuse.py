"""The board's model at work: which version, and its file, loaded once in this process."""

from collections import OrderedDict
from dataclasses import replace
from hashlib import sha256
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.model.files import UnusableModel, unpacked
from recommend_service.models import store
from recommend_service.models.rules import DAY_ONE as DAY_ONE_VERSION

log = structlog.get_logger()
HELD: Final = 64


class Models:
    """Versions never change once made: so one that was loaded is good for ever, and one that is damaged stays so."""

    def __init__(self, *, held: int = HELD) -> None:
        self._most = held
        self._held: OrderedDict[tuple[UUID, str, int], KnownModel | None] = OrderedDict()

    async def in_use(self, session: AsyncSession) -> KnownModel:
        """The version in use; where its file is damaged the one before it, down to day one. Never an error."""
        named, generation = await store.used(session)
        version: str | None = named
        tried: set[str] = set()
        while version is not None and version != DAY_ONE_VERSION and version not in tried:
            tried.add(version)
            found = await self.of(session, version, generation)
            if found is not None:
                return found
            row = await store.find(session, version)
            version = row.previous if row else None
        day_one = await self.of(session, DAY_ONE_VERSION, generation)
        return day_one or DAY_ONE

    async def of(self, session: AsyncSession, version: str, generation: int = 0) -> KnownModel | None:
        """This version; None when there is none, or its file cannot be used (the log says why)."""
        if version == DAY_ONE_VERSION and generation == 0:
            return DAY_ONE
        key = (session.info["board_id"], version, generation)
        if key not in self._held:
            found = DAY_ONE if version == DAY_ONE_VERSION else await _loaded(session, version)
            self._held[key] = replace(found, generation=generation) if found else None
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]


async def _loaded(session: AsyncSession, version: str) -> KnownModel | None:
    row = await store.file_of(session, version)
    if row is None:
        return None
    where = f"version {version} of board {session.info['board_id']}"
    try:
        if sha256(row.file).hexdigest() != row.checksum:
            raise UnusableModel("The model file is not the one that was stored", where, "Fit once more.")
        population = unpacked(row.file, where)
        known = len(population.eases.goals) - 1, len(population.eases.items) - 1
        if known != (len(row.goal_ids), len(row.activity_ids)):
            raise UnusableModel("The model file is about other goals or activities", where, "Fit once more.")
    except UnusableModel as unusable:
        log.error("model unusable", what=unusable.what, where=unusable.where, mend=unusable.mend)
        return None
    goals = {one: number for number, one in enumerate(row.goal_ids)}
    return KnownModel(version, population, goals, {one: number for number, one in enumerate(row.activity_ids)})


MODELS = Models()
