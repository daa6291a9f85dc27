"""What boards have in common, so that a new school starts sensibly: how people learn, never whose answers or tasks.

Constants and read-out alone: of goals and activities each board has its own. A board counts from ten learners on, and
below three boards nothing is shared, for a mean would then tell about one of them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import numpy as np
import structlog
from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, board_transaction, lock_name
from recommend_service.model import difficulties
from recommend_service.model.constants import ON_LOG_SCALE
from recommend_service.model.files import UnusableModel, packed, unpacked
from recommend_service.model.population import Population
from recommend_service.model.readout import ReadOut, silent
from recommend_service.models import store
from recommend_service.models.inuse import MODELS
from recommend_service.models.rules import LEAST_LEARNERS
from recommend_service.models.tables import model_prior
from recommend_service.models.tally import Floats
from recommend_service.register.actions import boards

log = structlog.get_logger()
LEAST_BOARDS: Final = 3
KEPT: Final = 5


def shared(populations: Sequence[Population]) -> Population:
    """The mean over boards, each weighing as much as the next: a large one is no better example than a small one."""
    logs = np.array(ON_LOG_SCALE)
    each = np.array([np.where(logs, np.log(np.maximum(p.constants, 1e-12)), p.constants) for p in populations])
    mean = each.mean(axis=0)
    overall = float(np.mean([p.eases.overall for p in populations]))
    seen = sum(p.seen for p in populations)
    constants = np.where(logs, np.exp(np.where(logs, mean, 0.0)), mean)
    mix = float(np.mean([p.mix for p in populations]))
    return Population(constants, difficulties.nothing(overall=overall), _readout(populations), mix, seen)


def _readout(populations: Sequence[Population]) -> ReadOut:
    """Of the boards where it speaks at all; what each goal has of its own is left out."""
    speaking = [p.readout for p in populations if p.mix > 0]
    if not speaking:
        return silent()
    weights: Floats = np.mean([one.weights for one in speaking], axis=0)
    caps: Floats = np.max([one.caps for one in speaking], axis=0)
    return ReadOut(weights, silent().own, caps, float(np.mean([one.reach for one in speaking])))


async def share(sessions: Sessions, now: datetime) -> bool:
    """Make the prior anew from what the boards have now; False when there are too few."""
    found: list[tuple[Row[Any], Population]] = []
    for board_id in await boards(sessions):
        async with board_transaction(sessions, board_id) as session:
            found += await _of_board(session)
    if len(found) < LEAST_BOARDS:
        return False
    values = {"boards": len(found), "learners": sum(row.learners for row, _ in found)}
    values["attempts"] = sum(row.attempts for row, _ in found)
    file = packed(shared([population for _, population in found]))
    async with board_transaction(sessions, None) as session:
        await lock_name(session, "model prior")
        number = await _newest_number(session) + 1
        await session.execute(insert(model_prior).values(number=number, made_at=now, file=file, **values))
        await session.execute(delete(model_prior).where(model_prior.c.number <= number - KEPT))
    return True


async def prior(session: AsyncSession) -> Population | None:
    """What is shared now; None before there is any, or where another version of this software made it."""
    query = select(model_prior.c.file).order_by(model_prior.c.number.desc()).limit(1)
    file: bytes | None = await session.scalar(query)
    try:
        return unpacked(file, "what boards share") if file is not None else None
    except UnusableModel as unusable:
        log.error("prior unusable", what=unusable.what, mend=unusable.mend)
        return None


async def _newest_number(session: AsyncSession) -> int:
    return await session.scalar(select(model_prior.c.number).order_by(model_prior.c.number.desc()).limit(1)) or 0


async def _of_board(session: AsyncSession) -> list[tuple[Row[Any], Population]]:
    """The model in use, or else the newest; none of a board with few learners."""
    rows = await store.with_status(session, "in_use") or await store.with_status(session, "shadow", "fitted")
    kept = await MODELS.of(session, rows[0].version) if rows and rows[0].learners >= LEAST_LEARNERS else None
    return [(rows[0], kept.population)] if kept is not None else []
