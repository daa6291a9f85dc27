"""An allocation in numbers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from choices_service.allocation.periods import Allocation, Filled, Module, Place, Round, Wisher
from choices_service.allocation.schemas import ModuleOutcomeOut, PeriodOutcomeOut, UnplacedOut

Titles = Mapping[UUID, str]
_NO_WISH = 10**6


def by_period(outcome: Allocation, titles: Titles, chose: set[tuple[UUID, UUID]]) -> list[PeriodOutcomeOut]:
    """`chose` has (learner, period) wherever something was wished for."""
    periods: dict[UUID, list[Place]] = {}
    for one in outcome.places:
        periods.setdefault(one.period_id, []).append(one)
    return [
        PeriodOutcomeOut(
            period_id=period_id,
            title=titles[period_id],
            learners=len(places),
            first_wish=sum(one.wish == 1 for one in places),
            second_wish=sum(one.wish == 2 for one in places),
            third_wish=sum(one.wish == 3 for one in places),
            later_wish=sum(one.wish is not None and one.wish > 3 for one in places),
            unwished=sum(one.wish is None and one.module_id is not None for one in places),
            none=sum(one.module_id is None for one in places),
            nothing_chosen=sum((one.learner_id, period_id) not in chose for one in places),
        )
        for period_id, places in periods.items()
    ]


def by_module(filled: Iterable[Filled], modules: Sequence[Module], titles: Titles) -> list[ModuleOutcomeOut]:
    seats = {module.module_id: module.seats for module in modules}
    return [
        ModuleOutcomeOut(
            module_id=one.module_id,
            period_id=one.period_id,
            title=titles[one.module_id],
            least=seats[one.module_id][one.period_id][0],
            most=seats[one.module_id][one.period_id][1],
            placed=one.placed,
            wished=one.wished,
            wished_first=one.wished_first,
            runs=one.runs,
            lacking=one.lacking,
        )
        for one in filled
    ]


def chosen(wishers: Iterable[Wisher]) -> set[tuple[UUID, UUID]]:
    return {(one.learner_id, period_id) for one in wishers for period_id, mine in one.wishes.items() if mine}


def unplaced(outcome: Allocation, chose: set[tuple[UUID, UUID]], reached: Iterable[UUID]) -> list[UnplacedOut]:
    within = set(reached)
    return [
        UnplacedOut(
            learner_id=one.learner_id,
            period_id=one.period_id,
            nothing_chosen=(one.learner_id, one.period_id) not in chose,
        )
        for one in sorted(outcome.places, key=lambda one: (one.learner_id, one.period_id))
        if one.module_id is None and one.learner_id in within
    ][:200]


def to_confirm(wishers: Iterable[Wisher], reached: Iterable[UUID]) -> list[UUID]:
    """Whose own wishes do not count as long as no educator has written them down."""
    within = set(reached)
    return sorted(one.learner_id for one in wishers if one.learner_id in within and _left_to_teacher(one))


def _left_to_teacher(one: Wisher) -> bool:
    barred = {module_id for module_id, why in one.barred.items() if why.code == "dial"}
    return any(not barred.isdisjoint(mine) for mine in one.wishes.values())


def compared(before: Allocation, after: Allocation) -> tuple[int, int]:
    """(places that are better, places that are worse), by the learners' own wishes."""
    ranks = {(one.learner_id, one.period_id): _rank(one) for one in before.places}
    pairs = [(ranks[one.learner_id, one.period_id], _rank(one)) for one in after.places]
    return sum(new < old for old, new in pairs), sum(new > old for old, new in pairs)


def _rank(one: Place) -> int:
    if one.wish is not None:
        return one.wish
    return _NO_WISH if one.module_id is not None else _NO_WISH + 1


def changed(offer: Round, seats: Mapping[tuple[UUID, UUID], tuple[int, int]], cancelled: Iterable[UUID]) -> Round:
    """The round with these other numbers, and without these modules."""
    gone = set(cancelled)
    modules = [
        Module(
            one.module_id,
            {period_id: seats.get((one.module_id, period_id), now) for period_id, now in one.seats.items()},
            one.after,
            one.cancelled or one.module_id in gone,
        )
        for one in offer.modules
    ]
    return Round(offer.seed, offer.periods, modules, offer.everyone)


def as_json(why: Any) -> dict[str, Any]:
    return {"moduleId": str(why.module_id), "code": why.code, "ids": [str(one) for one in why.ids]}
