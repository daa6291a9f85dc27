"""A published round as it stands, in which learners move one by one; whoever waits comes in where there is room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.gathering import module_of, wishers_of
from choices_service.allocation.lottery import turn_key
from choices_service.allocation.periods import Module, Why, Wisher
from choices_service.allocation.store import counts_of
from choices_service.electives import store as electives
from choices_service.electives.problems import UnknownPeriod
from choices_service.places import store
from choices_service.places.rules import Waiting, next_move, why_not_now
from eigenwijs_shared.contracts.choices import ElectivePlaced
from eigenwijs_shared.events.outbox import announce_all

BY_WORKER = "system"


class Standing:
    """The round with its periods and modules, locked by whoever made this."""

    def __init__(self, session: AsyncSession, row: Row[Any], periods: Sequence[Row[Any]], modules: Sequence[Row[Any]]):
        self.session, self.row, self.periods, self.rows = session, row, periods, modules
        self.order = [one.period_id for one in periods]
        self.modules = {one.module_id: module_of(one) for one in modules}
        self.titles = {one.module_id: one.title for one in modules}

    @classmethod
    async def read(cls, session: AsyncSession, row: Row[Any]) -> "Standing":
        periods = await electives.periods_of(session, row.elective_id)
        return cls(session, row, periods, await electives.modules_of(session, row.elective_id))

    def period(self, period_id: UUID) -> Row[Any]:
        """Else `UnknownPeriod`."""
        if period_id not in self.order:
            raise UnknownPeriod
        return self.periods[self.order.index(period_id)]

    async def counts(self, period_id: UUID) -> dict[UUID, int]:
        found = await counts_of(self.session, self.row.elective_id)
        return {module_id: count for (module_id, period), count in found.items() if period == period_id}

    async def why_not(
        self, learner: Any, period_id: UUID, module_ids: Collection[UUID | None], *, by_teacher: bool = False
    ) -> dict[UUID | None, Why | None]:
        """For each of these modules (None: nothing) what keeps this learner from it, beside places."""
        may = await self._may_take([learner], period_id)
        found = {one: may.why_not(learner.learner_id, one) for one in module_ids}
        # Where the teacher decides, a teacher may.
        return {one: None if by_teacher and why and why.code == "dial" else why for one, why in found.items()}

    async def move(
        self, place: Any, module_id: UUID | None, way: str, author_id: str, now: datetime, *, waits: Sequence[UUID] = ()
    ) -> Row[Any]:
        """The learner has this from now on, and others hear of it."""
        wish = await self._wish(place, module_id)
        whys = [] if wish is None else place.whys[: wish - 1]
        moved = await store.move(
            self.session,
            place,
            module_id=module_id,
            way=way,
            wish=wish,
            whys=whys,
            waits_for=list(waits),
            missed=_missed(place, wish, way),
            placed_at=now,
            author_id=author_id,
        )
        if way != "swap":
            await store.end_swap(self.session, place, "withdrawn", None, now)
        await announce_places(self.session, self.periods, self.rows, [moved])
        return moved

    async def _wish(self, place: Any, module_id: UUID | None) -> int | None:
        found = await electives.wishes_for(self.session, self.row.elective_id, place.learner_id)
        mine = found.get(str(place.period_id), [])
        return mine.index(str(module_id)) + 1 if str(module_id) in mine else None

    async def fill(self, period_id: UUID, author_id: str, now: datetime) -> int:
        """Everybody who waits and can come in does, in the order of the turns; how many that were."""
        moved = 0
        if self.period(period_id).starts_on <= now.date():
            return moved
        number, counts = self.order.index(period_id), await self.counts(period_id)
        waiting = {
            one.learner_id: one for one in await store.waiting_for(self.session, self.row.elective_id, period_id)
        }
        may = await self._may_take(list(waiting.values()), period_id)
        while (found := next_move(self._line(waiting, number), self.modules, period_id, counts, may.now)) is not None:
            learner_id, module_id = found
            place = waiting.pop(learner_id)
            still = place.waits_for[: place.waits_for.index(module_id)]
            after = await self.move(place, module_id, "waiting-list", author_id, now, waits=still)
            counts[module_id] = counts.get(module_id, 0) + 1
            may.held[learner_id][period_id] = module_id
            if place.module_id is not None:
                counts[place.module_id] -= 1
            if still:
                waiting[learner_id] = after
            moved += 1
        return moved

    def _line(self, waiting: Mapping[UUID, Any], number: int) -> list[Waiting]:
        return [
            Waiting(
                one.learner_id,
                one.module_id,
                [module_id for module_id in one.waits_for if module_id in self.modules],
                turn_key(self.row.seed, number, one.learner_id, one.credit),
            )
            for one in waiting.values()
        ]

    async def _may_take(self, learners: Sequence[Any], period_id: UUID) -> "_MayTake":
        ids = [one.learner_id for one in learners]
        wishers = await wishers_of(self.session, self.row, self.periods, self.rows, learners)
        held = await store.held_by(self.session, self.row.elective_id, ids)
        return _MayTake({one.learner_id: one for one in wishers}, held, period_id, self.order, self.modules)


@dataclass(frozen=True, slots=True)
class _MayTake:
    """Who may take what in one period, beside places; `held` follows who moves."""

    wishers: Mapping[UUID, Wisher]
    held: Mapping[UUID, dict[UUID, UUID]]
    period_id: UUID
    order: Sequence[UUID]
    modules: Mapping[UUID, Module]

    def why_not(self, learner_id: UUID, module_id: UUID | None) -> Why | None:
        module = self.modules[module_id] if module_id else None
        return why_not_now(
            module, self.period_id, self.wishers[learner_id], self.held[learner_id], self.order, self.modules
        )

    def now(self, learner_id: UUID, module_id: UUID) -> bool:
        return self.why_not(learner_id, module_id) is None


def _missed(place: Any, wish: int | None, way: str) -> int | None:
    """Who chose the move itself, or now has the first wish, missed nothing in the end."""
    before: int | None = place.missed
    if before is None:
        return None
    if way in {"swap", "given-up"} or wish == 1:
        return 0
    return before if wish is None else min(before, wish - 1)


async def announce_places(
    session: AsyncSession, periods: Sequence[Row[Any]], modules: Sequence[Row[Any]], places: Sequence[Any]
) -> None:
    """Tell how these places stand now."""
    await announce_all(session, placed(periods, modules, places))


def placed(periods: Sequence[Row[Any]], modules: Sequence[Row[Any]], places: Sequence[Any]) -> list[ElectivePlaced]:
    when = {one.period_id: one for one in periods}
    titles = {one.module_id: one.title for one in modules}
    return [
        ElectivePlaced(
            learner_id=one.learner_id,
            version=one.version,
            elective_id=one.elective_id,
            period_id=one.period_id,
            module_id=one.module_id,
            title=titles.get(one.module_id) if one.module_id else None,
            starts_on=when[one.period_id].starts_on,
            ends_on=when[one.period_id].ends_on,
            placed_at=one.placed_at,
        )
        for one in places
    ]


async def fill_round(session: AsyncSession, elective_id: UUID, *, now: datetime) -> int:
    """Every period of the round that has not begun."""
    row = await store.lock_round(session, elective_id)
    if row is None:
        return 0
    standing = await Standing.read(session, row)
    return sum([await standing.fill(period_id, BY_WORKER, now) for period_id in standing.order])


async def fill_board(session: AsyncSession, *, now: datetime) -> int:
    """Every round of the board where somebody waits: a place comes free too when a learner leaves the school."""
    today: date = now.date()
    return sum([await fill_round(session, one, now=now) for one in await store.unfinished(session, today)])
