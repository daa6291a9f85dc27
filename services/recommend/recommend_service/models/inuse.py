"""The board's model at work: which version, and its file, loaded once in this process."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.model.files import UnusableModel, unpacked
from recommend_service.model.fit import Population, day_one_population
from recommend_service.models import store
from recommend_service.models.rules import DAY_ONE

log = structlog.get_logger()
HELD = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """A version and what it knows; `goals` and `items` are the numbers that goals and activities have in it."""

    version: str
    population: Population
    goals: Mapping[UUID, int]
    items: Mapping[UUID, int]


NOTHING_FITTED = Kept(DAY_ONE, day_one_population(), {}, {})


class Models:
    """Versions never change once made: so one that was loaded is good for ever, and one that is damaged stays so."""

    def __init__(self, *, held: int = HELD) -> None:
        self._most = held
        self._held: OrderedDict[tuple[UUID, str], Kept | None] = OrderedDict()

    async def in_use(self, session: AsyncSession) -> Kept:
        """The version in use; where its file is damaged the one before it, down to day one. Never an error."""
        version: str | None = await store.version_in_use(session)
        tried: set[str] = set()
        while version is not None and version != DAY_ONE and version not in tried:
            tried.add(version)
            found = await self.of(session, version)
            if found is not None:
                return found
            row = await store.find(session, version)
            version = row.previous if row else None
        return NOTHING_FITTED

    async def of(self, session: AsyncSession, version: str) -> Kept | None:
        """This version; None when there is none, or its file cannot be used (the log says why)."""
        if version == DAY_ONE:
            return NOTHING_FITTED
        key = (session.info["board_id"], version)
        if key not in self._held:
            self._held[key] = await _loaded(session, version)
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]


async def _loaded(session: AsyncSession, version: str) -> Kept | None:
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
    return Kept(version, population, goals, {one: number for number, one in enumerate(row.activity_ids)})


MODELS = Models()


async def in_use(session: AsyncSession) -> tuple[str, Kept | None]:
    """(version, what it knows) of the session's board; nothing is known on day one."""
    found = await MODELS.in_use(session)
    return found.version, None if found is NOTHING_FITTED else found
