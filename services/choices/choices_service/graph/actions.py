"""Looking at the order of goals, and replacing it by a table."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.store import follow_order, links_with_ids
from choices_service.frameworks import settle
from choices_service.frameworks import store as frameworks
from choices_service.frameworks.rules import Goal, Known
from choices_service.goals.rules import PrerequisiteCycle
from choices_service.goals.schemas import GoalNameOut
from choices_service.goals.store import lock_order
from choices_service.graph import rules, steps
from choices_service.graph.schemas import (
    DanglingOut,
    EdgeOut,
    GraphCheckOut,
    GraphOut,
    NodeOut,
    OrderOut,
    StepOut,
)
from choices_service.graph.svg import draw
from eigenwijs_shared.errors import Fault, Invalid, Language, Sentence

MOST_IN_PICTURE = 1_000
TOO_MANY: Sentence = {
    "nl": "Dit zijn meer dan 1000 leerdoelen; op één plaat is dat niet te lezen. Vraag een vak (?subject=) of een "
    "leerjaar (?level=), of neem ?format=json.",
    "en": "These are more than 1000 goals; that cannot be read in one picture. Ask for a subject (?subject=) or a year "
    "(?level=), or take ?format=json.",
}


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be shown: `nodes` in order, `outside` those of other frameworks, `focus` the one asked for."""

    title: str
    goals: Mapping[UUID, Goal]
    nodes: Sequence[UUID]
    outside: frozenset[UUID] = frozenset()
    focus: UUID | None = None

    @property
    def edges(self) -> list[rules.Edge]:
        return rules.edges_of(self.goals, dict.fromkeys(self.nodes))


async def of_framework(
    session: AsyncSession, framework_id: UUID, *, hidden: bool, subject: str | None, level: str | None
) -> Graph:
    """Its goals, and the goals of other frameworks that come right before them."""
    row = await frameworks.find(session, framework_id, hidden=hidden)
    known = await frameworks.load_known(session)
    inside = [
        goal
        for goal in _members(known, framework_id)
        if not goal.retired and subject in {None, goal.subject} and (level is None or level in goal.levels)
    ]
    mine = {goal.goal_id for goal in inside}
    before = {one for goal in inside for one in goal.prerequisites if one in known.goals} - mine
    nodes = [*(goal.goal_id for goal in inside), *sorted(before)]
    outside = frozenset(before - known.frameworks[framework_id])
    return Graph(row.title, known.goals, nodes, outside)


async def of_goal(session: AsyncSession, goal_id: UUID, *, steps: int | None) -> Graph:
    """The goal with all that comes before it and all that builds on it."""
    known = await frameworks.load_known(session)
    goal = known.goals[goal_id]
    found = {one for one in rules.around(known.goals, goal_id, steps) if known.goals[one].active or one == goal_id}
    nodes = sorted(found, key=lambda one: (known.goals[one].framework_id, known.goals[one].place, one))
    return Graph(goal.short_title or goal.title, known.goals, nodes, focus=goal_id)


def _members(known: Known, framework_id: UUID) -> list[Goal]:
    members = (known.goals[one] for one in known.frameworks[framework_id])
    return sorted(members, key=lambda goal: (goal.framework_id, goal.place, goal.goal_id))


async def as_picture(graph: Graph, language: Language) -> str:
    """In a thread: a thousand goals take a second, in which others should be served."""
    if len(graph.nodes) > MOST_IN_PICTURE:
        raise Invalid(faults=[Fault("?format", TOO_MANY, "too-many-goals")])
    return await asyncio.to_thread(
        draw, graph.title, graph.goals, graph.nodes, graph.edges, language, outside=graph.outside, focus=graph.focus
    )


def as_data(graph: Graph) -> GraphOut:
    edges = graph.edges
    depth, implied = rules.depths(graph.nodes, edges), rules.implied(edges)
    return GraphOut(
        nodes=[_node(graph.goals[one], depth[one], outside=one in graph.outside) for one in graph.nodes],
        edges=[
            EdgeOut(
                prerequisite_id=before,
                goal_id=goal_id,
                framework_id=graph.goals[goal_id].prerequisites[before],
                implied=(before, goal_id) in implied,
            )
            for before, goal_id in edges
        ],
    )


