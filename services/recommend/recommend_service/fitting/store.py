"""Runs and their parts in their tables."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from eigenwijs_shared.ids import new_id
from recommend_service.fitting.tables import fit_run, fit_shard

of = fit_run.c
FRESH = timedelta(days=1)
"""What was read longer ago is read again: it may be of learners who asked to be forgotten since."""
_COUNT = text("SELECT count(*) AS observations, count(DISTINCT learner_id) AS learners FROM observation")

WORKER: Final = "worker"
"""What it fits by itself goes in shadow, and no further: people put a version to use."""


async def counted(session: AsyncSession) -> tuple[int, int]:
    """(observations, learners) of the board."""
    row = (await session.execute(_COUNT)).one()
    return row.observations, row.learners


async def open_run(session: AsyncSession, now: datetime) -> Row[Any] | None:
    """The one that has begun and not ended; what is too old is ended here."""
    await lock_name(session, f"fit {session.info['board_id']}")
    run = (await session.execute(select(fit_run).where(of.ended_at.is_(None)))).one_or_none()
    if run is not None and run.started_at < now - FRESH:
        await end(session, run.run_id, now, problem="TooOld")
        return None
    return run


async def begin(session: AsyncSession, shards: int, keys: Sequence[str], by: str, now: datetime) -> Row[Any]:
    values = {"run_id": new_id(), "stage": "reading", "shards": shards, "subgroups": list(keys)}
    values |= {"started_at": now, "started_by": by, "moved_at": now, "board_id": session.info["board_id"]}
    made: Row[Any] = (await session.execute(insert(fit_run).values(**values).returning(fit_run))).one()
    return made


async def done_shards(session: AsyncSession, run_id: UUID) -> set[int]:
    return set(await session.scalars(select(fit_shard.c.shard).where(fit_shard.c.run_id == run_id)))


async def add_shard(session: AsyncSession, run_id: UUID, shard: int, attempts: int, state: bytes) -> None:
    """Read twice, the first is kept."""
    values = {"run_id": run_id, "shard": shard, "attempts": attempts, "state": state}
    statement = insert(fit_shard).values(board_id=session.info["board_id"], **values)
    await session.execute(statement.on_conflict_do_nothing())
    await session.execute(update(fit_run).where(of.run_id == run_id).values(moved_at=func.now()))


async def state(session: AsyncSession, run_id: UUID, shard: int) -> bytes:
    query = select(fit_shard.c.state).where(fit_shard.c.run_id == run_id, fit_shard.c.shard == shard)
    found: bytes = (await session.execute(query)).scalar_one()
    return found


async def progress(session: AsyncSession, run_id: UUID) -> bytes | None:
    """How far the fit itself was when it was last kept."""
    found: bytes | None = await session.scalar(select(of.progress).where(of.run_id == run_id))
    return found


async def keep_progress(session: AsyncSession, run_id: UUID, progress: bytes) -> None:
    values = {"stage": "fitting", "progress": progress, "moved_at": func.now()}
    await session.execute(update(fit_run).where(of.run_id == run_id).values(**values))


async def end(
    session: AsyncSession, run_id: UUID, now: datetime, *, version: str | None = None, problem: str | None = None
) -> bool:
    """False when it had ended already. What it had read goes."""
    values = {"stage": "done" if version else "failed", "ended_at": now, "version": version, "problem": problem}
    values["progress"] = None
    statement = update(fit_run).where(of.run_id == run_id, of.ended_at.is_(None)).values(moved_at=now, **values)
    ended = (await session.execute(statement.returning(of.run_id))).one_or_none() is not None
    await session.execute(delete(fit_shard).where(fit_shard.c.run_id == run_id))
    return ended


async def version_of(session: AsyncSession, run_id: UUID) -> str:
    """What came of it; empty when nothing did."""
    return await session.scalar(select(of.version).where(of.run_id == run_id)) or ""


async def last_begun(session: AsyncSession) -> Row[Any] | None:
    query = select(fit_run).order_by(of.started_at.desc()).limit(1)
    return (await session.execute(query)).one_or_none()
