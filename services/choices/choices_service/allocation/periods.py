"""A whole round, period after period: what one follows in one period counts in the next. Pure.

Within a period the outcome is that of `trading.allotted`. A period never looks ahead, so what holds for each holds for
the round: whoever would be better off in one period without being worse off in another costs somebody else a place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from choices_service.allocation.lottery import turns
from choices_service.allocation.rules import Held, Market, taken_in_turn
from choices_service.allocation.trading import allotted, traded

Code = Literal[
    "full", "not-running", "held-here", "cancelled", "prerequisite", "earlier-module", "needed-later", "taken", "dial",
    "level",
]  # fmt: skip
FOR_WANT_OF_PLACES: Collection[Code] = ("full", "not-running", "held-here")
"""What the school could not give, and so remembers; the others are not a matter of places."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a wish did not come true; `ids` are the goals or modules that come first."""

    module_id: UUID
    code: Code
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """`seats` (least, most) by the periods in which it is given; `after` are modules that one must have followed."""

    module_id: UUID
    seats: Mapping[UUID, tuple[int, int]]
    after: frozenset[UUID] = frozenset()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """`modules` and `periods` in the order of the offer; with `everyone`, who is left over gets what is left over."""

    seed: str
    periods: Sequence[UUID]
    modules: Sequence[Module]
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Wisher:
    """A learner: wishes by period, best first; what it followed before and missed before; what it may not take."""

    learner_id: UUID
    wishes: Mapping[UUID, Sequence[UUID]]
    followed: frozenset[UUID] = frozenset()
    credit: int = 0
    barred: Mapping[UUID, Why] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """What a learner gets in a period, which of the wishes that is (1 the first), and why no earlier one."""

    learner_id: UUID
    period_id: UUID
    module_id: UUID | None
    wish: int | None
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A module in a period; `lacking` is how many more it needed, where it does not run for want of learners."""

    module_id: UUID
    period_id: UUID
    placed: int
    wished: int
    wished_first: int
    runs: bool
    lacking: int


@dataclass(frozen=True, slots=True)
class Allocation:
    places: Sequence[Place]
    filled: Sequence[Filled]


def allocate(offer: Round, wishers: Sequence[Wisher]) -> Allocation:
    """The outcome of a round; it depends on nothing but what is given, and not on the order of the wishers."""
    by_id = {one.learner_id: one for one in wishers}
    followed = {learner_id: set(one.followed) for learner_id, one in by_id.items()}
    places: list[Place] = []
    filled: list[Filled] = []
    for number, period_id in enumerate(offer.periods):
        credits_ = {one.learner_id: one.credit for one in wishers}
        order = [by_id[learner_id] for learner_id in turns(offer.seed, number, by_id, credits_)]
        period = _Period(offer, period_id, order, followed)
        places += period.places()
        filled += period.filled()
        for one in places[-len(order) :] if order else ():
            if one.module_id is not None:
                followed[one.learner_id].add(one.module_id)
    return Allocation(places, filled)


def barrier(module: Module, period_id: UUID, wisher: Wisher, followed: Collection[UUID]) -> Why | None:
    """Why this learner cannot take this module then, however many places there are."""
    if module.cancelled or period_id not in module.seats:
        return Why(module.module_id, "cancelled")
    if module.module_id in followed:
        return Why(module.module_id, "taken")
    if module.after and (first := tuple(sorted(module.after.difference(followed)))):
        return Why(module.module_id, "earlier-module", first)
    return wisher.barred.get(module.module_id)


class _Period:
    """One period, with numbers for ids."""

    def __init__(
        self, offer: Round, period_id: UUID, order: Sequence[Wisher], followed: Mapping[UUID, Collection[UUID]]
    ) -> None:
        self._offer, self._id, self._order = offer, period_id, order
        self._number = {module.module_id: number for number, module in enumerate(offer.modules)}
        self._bars = [[self._bar(module, one, followed) for module in offer.modules] for one in order]
        seats = [module.seats.get(period_id, (0, 0)) for module in offer.modules]
        usable = [not module.cancelled for module in offer.modules]
        self.market = Market(
            [self._list(learner) for learner in range(len(order))],
            [least for least, _ in seats],
            [most if used else 0 for (_, most), used in zip(seats, usable, strict=True)],
        )
        self.held, self.running = allotted(self.market)
        if offer.everyone:
            self.held = self._everyone()
        self._counts = self.market.counts(self.held)

    def _bar(self, module: Module, one: Wisher, followed: Mapping[UUID, Collection[UUID]]) -> Why | None:
        return barrier(module, self._id, one, followed[one.learner_id])

    def _list(self, learner: int) -> list[int]:
        wished = (self._number.get(module_id) for module_id in self._order[learner].wishes.get(self._id, ()))
        return [number for number in wished if number is not None and self._bars[learner][number] is None]

    def _everyone(self) -> Held:
        """Who has nothing gets what is left, where it is needed most; then whoever can now do better does."""
        held = list(self.held)
        counts = self.market.counts(held)
        for learner, own in enumerate(held):
            open_ = [
                module
                for module in sorted(self.running)
                if counts[module] < self.market.most[module] and self._bars[learner][module] is None
            ]
            if own is None and open_:
                needed = min(open_, key=lambda module: (counts[module] - self.market.least[module], module))
                held[learner] = needed
                counts[needed] += 1
        return traded(self.market, held, self.running)

    def places(self) -> list[Place]:
        return [self._place(learner) for learner in range(len(self._order))]

    def _place(self, learner: int) -> Place:
        one, held = self._order[learner], self.held[learner]
        own = None if held is None else self._offer.modules[held].module_id
        wished = [module_id for module_id in one.wishes.get(self._id, ()) if module_id in self._number]
        place = wished.index(own) if own in wished else None
        whys = tuple(self._why(learner, self._number[module_id]) for module_id in wished[:place])
        return Place(one.learner_id, self._id, own, None if place is None else place + 1, whys)

    def _why(self, learner: int, module: int) -> Why:
        """From how things ended up, so that it is true: not from the moment of that learner's turn."""
        module_id = self._offer.modules[module].module_id
        if (bar := self._bars[learner][module]) is not None:
            return bar
        if module not in self.running:
            return Why(module_id, "not-running" if self.market.most[module] else "full")
        return Why(module_id, "full" if self._counts[module] >= self.market.most[module] else "held-here")

    def filled(self) -> list[Filled]:
        wished = [0] * len(self._offer.modules)
        first = [0] * len(self._offer.modules)
        for mine in self.market.lists:
            for place, module in enumerate(mine):
                wished[module] += 1
                first[module] += not place
        return [
            Filled(
                module.module_id,
                self._id,
                self._counts[number],
                wished[number],
                first[number],
                number in self.running and self._counts[number] > 0,
                self._lacking(number),
            )
            for number, module in enumerate(self._offer.modules)
            if self._id in module.seats
        ]

    def _lacking(self, module: int) -> int:
        if module in self.running or not self.market.most[module]:
            return 0
        beside = taken_in_turn(self.market, self.running | {module})
        return max(1, self.market.least[module] - beside.count(module))
