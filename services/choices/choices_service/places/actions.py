"""Showing places, giving and leaving them by hand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.gathering import dials_for, topic
from choices_service.allocation.periods import Why
from choices_service.allocation.store import dials_at
from choices_service.allocation.titles import titles_for
from choices_service.allocation.words import what_became, why_not
from choices_service.electives import store as electives
from choices_service.electives.actions import managed
from choices_service.electives.problems import NotPublished, UnknownModule
from choices_service.electives.tables import elective_place
from choices_service.places import store
from choices_service.places.moving import Standing, placed
from choices_service.places.problems import (
    ModuleFull,
    ModuleNotRunning,
    NoPlace,
    OverCapacity,
    WouldEndModule,
    not_possible,
)
from choices_service.places.rules import has_room, may_leave
from choices_service.places.schemas import (
    LearnerPlacesOut,
    ModuleNameOut,
    PlaceIn,
    PlaceOut,
    RoomIn,
    RoomOut,
    SwapWishOut,
    WhyOut,
)
from choices_service.preferences.problems import NotForLearner, teacher_decides
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.choices import ElectivePlaced
from eigenwijs_shared.errors import Language
from eigenwijs_shared.roster.reach import Learner


async def standing_in(session: AsyncSession, caller: Principal, elective_id: UUID, *, lock: bool = False) -> Standing:
    """The published round, if it is for this caller."""
    row = await electives.find(session, caller, elective_id, "update" if lock else None)
    if row.published_at is None:
        raise NotPublished
    return await Standing.read(session, row)


async def place_of(standing: Standing, learner: Learner, period_id: UUID) -> Row[Any]:
    """The learner's place in that period, also where it holds none of the modules; else `NoPlace`."""
    standing.period(period_id)
    found = await store.of_learner(standing.session, standing.row.elective_id, learner.learner_id)
    if period_id not in found:
        raise NoPlace
    return found[period_id]


async def obey_dial(standing: Standing, caller: Principal, learner: Learner, *module_ids: UUID | None) -> None:
    """A learner does not move where the dial leaves the topic to the teacher."""
    if caller.role != "learner":
        return
    board_id = standing.session.info["board_id"]
    at = await dials_at(standing.session, [learner.learner_id, *learner.group_ids, board_id])
    dials = dials_for(learner, at, board_id)
    for one in standing.rows:
        decision = topic(dials, one.subject)
        if one.module_id in module_ids and decision.position == "teacher":
            raise teacher_decides(decision, f"“{one.title}”")


async def give(
    session: AsyncSession,
    caller: Principal,
    elective_id: UUID,
    learner: Learner,
    period_id: UUID,
    asked: PlaceIn,
    *,
    language: Language,
    now: datetime,
) -> LearnerPlacesOut:
    """An educator gives a learner a place: never one too many, nor against what comes first."""
    standing = await standing_in(session, caller, elective_id, lock=True)
    standing.period(period_id)
    module = standing.modules.get(asked.module_id)
    if module is None or period_id not in module.seats:
        raise UnknownModule
    place = await _place_for(standing, learner, period_id, caller.subject, now)
    if place.module_id == asked.module_id:
        return await shown(standing, learner, language)
    why = (await standing.why_not(learner, period_id, [asked.module_id], by_teacher=True))[asked.module_id]
    if why is not None:
        raise not_possible(why, await titles_for(session, standing.rows, [why]))
    counts, (least, most) = await standing.counts(period_id), module.seats[period_id]
    title = standing.titles[asked.module_id]
    if counts.get(asked.module_id, 0) >= most:
        raise ModuleFull(module=title, most=most)
    if not has_room(module, period_id, counts):
        raise ModuleNotRunning(module=title, least=least)
    check_leaving(standing, place, counts)
    await standing.move(place, asked.module_id, "educator", caller.subject, now)
    await standing.fill(period_id, caller.subject, now)
    return await shown(standing, learner, language)


async def _place_for(standing: Standing, learner: Learner, period_id: UUID, author_id: str, now: datetime) -> Row[Any]:
    """The learner's place, also of one who joined the groups after places were published."""
    found = await store.of_learner(standing.session, standing.row.elective_id, learner.learner_id)
    if period_id in found:
        return found[period_id]
    if not learner.active or set(learner.group_ids).isdisjoint(standing.row.group_ids):
        raise NotForLearner
    values = {
        "elective_id": standing.row.elective_id,
        "period_id": period_id,
        "learner_id": learner.learner_id,
        "version": 0,
        "way": "educator",
        "whys": [],
        "waits_for": [],
        "credit": 0,
        "placed_at": now,
        "author_id": author_id,
    }
    return await store.add(standing.session, values)


def check_leaving(standing: Standing, place: Row[Any], counts: dict[UUID, int]) -> None:
    """Nobody is moved away from a module that then has too few."""
    own = standing.modules.get(place.module_id) if place.module_id else None
    if own is not None and not may_leave(own, place.period_id, counts):
        raise WouldEndModule(module=standing.titles[own.module_id], least=own.seats[place.period_id][0])


