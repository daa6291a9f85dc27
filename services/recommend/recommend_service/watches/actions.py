"""Opens watches by alarming educators, and lets people snooze and resolve them."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from eigenwijs_shared.events.outbox import announce, announce_all
from recommend_service.register import store as register
from recommend_service.register.rules import canonical
from recommend_service.watches import alarming, store
from recommend_service.watches.alarms import alarms_now
from recommend_service.watches.announcers import changed


async def noted(session: AsyncSession, opened: Sequence[store.Life], now: datetime) -> None:
    """Write the opening of alarms to the register of decisions, in the transaction that opens them."""
    for life in sorted(opened, key=lambda one: (one.learner_id, one.watch_id)):
        content = {
            "watchId": life.watch_id,
            "kind": life.kind,
            "goalId": life.goal_id,
            "urgency": life.urgency,
            "evidence": life.evidence,
        }
        subjects = [life.watch_id, *([life.goal_id] if life.goal_id else [])]
        kept = json.loads(canonical(content))
        await register.write(session, "alarm", life.learner_id, subjects, kept, now)


async def alarm_educators(session: AsyncSession, learner_ids: Collection[UUID] | None, now: datetime) -> None:
    """Give every educator of these learners (None: of all) the most urgent that they have room for today.

    A watch opens when the first educator hears of it. Where a learner has no educator it opens at once: the board's
    own people see it.
    """
    # One at a time a board: two at once would each count three.
    await lock_name(session, f"watches of {session.info['board_id']}")
    today = now.astimezone(UTC).date()
    alone = await alarming.without_educator(session, learner_ids, now)
    pending = await alarming.pending(session, learner_ids, now)
    given = await alarming.given_on(session, {one.educator_id for one in pending}, today)
    alarms = alarms_now(pending, given)
    await alarming.add(session, alarms, today)
    opened = await alarming.open_all(session, {*alone, *(one.watch_id for one in alarms)}, now)
    await noted(session, opened, now)
    await announce_all(session, list(map(changed, opened)))


async def close(session: AsyncSession, lives: Sequence[store.Life]) -> None:
    """Write closed watches down; only of what somebody was alarmed of there is something to tell."""
    for life in lives:
        life.version += 1
    await store.save(session, lives)
    await announce_all(session, [changed(life) for life in lives if life.opened_at is not None])


async def snooze(session: AsyncSession, life: store.Life, until: datetime, by: str) -> store.Life:
    """Out of sight until then; it may close itself meanwhile."""
    life.snoozed_until, life.snoozed_by, life.version = until, by, life.version + 1
    await store.save(session, [life])
    await announce(session, changed(life))
    return life


async def resolve(session: AsyncSession, life: store.Life, note: str, by: str, now: datetime) -> store.Life:
    """A person did what was needed: all that was known by now opens nothing any more."""
    end(life, "resolved", now, await alarming.counter_now(session, life))
    life.closed_by, life.note = by, note
    await close(session, [life])
    return life


async def close_contested(session: AsyncSession, life: store.Life, reason: str, by: str, now: datetime) -> None:
    """An educator agreed with who contested it: all that was known by now opens nothing any more."""
    end(life, "contested", now, await alarming.counter_now(session, life))
    life.closed_by, life.note = by, reason
    await close(session, [life])


def end(life: store.Life, because: str, at: datetime, counter: int) -> None:
    """Close it for all the evidence up to `counter`; no watch closes before it was opened."""
    life.closed_at = max(at, life.opened_at) if life.opened_at else at
    life.closed_because, life.closed_counter = because, max(counter, life.counter)
