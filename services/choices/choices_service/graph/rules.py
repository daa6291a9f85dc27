"""What there is to see and to say of an order of goals. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from choices_service.frameworks.rules import Goal
from choices_service.goals.rules import Order, find_cycle
from choices_service.goals.schemas import LEVELS

_YEAR: dict[str, int] = {level: place for place, level in enumerate(LEVELS)}
Edge = tuple[UUID, UUID]
"""(prerequisite, goal)"""


def edges_of(goals: Mapping[UUID, Goal], within: Collection[UUID]) -> list[Edge]:
    """Every step between two of these."""
    return [
        (before, goal_id)
        for goal_id in within
        for before in sorted(goals[goal_id].prerequisites)
        if before in within and before != goal_id
    ]


def around(goals: Mapping[UUID, Goal], goal_id: UUID, steps: int | None = None) -> set[UUID]:
    """The goal, all that comes before it and all that it comes before, so many steps far."""
    after: dict[UUID, list[UUID]] = {}
    for one, goal in goals.items():
        for before in goal.prerequisites:
            after.setdefault(before, []).append(one)
    earlier = _reached(goal_id, {one: tuple(goal.prerequisites) for one, goal in goals.items()}, steps)
    return earlier | _reached(goal_id, after, steps)


def _reached(start: UUID, order: Order, steps: int | None) -> set[UUID]:
    found, edge, walked = {start}, {start}, 0
    while edge and (steps is None or walked < steps):
        edge = {following for one in edge for following in order.get(one, ())} - found
        found |= edge
        walked += 1
    return found


def depths(nodes: Iterable[UUID], edges: Iterable[Edge]) -> dict[UUID, int]:
    """How many steps come before each at most: 0 for a beginning. In a circle, where it is entered."""
    before: dict[UUID, list[UUID]] = {node: [] for node in nodes}
    after: dict[UUID, list[UUID]] = {node: [] for node in before}
    for first, then in edges:
        before[then].append(first)
        after[first].append(then)
    waiting = {node: len(before[node]) for node in before}
    found = dict.fromkeys(before, 0)
    ready = [node for node, number in waiting.items() if number == 0]
    while ready:
        one = ready.pop()
        for following in after[one]:
            found[following] = max(found[following], found[one] + 1)
            waiting[following] -= 1
            if waiting[following] == 0:
                ready.append(following)
    return found


def implied(edges: Collection[Edge]) -> set[Edge]:
    """Steps that follow from others already: there is a longer way from the one to the other."""
    after: dict[UUID, set[UUID]] = {}
    for first, then in edges:
        after.setdefault(first, set()).add(then)
    return {
        (first, then)
        for first, following in after.items()
        if len(following) > 1
        for then in following & _beyond(following, after)
    }


def _beyond(nodes: set[UUID], after: Mapping[UUID, set[UUID]]) -> set[UUID]:
    """All that comes after one of these; not they themselves, unless after another."""
    found: set[UUID] = set()
    edge = {following for one in nodes for following in after.get(one, ())}
    while edge:
        found |= edge
        edge = {following for one in edge for following in after.get(one, ())} - found
    return found


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody should look at. `cycles`: from prerequisite to dependent, and round.

    `orphans` stand alone: nothing comes before them and they come before nothing. `parents_gone`: what they hang under
    is out of use. `retired_prerequisites` and `backward` are steps: from a goal out of use, or from one that is taught
    in later years only.
    """

    cycles: list[list[UUID]]
    orphans: list[UUID]
    parents_gone: list[UUID]
    retired_prerequisites: list[Edge]
    backward: list[Edge]


def check(goals: Mapping[UUID, Goal], members: Collection[UUID]) -> Check:
    """Of the goals in use among `members`; steps may come from anywhere on the board."""
    inside = [goals[one] for one in sorted(members, key=lambda one: (goals[one].place, one)) if goals[one].active]
    led_to = {before for goal in goals.values() if goal.active for before in goal.prerequisites}
    steps = [(goals[before], goal) for goal in inside for before in sorted(goal.prerequisites) if before in goals]
    return Check(
        cycles=_cycles(goals, [goal.goal_id for goal in inside]),
        orphans=[
            goal.goal_id for goal in inside if goal.assessable and not goal.prerequisites and goal.goal_id not in led_to
        ],
        parents_gone=[goal.goal_id for goal in inside if _parent_is_gone(goal, goals)],
        retired_prerequisites=[(before.goal_id, goal.goal_id) for before, goal in steps if not before.active],
        backward=[(before.goal_id, goal.goal_id) for before, goal in steps if _is_later(before, goal)],
    )


def _cycles(goals: Mapping[UUID, Goal], starts: list[UUID], most: int = 20) -> list[list[UUID]]:
    """Each once; those that share goals with one found before are seen when that one is mended."""
    order = {one: set(goal.prerequisites) for one, goal in goals.items() if goal.prerequisites}
    found: list[list[UUID]] = []
    while len(found) < most and (cycle := find_cycle(order, starts)) is not None:
        found.append(cycle)
        order = {one: before for one, before in order.items() if one not in cycle}
    return found


def _parent_is_gone(goal: Goal, goals: Mapping[UUID, Goal]) -> bool:
    return goal.parent_id is not None and (goal.parent_id not in goals or not goals[goal.parent_id].active)


def _is_later(before: Goal, goal: Goal) -> bool:
    years, later = ([_YEAR[level] for level in one.levels] for one in (goal, before))
    return bool(years and later) and min(later) > max(years)
