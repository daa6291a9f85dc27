"""Swapping: each says what it would rather have, and where two fit they have it, without learning of each other.

Nobody is asked by a classmate, so nobody has to refuse one; and both have agreed before anything moves.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.titles import titles_for
from choices_service.electives.problems import UnknownModule
from choices_service.places.actions import check_leaving, obey_dial, place_of, standing_in
from choices_service.places.moving import Standing
from choices_service.places.problems import NoPlace, PeriodBegun, WouldEndModule, not_possible
from choices_service.places.rules import has_room
from choices_service.places.store import swaps_of
from choices_service.swaps import store
from choices_service.swaps.problems import SwapAsked, UnknownSwap
from choices_service.swaps.schemas import SwapIn, SwapOut
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner


async def ask(
    session: AsyncSession, caller: Principal, elective_id: UUID, learner: Learner, asked: SwapIn, *, now: datetime
) -> SwapOut:
    """Wish to swap; it is done at once where somebody fits, or where a place is free."""
    standing = await standing_in(session, caller, elective_id, lock=True)
    period = standing.period(asked.period_id)
    place = await place_of(standing, learner, asked.period_id)
    await _check(standing, caller, learner, place, asked)
    if period.starts_on <= now.date():
        raise PeriodBegun(day=f"{period.starts_on:%d-%m-%Y}")
    swap = await store.add(
        session,
        {
            "swap_id": new_id(),
            "elective_id": elective_id,
            "period_id": asked.period_id,
            "learner_id": learner.learner_id,
            "module_ids": list(dict.fromkeys(asked.module_ids)),
            "state": "open",
            "author_id": caller.subject,
            "made_at": now,
        },
    )
    done = await _into_room(standing, place, swap, caller, now) or await _with_other(standing, place, swap, caller, now)
    return SwapOut.model_validate(done or swap)


async def _check(standing: Standing, caller: Principal, learner: Learner, place: Row[Any], asked: SwapIn) -> None:
    if place.module_id is None:
        raise NoPlace
    given = [standing.modules.get(one) for one in asked.module_ids]
    if place.module_id in asked.module_ids or any(one is None or asked.period_id not in one.seats for one in given):
        raise UnknownModule
    await obey_dial(standing, caller, learner, place.module_id, *asked.module_ids)
    open_ = await swaps_of(standing.session, standing.row.elective_id, learner.learner_id)
    if asked.period_id in open_:
        raise SwapAsked
    for why in (await standing.why_not(learner, asked.period_id, asked.module_ids, by_teacher=True)).values():
        if why is not None:
            raise not_possible(why, await titles_for(standing.session, standing.rows, [why]))


async def _into_room(
    standing: Standing, place: Row[Any], swap: Row[Any], caller: Principal, now: datetime
) -> Row[Any] | None:
    """Nobody else waits for a place that is free: those who did have come in already."""
    counts = await standing.counts(place.period_id)
    free = [one for one in swap.module_ids if has_room(standing.modules[one], place.period_id, counts)]
    try:
        check_leaving(standing, place, counts)
    except WouldEndModule:
        return None
    if not free:
        return None
    done = await _done(standing, swap, place, free[0], caller.subject, now)
    await standing.fill(place.period_id, caller.subject, now)
    return done


async def _with_other(
    standing: Standing, place: Row[Any], swap: Row[Any], caller: Principal, now: datetime
) -> Row[Any] | None:
    for other in await store.others(standing.session, place, swap.module_ids):
        # It was possible when they asked; what they follow in other periods may have changed since.
        why = (await standing.why_not(other, place.period_id, [place.module_id], by_teacher=True))[place.module_id]
        if why is None:
            await _done(standing, other, other, place.module_id, caller.subject, now)
            return await _done(standing, swap, place, other.module_id, caller.subject, now)
    return None


async def _done(
    standing: Standing, swap: Row[Any], place: Row[Any], module_id: UUID, author_id: str, now: datetime
) -> Row[Any] | None:
    await standing.move(place, module_id, "swap", author_id, now)
    return await store.end(standing.session, swap.swap_id, place.learner_id, "done", module_id, now)


async def withdraw(
    session: AsyncSession, caller: Principal, elective_id: UUID, learner: Learner, swap_id: UUID, *, now: datetime
) -> SwapOut:
    """Content with what it has after all."""
    await standing_in(session, caller, elective_id, lock=True)
    ended = await store.end(session, swap_id, learner.learner_id, "withdrawn", None, now)
    if ended is None or ended.elective_id != elective_id:
        raise UnknownSwap
    return SwapOut.model_validate(ended)
