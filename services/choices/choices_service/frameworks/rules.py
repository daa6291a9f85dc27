"""What a package makes of the goals that a board has. Pure: from what is known and what was sent to what shall be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from choices_service.frameworks.case import IS_CHILD_OF, PRECEDES, Item, Package
from choices_service.frameworks.renewal import Link, links_of, taken_over
from choices_service.goals.rules import find_cycle
from choices_service.goals.schemas import LEVELS

NO_SUBJECT = "algemeen"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as a board has it; `prerequisites` and the older goals that it `replaces` each with the framework that
    says so, None for the board itself. `retired` is what the board, or its publisher, took out of use."""

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
    retired: bool = False
    prerequisites: Mapping[UUID, UUID | None] = field(default_factory=dict)
    replaces: Mapping[UUID, UUID | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A board's goals, its frameworks with the goals in them, and the goals for which there are activities.

    `dormant` frameworks are not published (any more); `renewals` tell which older frameworks one replaces.
    """

    goals: Mapping[UUID, Goal]
    frameworks: Mapping[UUID, frozenset[UUID]]
    practised: frozenset[UUID] = frozenset()
    dormant: frozenset[UUID] = frozenset()
    renewals: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)


def goals_after(
    package: Package, known: Known, replaced: frozenset[UUID] = frozenset(), *, today: date = date.min
) -> dict[UUID, Goal]:
    """All goals of the board once the package is in; its items come in their own order.

    A goal that another package brought first stays as that one says. What this framework had and no longer has is
    retired, as attempts and activities may name it. Where the board itself set the order, it stays. Of the older
    frameworks that it comes to replace (`replaced`), the goals are retired too, as are items that ended before `today`.
    """
    framework = package.document.identifier
    items = {item.identifier: item for item in package.items}
    after = dict(known.goals)
    for place, item in enumerate(items.values()):
        present = known.goals.get(item.identifier)
        if present is None or present.framework_id == framework:
            after[item.identifier] = _from_item(item, place, package, present, today)
    _place_children(package, after)
    _put_in_order(package, after)
    take_over(framework, links_of(package), after, known, replaced)
    retiring = replaced - known.renewals.get(framework, frozenset())
    left = known.frameworks.get(framework, frozenset())
    members = {**known.frameworks, framework: frozenset(items)}
    touched = left.union(items, *(known.frameworks[one] for one in retiring if one in known.frameworks))
    say_what_is_active(after, touched, members, known.dormant | retiring)
    say_what_is_assessable(after, known.practised)
    return after


def _from_item(item: Item, place: int, package: Package, present: Goal | None, today: date) -> Goal:
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
        retired=item.ended is not None and item.ended < today,
    )
    if present is None:
        return made
    kept = ("ordered_by_board", "prerequisites", "replaces")
    return replace(made, **{name: getattr(present, name) for name in kept})


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


def take_over(
    framework: UUID, links: Iterable[Link], after: dict[UUID, Goal], known: Known, replaced: Iterable[UUID]
) -> None:
    """What this framework says of renewal holds, whatever it said before."""
    old = frozenset[UUID]().union(*(known.frameworks.get(one, frozenset()) for one in replaced))
    said: dict[UUID, dict[UUID, UUID | None]] = {}
    for new, before in taken_over(links, after.keys(), old):
        said.setdefault(new, {})[before] = framework
    for goal_id, goal in list(after.items()):
        others = {key: by for key, by in goal.replaces.items() if by != framework}
        if goal.replaces or goal_id in said:
            after[goal_id] = replace(goal, replaces={**said.get(goal_id, {}), **others})


def say_what_is_active(
    after: dict[UUID, Goal], touched: Iterable[UUID], members: Mapping[UUID, frozenset[UUID]], dormant: frozenset[UUID]
) -> None:
    """What some published framework has, and the board did not itself take out of use."""
    alive = [goals for framework, goals in members.items() if framework not in dormant]
    for goal_id in touched:
        active = not after[goal_id].retired and any(goal_id in goals for goals in alive)
        after[goal_id] = replace(after[goal_id], active=active)


def say_what_is_assessable(after: dict[UUID, Goal], practised: frozenset[UUID]) -> None:
    """Goals without goals under them, and those that somebody made an activity for all the same."""
    parents = {goal.parent_id for goal in after.values() if goal.active}
    has_activities = practised | {
        new for old, following in successors(after).items() if old in practised for new in following
    }
    for goal_id, goal in list(after.items()):
        assessable = goal_id not in parents or goal_id in has_activities
        if assessable != goal.assessable:
            after[goal_id] = replace(goal, assessable=assessable)


def successors(goals: Mapping[UUID, Goal]) -> dict[UUID, list[UUID]]:
    """For goals that are no longer in use, those in use that replace them: their activities move there."""
    found: dict[UUID, list[UUID]] = {}
    for goal_id in sorted(goals):
        for old in goals[goal_id].replaces if goals[goal_id].active else ():
            if old in goals and not goals[old].active:
                found.setdefault(old, []).append(goal_id)
    return found


def cycle_of_order(goals: Mapping[UUID, Goal]) -> list[UUID] | None:
    """A cycle among prerequisites, if there is one."""
    return find_cycle({goal_id: goal.prerequisites for goal_id, goal in goals.items()})


def cycle_of_renewal(goals: Mapping[UUID, Goal]) -> list[UUID] | None:
    """A goal that would replace itself."""
    return find_cycle({goal_id: goal.replaces for goal_id, goal in goals.items() if goal.replaces})


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


@dataclass(frozen=True, slots=True)
class Renewed:
    """An older goal, what replaces it, and what might: a new goal of the same code, or else of the same title."""

    goal_id: UUID
    title: str
    assessable: bool
    replaced_by: list[UUID]
    suggested: UUID | None


def renewed(goals: Mapping[UUID, Goal], old: Iterable[UUID], new: Iterable[Goal]) -> list[Renewed]:
    """Each of the old goals, in the order of their frameworks."""
    by: dict[UUID, list[UUID]] = {}
    alike: dict[str, UUID] = {}
    for goal in new:
        for one in goal.replaces:
            by.setdefault(one, []).append(goal.goal_id)
        for word in _words_of(goal):
            alike.setdefault(word, goal.goal_id)
    ordered = sorted((goals[one] for one in old), key=lambda goal: (goal.framework_id, goal.place))
    return [
        Renewed(
            goal.goal_id,
            goal.title,
            goal.assessable,
            by.get(goal.goal_id, []),
            next((alike[word] for word in _words_of(goal) if goal.goal_id not in by and word in alike), None),
        )
        for goal in ordered
    ]


def _words_of(goal: Goal) -> list[str]:
    return [f"{kind} {said.casefold()}" for kind, said in (("code", goal.code), ("title", goal.title)) if said]
