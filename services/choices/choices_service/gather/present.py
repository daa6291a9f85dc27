"""To what a learner is called now: for the card that is made here, and for what is chosen."""

from datetime import UTC, datetime
from typing import Any

from fastapi import Depends
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.gather import store
from choices_service.gather.problems import GatheredNow
from eigenwijs_shared.auth import Caller, Principal
from eigenwijs_shared.db import Session
from eigenwijs_shared.roster.reach import Learner, ReachableLearner


async def called_to(session: AsyncSession, learner: Learner, now: datetime) -> Row[Any] | None:
    """By the groups that the learner is in now; of two calls at once the later."""
    rows = await store.running_of(session, learner.group_ids, now)
    return rows[0] if rows else None


async def path_open(session: Session, caller: Caller, learner: ReachableLearner) -> None:
    await refuse_gathered(session, caller, learner, datetime.now(UTC))


async def refuse_gathered(session: AsyncSession, caller: Principal, learner: Learner, now: datetime) -> None:
    """`GatheredNow` for a learner whose group is together; who chooses for a learner knows of it."""
    if caller.role != "learner":
        return
    row = await called_to(session, learner, now)
    if row is not None:
        raise GatheredNow(more={"gatherId": str(row.gather_id), "until": row.until.isoformat()})


PathOpen = Depends(path_open, scope="function")