async def give_up(
    session: AsyncSession,
    caller: Principal,
    elective_id: UUID,
    learner: Learner,
    period_id: UUID,
    *,
    language: Language,
    now: datetime,
) -> LearnerPlacesOut:
    """The place goes to whoever waits for it; nobody is kept in a module, also when it then has few."""
    standing = await standing_in(session, caller, elective_id, lock=True)
    place = await place_of(standing, learner, period_id)
    if place.module_id is None:
        raise NoPlace
    await obey_dial(standing, caller, learner, place.module_id)
    why = (await standing.why_not(learner, period_id, [None]))[None]
    if why is not None:
        raise not_possible(why, await titles_for(session, standing.rows, [why]))
    await standing.move(place, None, "given-up", caller.subject, now)
    await standing.fill(period_id, caller.subject, now)
    return await shown(standing, learner, language)


async def stop_waiting(
    session: AsyncSession,
    caller: Principal,
    elective_id: UUID,
    learner: Learner,
    period_id: UUID,
    *,
    language: Language,
) -> LearnerPlacesOut:
    """Content with what it has: no place that comes free will move it."""
    standing = await standing_in(session, caller, elective_id, lock=True)
    place = await place_of(standing, learner, period_id)
    await store.move(session, place, waits_for=[])
    return await shown(standing, learner, language)


async def set_room(
    session: AsyncSession, caller: Principal, elective_id: UUID, module_id: UUID, asked: RoomIn, *, now: datetime
) -> RoomOut:
    """More places, or fewer but never fewer than are taken; whoever waits comes in."""
    row = await managed(session, caller, elective_id, lock="update")
    if row.published_at is None:
        raise NotPublished
    standing = await Standing.read(session, row)
    standing.period(asked.period_id)
    module = next((one for one in standing.rows if one.module_id == module_id), None)
    if module is None or asked.period_id not in standing.modules[module_id].seats:
        raise UnknownModule
    taken = (await standing.counts(asked.period_id)).get(module_id, 0)
    if asked.most < taken:
        raise OverCapacity(module=module.title, placed=taken)
    await store.set_most(session, module, asked.period_id, asked.most)
    standing = await Standing.read(session, row)
    moved = await standing.fill(asked.period_id, caller.subject, now)
    least, most = standing.modules[module_id].seats[asked.period_id]
    return RoomOut(
        module_id=module_id,
        period_id=asked.period_id,
        least=least,
        most=most,
        placed=(await standing.counts(asked.period_id)).get(module_id, 0),
        moved_in=moved,
    )


async def shown(standing: Standing, learner: Learner, language: Language) -> LearnerPlacesOut:
    """What a learner has in each period, and why no wish before it came true."""
    session, row = standing.session, standing.row
    places = await store.of_learner(session, row.elective_id, learner.learner_id)
    swaps = await store.swaps_of(session, row.elective_id, learner.learner_id)
    whys = {key: [_why(one) for one in place.whys] for key, place in places.items()}
    titles = await titles_for(session, standing.rows, [why for some in whys.values() for why in some])

    def named(module_id: UUID) -> ModuleNameOut:
        return ModuleNameOut(module_id=module_id, title=titles[module_id])

    def one(period: Row[Any], place: Row[Any]) -> PlaceOut:
        swap = swaps.get(period.period_id)
        return PlaceOut(
            period_id=period.period_id,
            period=period.title,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            module=named(place.module_id) if place.module_id else None,
            way=place.way,
            wish=place.wish,
            said=what_became(
                place.way,
                titles.get(place.module_id),
                place.wish,
                wished=place.missed is not None,
                missed=place.missed,
                language=language,
            ),
            whys=[
                WhyOut(module_id=why.module_id, title=titles[why.module_id], code=why.code,
                       said=why_not(why, titles, language))
                for why in whys[period.period_id]
            ],
            waits_for=[named(module_id) for module_id in place.waits_for],
            swap=SwapWishOut(swap_id=swap.swap_id, modules=[named(each) for each in swap.module_ids]) if swap else None,
            placed_at=place.placed_at,
        )  # fmt: skip

    return LearnerPlacesOut(
        elective_id=row.elective_id,
        learner_id=learner.learner_id,
        places=[one(period, places[period.period_id]) for period in standing.periods if period.period_id in places],
    )


def _why(one: dict[str, Any]) -> Why:
    return Why(UUID(one["moduleId"]), one["code"], tuple(UUID(each) for each in one["ids"]))


async def electives_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ElectivePlaced], str | None]:
    """A page of all places, for a consumer that is new or wiped."""
    of = elective_place.c
    key = (of.elective_id, of.learner_id, of.period_id)
    query = select(elective_place).order_by(*key).limit(limit)
    if after is not None:
        query = query.where(tuple_(*key) > tuple(UUID(part) for part in after.split()))
    rows = (await session.execute(query)).all()
    told: list[ElectivePlaced] = []
    for elective_id in dict.fromkeys(row.elective_id for row in rows):
        periods = await electives.periods_of(session, elective_id)
        modules = await electives.modules_of(session, elective_id)
        told += placed(periods, modules, [row for row in rows if row.elective_id == elective_id])
    last = rows[-1] if len(rows) == limit else None
    return told, f"{last.elective_id} {last.learner_id} {last.period_id}" if last else None
