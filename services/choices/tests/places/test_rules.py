"""Whoever comes in from a waiting list gains by it, and no module gets too many or is left with too few."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from choices_service.allocation.periods import Module
from choices_service.places.rules import Waiting, next_move

PERIOD = UUID(int=1)
IDS = [UUID(int=10 + number) for number in range(4)]


@st.composite
def lines(draw: Any) -> tuple[dict[UUID, Module], dict[UUID, int], list[Waiting]]:
    """Modules with their numbers, how many are in each, and who of these would rather be elsewhere."""
    modules, counts = {}, {}
    for module_id in IDS:
        least = draw(st.integers(1, 3))
        most = least + draw(st.integers(0, 3))
        modules[module_id] = Module(module_id, {PERIOD: (least, most)}, cancelled=draw(st.booleans()))
        counts[module_id] = draw(st.sampled_from([0, *range(least, most + 1)]))
    places = [None, None, *(module_id for module_id, count in counts.items() for _ in range(count))]
    waits = [draw(st.permutations([one for one in IDS if one != own]))[: draw(st.integers(0, 3))] for own in places]
    line = [
        Waiting(UUID(int=100 + number), own, wanted, (0, draw(st.integers(0, 9))))
        for number, (own, wanted) in enumerate(zip(places, waits, strict=True))
    ]
    return modules, counts, line


def follow(modules: dict[UUID, Module], counts: dict[UUID, int], line: list[Waiting]) -> list[tuple[Waiting, UUID]]:
    """Every move until nobody can move any more."""
    waiting, moves = {one.learner_id: one for one in line}, []
    while found := next_move(list(waiting.values()), modules, PERIOD, counts, lambda *_: True):
        one = waiting[found[0]]
        moves.append((one, found[1]))
        counts[found[1]] += 1
        counts |= {own: counts[own] - 1 for own in [one.module_id] if own}
        still = one.waits_for[: list(one.waits_for).index(found[1])]
        waiting[one.learner_id] = Waiting(one.learner_id, found[1], still, one.turn)
    return moves


@settings(deadline=None)
@given(lines())
def test_everybody_who_moves_gains_and_every_module_keeps_to_its_numbers(
    made: tuple[dict[UUID, Module], dict[UUID, int], list[Waiting]],
) -> None:
    modules, counts, line = made
    before = dict(counts)
    moves = follow(modules, counts, line)
    assert all(module_id in one.waits_for for one, module_id in moves)
    assert not any(modules[module_id].cancelled for _, module_id in moves)
    room = {module_id: modules[module_id].seats[PERIOD] for module_id in IDS}
    assert all(not counts[one] or room[one][0] <= counts[one] <= room[one][1] for one in IDS)
    assert sum(counts.values()) - sum(before.values()) == sum(one.module_id is None for one, _ in moves)


@settings(deadline=None)
@given(lines())
def test_a_free_place_goes_to_whose_turn_is_first(
    made: tuple[dict[UUID, Module], dict[UUID, int], list[Waiting]],
) -> None:
    modules, counts, line = made
    newcomers = [Waiting(one.learner_id, None, IDS[:1], (0, place)) for place, one in enumerate(line)]
    least, most = modules[IDS[0]].seats[PERIOD]
    found = next_move(newcomers, modules, PERIOD, counts, lambda *_: True)
    free = not modules[IDS[0]].cancelled and least <= counts[IDS[0]] + 1 <= most
    assert found == ((line[0].learner_id, IDS[0]) if free else None)