def _node(goal: Goal, depth: int, *, outside: bool) -> NodeOut:
    told = {name: getattr(goal, name) for name in Goal.__slots__ if name in NodeOut.model_fields}
    return NodeOut(**{**told, "levels": list(goal.levels), "depth": depth, "outside": outside})


async def check(session: AsyncSession, framework_id: UUID, *, hidden: bool) -> GraphCheckOut:
    """What somebody should look at in the order and structure of this framework."""
    await frameworks.find(session, framework_id, hidden=hidden)
    known = await frameworks.load_known(session)
    members = known.frameworks[framework_id]
    found = await asyncio.to_thread(rules.check, known.goals, members)
    dangling = await _dangling(session, framework_id, known)
    lists = (found.cycles, found.orphans, found.parents_gone, found.retired_prerequisites, found.backward, dangling)
    return GraphCheckOut(
        clean=not any(lists),
        goals=sum(known.goals[one].active for one in members),
        steps=sum(len(known.goals[one].prerequisites) for one in members),
        cycles=[_names(known, cycle) for cycle in found.cycles],
        orphans=_names(known, found.orphans),
        parents_gone=_names(known, found.parents_gone),
        retired_prerequisites=_steps(known, found.retired_prerequisites),
        backward=_steps(known, found.backward),
        dangling=dangling,
    )


def _names(known: Known, goal_ids: Sequence[UUID]) -> list[GoalNameOut]:
    return [GoalNameOut(goal_id=one, title=known.goals[one].title) for one in goal_ids]


def _steps(known: Known, edges: Sequence[rules.Edge]) -> list[StepOut]:
    ends = [_names(known, edge) for edge in edges]
    return [StepOut(prerequisite=before, goal=goal) for before, goal in ends]


async def _dangling(session: AsyncSession, framework_id: UUID, known: Known) -> list[DanglingOut]:
    here = known.goals.keys() | known.frameworks.keys()
    return [
        DanglingOut(association_id=identifier, association_type=kind, unknown_id=end)
        for identifier, kind, *ends in await links_with_ids(session, framework_id)
        for end in ends
        if end not in here
    ]


async def replace_order(
    session: AsyncSession,
    framework_id: UUID,
    rows: Sequence[steps.Row],
    *,
    whole: bool,
    dry_run: bool,
    now: datetime,
) -> OrderOut:
    """All of these steps or none. `whole`: they are the order of the framework, and what it had besides is gone."""
    await lock_order(session)
    await frameworks.find(session, framework_id)
    known = await frameworks.load_known(session)
    inside = known.frameworks[framework_id]
    said, faults = steps.steps_of(rows, known.goals, inside)
    if faults:
        raise Invalid(faults=faults)
    after = _ordered(known, said.keys(), inside if whole else frozenset())
    _refuse_cycle(after, said)
    changed = {one for one in inside if set(after[one].prerequisites) != set(known.goals[one].prerequisites)}
    before, now_there = (_pairs(goals, changed) for goals in (known.goals, after))
    if not dry_run and changed:
        written = {**known.goals, **{one: replace(after[one], ordered_by_board=True) for one in changed}}
        await settle.save(session, known, written)
        await follow_order(session, changed, at=now)
        await settle.tell(session, changed, written)
    return OrderOut(
        dry_run=dry_run,
        rows=len(rows),
        goals=len(changed),
        added=len(now_there - before),
        removed=len(before - now_there),
        unchanged=len(said.keys() - (now_there - before)),
    )


def _ordered(known: Known, said: Collection[rules.Edge], cleared: Collection[UUID]) -> dict[UUID, Goal]:
    order: dict[UUID, dict[UUID, UUID | None]] = {one: {} for one in cleared}
    for before, goal_id in said:
        present = known.goals[goal_id].prerequisites
        order.setdefault(goal_id, dict(present))[before] = present.get(before)
    return {**known.goals, **{one: replace(known.goals[one], prerequisites=before) for one, before in order.items()}}


def _pairs(goals: Mapping[UUID, Goal], within: Collection[UUID]) -> set[rules.Edge]:
    return {(before, one) for one in within for before in goals[one].prerequisites}


def _refuse_cycle(after: Mapping[UUID, Goal], said: Mapping[rules.Edge, steps.Row]) -> None:
    try:
        settle.refuse_cycles(after)
    except PrerequisiteCycle as problem:
        cycle = [UUID(goal["goalId"]) for goal in problem.more["cycle"]]
        problem.faults = steps.faults_of_cycle(cycle, said)
        raise
