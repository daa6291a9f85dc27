"""Who does open joint tasks with whom: everybody with somebody, nobody with whom they are kept apart. Pure, seeded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seeking:
    """A learner who still looks for company; `days` are places with time."""

    learner_id: UUID
    days: frozenset[int]


def formed(
    seeking: Sequence[Seeking], needed: int, largest: int, apart: Collection[frozenset[UUID]], seed: int
) -> list[list[UUID]]:
    """Groups of `needed`, the last ones up to `largest`; who fits nowhere is in none."""
    waiting = sorted(seeking, key=lambda one: one.learner_id)
    Random(seed).shuffle(waiting)
    # Who is kept apart from most, and has the fewest days, is the hardest to place: first.
    waiting = sorted(waiting, key=lambda one: (-_held(one, seeking, apart), len(one.days)))
    groups: list[list[Seeking]] = []
    while len(waiting) >= needed:
        group = [waiting.pop(0)]
        for one in list(waiting):
            if len(group) < needed and _fits(one, group, apart):
                group.append(one)
                waiting.remove(one)
        if len(group) == needed:
            groups.append(group)
        else:
            _join(group, groups, largest, apart)
    _join(waiting, groups, largest, apart)
    return [[one.learner_id for one in group] for group in groups]


def _held(one: Seeking, among: Sequence[Seeking], apart: Collection[frozenset[UUID]]) -> int:
    return sum(frozenset((one.learner_id, other.learner_id)) in apart for other in among)


def _fits(one: Seeking, group: Sequence[Seeking], apart: Collection[frozenset[UUID]]) -> bool:
    common = frozenset.intersection(one.days, *(other.days for other in group))
    return bool(common) and not any(frozenset((one.learner_id, other.learner_id)) in apart for other in group)


def _join(
    left: Sequence[Seeking], groups: Sequence[list[Seeking]], largest: int, apart: Collection[frozenset[UUID]]
) -> None:
    for one in left:
        group = next((group for group in groups if len(group) < largest and _fits(one, group, apart)), None)
        if group is not None:
            group.append(one)


def companions_of(groups: Sequence[Sequence[UUID]]) -> Mapping[UUID, list[UUID]]:
    """With whom each of them is."""
    return {one: sorted(other for other in group if other != one) for group in groups for one in group}
