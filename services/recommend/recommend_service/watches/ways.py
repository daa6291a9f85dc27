"""The ways out of a pattern: always a person first, then a peer, then what the catalogue has. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from recommend_service.catalogue.fit import fits, is_practised
from recommend_service.catalogue.model import Activity, Catalogue
from recommend_service.watches.rules import Done, Kind, at_goal
from recommend_service.watches.words import WayKind

MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way out; `learner_ids` are peers who may be asked."""

    kind: WayKind
    educator_ids: tuple[UUID, ...] = ()
    learner_ids: tuple[UUID, ...] = ()
    activity_ids: tuple[UUID, ...] = ()
    goal_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Who and what is around a learner: its educators, its tries, what it mastered, and of classmates who may be
    paired with it, by goal, who mastered that lately."""

    educator_ids: Sequence[UUID]
    tries: Sequence[Done]
    mastered: Collection[UUID]
    grades: Collection[str]
    peers: Mapping[UUID, Sequence[UUID]]


def ways_out(kind: Kind, goal_id: UUID | None, around: Around, catalogue: Catalogue) -> list[Way]:
    """What may help now, the nearest first; a talk is always possible."""
    found = [Way("talk", educator_ids=tuple(around.educator_ids))]
    if goal_id is not None and kind == "stuck":
        found += _unstuck(goal_id, around, catalogue)
    elif goal_id is not None and kind == "ceiling":
        found.append(_above(goal_id, around, catalogue))
    elif kind == "alone":
        activities = [one for one in _open(around, catalogue) if one.company != "solo"]
        found.append(Way("together", activity_ids=_first(one.activity_id for one in activities)))
    elif kind == "comfort":
        found.append(Way("next", goal_ids=_first(_next_goals(around, catalogue))))
    return found


def _unstuck(goal_id: UUID, around: Around, catalogue: Catalogue) -> list[Way]:
    tried = {one.form for one in at_goal(around.tries, goal_id, 3)}
    other = [one for one in catalogue.activities if goal_id in one.goal_ids and one.form not in tried]
    other.sort(key=lambda one: (one.kind != "corrective", one.level, one.activity_id))
    goal = catalogue.goals.get(goal_id)
    found = [
        Way("peer", learner_ids=_first(around.peers.get(goal_id, ()))),
        Way("form", activity_ids=_first(one.activity_id for one in other)),
        Way("foundation", goal_ids=_first(goal.prerequisite_ids if goal else ())),
    ]
    return [way for way in found if way.learner_ids or way.activity_ids or way.goal_ids]


def _above(goal_id: UUID, around: Around, catalogue: Catalogue) -> Way:
    """A harder task, deeper ones first, or a goal that builds on this one; the way is there also without either."""
    level = max((one.level for one in at_goal(around.tries, goal_id, MOST)), default=0)
    deeper = [one for one in catalogue.activities if goal_id in one.goal_ids and one.level > level]
    builds = [goal.goal_id for goal in catalogue.goals.values() if goal_id in goal.prerequisite_ids]
    builds = sorted(one for one in builds if is_practised(catalogue.goals[one]) and one not in around.mastered)
    return Way("above", activity_ids=_first(one.activity_id for one in deeper), goal_ids=_first(builds))


def _next_goals(around: Around, catalogue: Catalogue) -> Iterable[UUID]:
    return (
        goal.goal_id
        for goal in sorted(catalogue.goals.values(), key=lambda goal: (goal.subject, goal.title, goal.goal_id))
        if is_practised(goal)
        and fits(goal, around.grades)
        and goal.goal_id not in around.mastered
        and goal.goal_id in catalogue.practicable
        and set(around.mastered).issuperset(goal.prerequisite_ids)
    )


def _open(around: Around, catalogue: Catalogue) -> Iterable[Activity]:
    goals = set(_next_goals(around, catalogue))
    return (one for one in catalogue.activities if goals.issuperset(one.goal_ids))


def _first(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(list(ids)[:MOST])
