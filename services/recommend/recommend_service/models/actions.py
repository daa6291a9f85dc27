"""Puts versions to work and takes them back: each in the register of the board, in the same transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.models import store
from recommend_service.models.gate import judge, refuse
from recommend_service.models.inuse import Models
from recommend_service.models.problems import ModelUnusable, NothingBefore, UnknownModel
from recommend_service.models.rules import DAY_ONE, Limits
from recommend_service.models.schemas import Subgroup
from recommend_service.register.store import write

LIVE_DAYS = 28
SHADOWS = 2


async def promote(session: AsyncSession, version: str, reason: str, by: str, limits: Limits, now: datetime) -> None:
    """Put it to use, unless the gate stands in the way; once more changes nothing. Day one is always allowed."""
    await store.lock(session)
    before = await store.version_in_use(session)
    if version == before:
        return
    if version != DAY_ONE:
        await _check(session, version, before, limits, now)
    await _put_in_use(session, version, before, reason, by, now)


async def roll_back(session: AsyncSession, reason: str, by: str, limits: Limits, now: datetime) -> str:
    """Put to use what was so before; which that is."""
    await store.lock(session)
    row = await store.find(session, await store.version_in_use(session))
    if row is None:
        raise NothingBefore
    earlier: str = row.previous or DAY_ONE
    await promote(session, earlier, reason, by, limits, now)
    return earlier


async def put_in_shadow(session: AsyncSession, version: str, by: str, now: datetime) -> None:
    """Let it predict beside the one in use, unseen; older ones make room. Once more changes nothing."""
    await store.lock(session)
    row = await store.find(session, version)
    if row is None:
        raise UnknownModel
    if row.status in {"shadow", "in_use"}:
        return
    await store.set_status(session, version, "shadow")
    for old in (await store.with_status(session, "shadow"))[SHADOWS:]:
        await store.set_status(session, old.version, "fitted")
    await write(session, "model-shadow", None, [], {"version": version, "by": by}, now)


async def name_subgroups(session: AsyncSession, named: Sequence[Subgroup], by: str, now: datetime) -> None:
    await store.set_subgroups(session, named, by, now)
    content = {"subgroups": [one.model_dump(mode="json", by_alias=True) for one in named], "by": by}
    await write(session, "model-subgroups", None, [], content, now)


async def _check(session: AsyncSession, version: str, before: str, limits: Limits, now: datetime) -> None:
    row = await store.find(session, version)
    if row is None:
        raise UnknownModel
    # A fresh look: what another process knows of the file says nothing of how it lies there now.
    if await Models().of(session, version) is None:
        raise ModelUnusable(version=version)
    if await _is_way_back(session, version, before):
        return
    named = await store.subgroups_of(session)
    live = await store.live_since(session, (now.astimezone(UTC) - timedelta(days=LIVE_DAYS)).date())
    refuse(version, judge(row, live.get(version, {}), named, limits), named)


async def _is_way_back(session: AsyncSession, version: str, before: str) -> bool:
    """The last one that was in use passed the gate then: going back to it is never slower than a fault."""
    current = await store.find(session, before)
    return current is not None and current.previous == version


async def _put_in_use(session: AsyncSession, version: str, before: str, reason: str, by: str, now: datetime) -> None:
    if before != DAY_ONE:
        await store.set_status(session, before, "retired")
    row = await store.find(session, version)
    if row is not None:
        # Where it came after stays: going back twice goes two back.
        previous = before if row.promoted_at is None else row.previous
        told = {"promoted_at": now, "promoted_by": by, "reason": reason, "previous": previous}
        await store.set_status(session, version, "in_use", **told)
    await store.set_used(session, version)
    content = {"version": version, "before": before, "reason": reason, "by": by}
    await write(session, "model", None, [], content | {"checksum": row.checksum if row else None}, now)
