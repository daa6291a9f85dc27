"""Who may move where once places are published. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from choices_service.allocation.periods import Module, Why, Wisher, barrier

Counts = Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A learner who would rather have one of `waits_for` (best first) than what it has; None without anything."""

    learner_id: UUID
    module_id: UUID | None
    waits_for: Sequence[UUID]
    turn: tuple[int, int]


def next_move(
    waiting: Sequence[Waiting],
    modules: Mapping[UUID, Module],
    period_id: UUID,
    counts: Counts,
    may: Callable[[UUID, UUID], bool],
) -> tuple[UUID, UUID] | None:
    """(learner, module) of the next to come in from the waiting list; None when nobody can.

    In the order of the turns of that period, each to the best that is free, and nobody leaves a module with too few.
    `may` says whether a learner may take a module now.
    """
    for one in sorted(waiting, key=lambda one: one.turn):
        own = modules.get(one.module_id) if one.module_id is not None else None
        if own is not None and not may_leave(own, period_id, counts):
            continue
        for module_id in one.waits_for:
            if has_room(modules[module_id], period_id, counts) and may(one.learner_id, module_id):
                return one.learner_id, module_id
    return None


def has_room(module: Module, period_id: UUID, counts: Counts) -> bool:
    """A free place in a module that runs, or does with one learner more."""
    least, most = module.seats.get(period_id, (1, 0))
    placed = counts.get(module.module_id, 0)
    return not module.cancelled and least <= placed + 1 <= most


def may_leave(module: Module, period_id: UUID, counts: Counts) -> bool:
    """It keeps enough learners without one of them, or has nobody left who would miss it."""
    placed = counts.get(module.module_id, 0)
    return placed <= 1 or placed > module.seats[period_id][0]


def why_not_now(
    module: Module | None,
    period_id: UUID,
    wisher: Wisher,
    held: Mapping[UUID, UUID],
    order: Sequence[UUID],
    modules: Mapping[UUID, Module],
) -> Why | None:
    """What keeps a learner from taking this module in this period instead of what it has there, beside places.

    `held` is what it has in each period of the round, `order` the periods. No module: giving up what it has.
    """
    here = order.index(period_id)
    others = {key: one for key, one in held.items() if key != period_id}
    before = {one for key, one in others.items() if order.index(key) < here}
    if module is not None:
        if module.module_id in others.values():
            return Why(module.module_id, "taken")
        if (bar := barrier(module, period_id, wisher, wisher.followed | before)) is not None:
            return bar
    left = held.get(period_id)
    for key, one in others.items():
        if order.index(key) > here and left in modules[one].after:
            return Why(left or one, "needed-later", (one,))
    return None
