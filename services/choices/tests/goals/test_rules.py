"""No goal waits for itself."""

from uuid import UUID

import pytest

from choices_service.goals.rules import cycle_problem, find_cycle, shortened
from choices_service.goals.schemas import LEVELS


def goal(number: int) -> UUID:
    return UUID(int=number)


def order(**prerequisites: list[int]) -> dict[UUID, list[UUID]]:
    """`g3=[1, 2]`: goals 1 and 2 come before goal 3."""
    return {goal(int(name[1:])): [goal(number) for number in numbers] for name, numbers in prerequisites.items()}


def test_an_order_without_a_cycle_has_none() -> None:
    assert find_cycle(order(g2=[1], g3=[1, 2], g4=[2, 3])) is None


def test_a_diamond_is_no_cycle() -> None:
    assert find_cycle(order(g4=[2, 3], g2=[1], g3=[1])) is None


@pytest.mark.parametrize(
    ("prerequisites", "cycle"),
    [
        (order(g1=[1]), [1]),
        (order(g1=[2], g2=[1]), [1, 2]),
        (order(g2=[1], g3=[2], g1=[3]), [1, 2, 3]),
        (order(g9=[3], g2=[1], g3=[2], g1=[3], g8=[9]), [1, 2, 3]),
    ],
    ids=["itself", "two", "three", "three among others"],
)
def test_a_cycle_is_found_from_prerequisite_to_dependent(
    prerequisites: dict[UUID, list[UUID]], cycle: list[int]
) -> None:
    found = find_cycle(prerequisites)
    assert found is not None
    first = found.index(goal(cycle[0]))
    assert [*found[first:], *found[:first]] == [goal(number) for number in cycle]


def test_a_cycle_out_of_sight_of_the_start_is_not_looked_for() -> None:
    assert find_cycle(order(g1=[2], g2=[1], g5=[4]), [goal(5)]) is None


def test_a_chain_deeper_than_python_recurses_is_searched() -> None:
    chain = {goal(number): [goal(number - 1)] for number in range(1, 20_000)}
    assert find_cycle(chain) is None
    found = find_cycle({**chain, goal(0): [goal(19_999)]})
    assert found is not None
    assert len(found) == 20_000


def test_the_problem_names_the_way_round() -> None:
    problem = cycle_problem([goal(1), goal(2)], {goal(1): "Tellen", goal(2): "Optellen"})
    assert "“Tellen” → “Optellen” → “Tellen”" in problem.sentence("nl")
    assert problem.more["cycle"][1] == {"goalId": str(goal(2)), "title": "Optellen"}


def test_a_long_title_is_shortened_for_a_sentence() -> None:
    assert shortened("kort") == "kort"
    assert len(shortened("woord " * 50)) <= 80


def test_the_years_are_in_order() -> None:
    assert (LEVELS[0], LEVELS[-1], len(LEVELS)) == ("groep-1", "vo-6", 14)
