"""What a package makes of the goals that a board has. Pure: from what is known and what was sent to what shall be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from choices_service.frameworks.case import IS_CHILD_OF, PRECEDES, Item, Package
from choices_service.goals.rules import find_cycle
from choices_service.goals.schemas import LEVELS

NO_SUBJECT = "algemeen"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as a board has it; `prerequisites` with the framework that says so, None for the board itself."""

    goal_id: UUID
    framework_id: UUID
    place: int
    title: str
    short_title: str | None
    code: str | None
    subject: str
    levels: tuple[str, ...]
    parent_id: UUID | None = None
    assessable: bool = True
    active: bool = True
    ordered_by_board: bool = False
    prerequisites: Mapping[UUID, UUID | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A board's goals, its frameworks with the goals in them, and the goals for which there are activities."""

    goals: Mapping[UUID, Goal]
    frameworks: Mapping[UUID, frozenset[UUID]]
    practised: frozenset[UUID] = frozenset()


def goals_after(package: Package, known: Known) -> dict[UUID, Goal]:
    """All goals of the board once the package is in; its items come in their own order.

    A goal that another package brought first stays as that one says. What this framework had and no longer has is
    retired, as attempts and activities may name it. Where the board itself set the order, it stays.
    """
    framework = package.document.identifier
    items = {item.identifier: item for item in package.items}
    after = dict(known.goals)
    for place, item in enumerate(items.values()):
        present = known.goals.get(item.identifier)
        if present is None or present.framework_id == framework:
            after[item.identifier] = _from_item(item, place, package, present)
        elif not present.active:
            after[item.identifier] = replace(present, active=True)
    for goal_id in known.frameworks.get(framework, frozenset()) - items.keys():
        if not any(goal_id in goals for other, goals in known.frameworks.items() if other != framework):
            after[goal_id] = replace(after[goal_id], active=False)
    _place_children(package, after)
    _put_in_order(package, after)
    _say_what_is_assessable(after, known.practised)
    return after


def _from_item(item: Item, place: int, package: Package, present: Goal | None) -> Goal:
    subjects = item.subject or package.document.subject or []
    made = Goal(
        goal_id=item.identifier,
        framework_id=package.document.identifier,
        place=place,
        title=item.statement,
        short_title=item.short_statement,
        code=item.code,
        subject=slug(subjects[0]) if subjects else NO_SUBJECT,
        levels=tuple(level for level in LEVELS if level in (item.levels or ())),
    )
    if present is None:
        return made
    return replace(made, ordered_by_board=present.ordered_by_board, prerequisites=present.prerequisites)


def _place_children(package: Package, after: dict[UUID, Goal]) -> None:
    # A goal may hang in several places; the first one said is where it is shown.
    framework = package.document.identifier
    for link in reversed([link for link in package.associations if link.kind == IS_CHILD_OF]):
        child, parent = link.origin.identifier, link.destination.identifier
        if after[child].framework_id == framework:
            after[child] = replace(after[child], parent_id=parent if parent in after else None)


def _put_in_order(package: Package, after: dict[UUID, Goal]) -> None:
    framework = package.document.identifier
    said: dict[UUID, dict[UUID, UUID | None]] = {}
    for link in package.associations:
        if link.kind == PRECEDES:
            said.setdefault(link.destination.identifier, {})[link.origin.identifier] = framework
    for goal_id, goal in list(after.items()):
        if not goal.ordered_by_board:
            others = {key: by for key, by in goal.prerequisites.items() if by != framework}
            after[goal_id] = replace(goal, prerequisites={**said.get(goal_id, {}), **others})


def _say_what_is_assessable(after: dict[UUID, Goal], practised: frozenset[UUID]) -> None:
    """Goals without goals under them, and those that somebody made an activity for all the same."""
    parents = {goal.parent_id for goal in after.values() if goal.active}
    for goal_id, goal in list(after.items()):
        after[goal_id] = replace(goal, assessable=goal_id not in parents or goal_id in practised)


def cycle_of_order(goals: Mapping[UUID, Goal]) -> list[UUID] | None:
    """A cycle among prerequisites, if there is one."""
    return find_cycle({goal_id: goal.prerequisites for goal_id, goal in goals.items()})


def cycle_of_parents(goals: Mapping[UUID, Goal]) -> list[UUID] | None:
    """A goal that would lie under itself."""
    return find_cycle({goal_id: (goal.parent_id,) for goal_id, goal in goals.items() if goal.parent_id})


def changed_goals(before: Mapping[UUID, Goal], after: Mapping[UUID, Goal]) -> list[Goal]:
    """Those that are new or differ."""
    return [goal for goal_id, goal in after.items() if before.get(goal_id) != goal]


def levels_not_ours(items: Iterable[Item]) -> list[str]:
    """Level words that we do not know, and leave out."""
    return sorted({level for item in items for level in item.levels or ()} - set(LEVELS))


def slug(text: str) -> str:
    """“Rekenen en wiskunde” → rekenen-en-wiskunde."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-") or NO_SUBJECT
