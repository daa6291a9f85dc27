"""The learner model that a board works with, and when it got another."""

from collections import OrderedDict
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.mastery.tables import model_turn
from recommend_service.models.inuse import MODELS
from recommend_service.models.tables import model_version

HELD = 64
_TURN = text(
    """INSERT INTO model_turn (board_id, generation, done) VALUES (cast(:board_id AS uuid), 1, false)
    ON CONFLICT (board_id) DO UPDATE SET generation = model_turn.generation + 1, done = false"""
)
_NOW = select(
    select(model_version.c.version).where(model_version.c.status == "in_use").scalar_subquery(),
    select(model_turn.c.generation).where(model_turn.c.board_id == text("current_board()")).scalar_subquery(),
)


class _Known:
    """The last used boards' models: one lookup says whether the one at hand is still in use."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[UUID, str | None, int], KnownModel] = OrderedDict()

    async def in_use(self, session: AsyncSession) -> KnownModel:
        version, generation = (await session.execute(_NOW)).one()
        key = (session.info["board_id"], version, generation or 0)
        if key not in self._held:
            kept = await MODELS.in_use(session)
            fitted = KnownModel(kept.version, kept.population, kept.goals, kept.items, key[2])
            self._held[key] = fitted if kept.version != DAY_ONE.version else replace(DAY_ONE, generation=key[2])
            if len(self._held) > HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]


_KNOWN = _Known()


async def model_in_use(session: AsyncSession) -> KnownModel:
    """That of the session's board, ready to reckon with."""
    return await _KNOWN.in_use(session)


async def turn(session: AsyncSession) -> None:
    """The board has another model from now on: what it says replaces what the one before it said."""
    await session.execute(_TURN, {"board_id": session.info["board_id"]})
