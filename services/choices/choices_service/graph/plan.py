"""The plan of a picture: a lane for each subject, in it goals that build on each other, and under them the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from choices_service.frameworks.rules import Goal
from choices_service.graph import lettering
from choices_service.graph.layout import lay_out
from choices_service.graph.rules import Edge, depths

BOX, ROOM, STEP = 216, 196, 290
"""Widths in pixels: of a box, of the text in it, from one column to the next."""
SIZE, SMALL, LINE = 13, 11, 17
MARGIN, HEAD, GUTTER = 28, 40, 24
LEAST_COLUMNS = 5
LONGEST_CODE = 18


@dataclass(frozen=True, slots=True)
class Box:
    """A goal: its left upper corner, and what stands in it, on large lines and a small one."""

    goal: Goal
    x: float
    y: float
    height: float
    lines: Sequence[str]
    small: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a lane (`level` 1, with its subject), or of what hangs together in one (2)."""

    text: str
    level: int
    x: float
    y: float
    subject: str
    height: float = 0.0


@dataclass(slots=True)
class Plan:
    """Everything with its place; `paths` are the edges, each a list of points."""

    boxes: dict[UUID, Box] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    paths: dict[Edge, list[tuple[float, float]]] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0


def make_plan(goals: Mapping[UUID, Goal], nodes: Sequence[UUID], edges: Sequence[Edge], top: float) -> Plan:
    """Of these goals; headings may be of any goal on the board. `top` is where the first lane begins."""
    plan = Plan()
    tied = {end for edge in edges for end in edge}
    parents = {goals[one].parent_id for one in nodes}
    pieces = _pieces([one for one in nodes if one in tied], edges)
    lanes: dict[str, tuple[list[list[UUID]], list[UUID]]] = {}
    for piece in pieces:
        subjects = [goals[one].subject for one in piece]
        lanes.setdefault(max(subjects, key=subjects.count), ([], []))[0].append(piece)
    for one in nodes:
        # What only groups others is a heading, not a box.
        if one not in tied and one not in parents:
            lanes.setdefault(goals[one].subject, ([], []))[1].append(one)
    depth = depths(nodes, edges)
    columns = max([LEAST_COLUMNS, *(depth[one] + 1 for one in tied)])
    y = top
    for subject, (together, alone) in lanes.items():
        begin = y
        y += HEAD
        y = _shelve(plan, goals, together, edges, depth, columns, y)
        y = _fill(plan, goals, alone, columns, y) if alone else y
        plan.headings.append(Heading(subject, 1, MARGIN, begin, subject, y - begin))
        y += GUTTER
    plan.width, plan.height = 2 * MARGIN + (columns - 1) * STEP + BOX, y
    return plan


def _pieces(nodes: Sequence[UUID], edges: Sequence[Edge]) -> list[list[UUID]]:
    """Goals that hang together, the largest pieces first; in the order of `nodes`."""
    root = {node: node for node in nodes}

    def find(node: UUID) -> UUID:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for first, then in edges:
        root[find(first)] = find(then)
    found: dict[UUID, list[UUID]] = {}
    for node in nodes:
        found.setdefault(find(node), []).append(node)
    return sorted(found.values(), key=len, reverse=True)


def _shelve(
    plan: Plan,
    goals: Mapping[UUID, Goal],
    pieces: Sequence[Sequence[UUID]],
    edges: Sequence[Edge],
    depth: Mapping[UUID, int],
    columns: int,
    top: float,
) -> float:
    """Pieces beside each other as long as there are columns, then below: returns where the last ends."""
    used, bottom = 0, top
    for piece in pieces:
        mine = set(piece)
        inside = [edge for edge in edges if edge[0] in mine]
        column = _pulled(piece, inside, depth)
        wide = max(column.values()) + 1
        if used + wide > columns:
            used, top = 0, bottom
        bottom = max(bottom, _draw(plan, goals, inside, column, used, top) + GUTTER)
        used += wide
    return bottom


def _draw(
    plan: Plan, goals: Mapping[UUID, Goal], inside: Sequence[Edge], column: Mapping[UUID, int], left: int, top: float
) -> float:
    boxes = {one: _box(goals[one]) for one in column}
    layout = lay_out(list(column), inside, column, lambda one: boxes[one].height)
    begin = MARGIN + left * STEP
    for one, box in boxes.items():
        number, middle = layout.places[one]
        plan.boxes[one] = replace(box, x=begin + number * STEP, y=top + middle - box.height / 2)
    for edge in inside:
        (first, start), (last, end) = layout.places[edge[0]], layout.places[edge[1]]
        points: list[tuple[float, float]] = [(begin + first * STEP + BOX, top + start)]
        for place, bend in enumerate(layout.bends[edge]):
            x = begin + (first + 1 + place) * STEP
            points += [(x, top + bend), (x + BOX, top + bend)]
        points.append((begin + last * STEP, top + end))
        plan.paths[edge] = points
    return top + layout.height


def _pulled(piece: Sequence[UUID], edges: Sequence[Edge], depth: Mapping[UUID, int]) -> dict[UUID, int]:
    """A goal without prerequisites stands right before what builds on it, not far to the left."""
    after: dict[UUID, list[int]] = {}
    has_before = {then for _, then in edges}
    for first, then in edges:
        after.setdefault(first, []).append(depth[then])
    column = {one: depth[one] if one in has_before else min(after[one]) - 1 for one in piece}
    least = min(column.values())
    return {one: number - least for one, number in column.items()}


def _fill(plan: Plan, goals: Mapping[UUID, Goal], alone: Sequence[UUID], columns: int, top: float) -> float:
    """Those that stand alone, under what they hang under: each block in the column that is shortest so far."""
    blocks: dict[UUID, list[UUID]] = {}
    for one in alone:
        blocks.setdefault(goals[one].parent_id or one, []).append(one)
    ends = [top] * columns
    for parent, members in blocks.items():
        number = ends.index(min(ends))
        x, y = MARGIN + number * STEP, ends[number]
        if parent in goals and parent not in members:
            above = goals[parent]
            said = above.short_title or ": ".join(filter(None, (_code(above), above.title)))
            for line in lettering.lines(said, SIZE, BOX, 3):
                plan.headings.append(Heading(line, 2, x, y + LINE - 4, above.subject))
                y += LINE
            y += 6
        for one in members:
            box = _box(goals[one])
            plan.boxes[one] = replace(box, x=x, y=y)
            y += box.height + 8
        ends[number] = y + GUTTER / 2
    return max(ends)


def _box(goal: Goal) -> Box:
    lines = lettering.lines(goal.short_title or goal.title, SIZE, ROOM, 4)
    code = "" if goal.short_title else _code(goal)
    small = " · ".join(filter(None, (code, lettering.years(goal.levels))))
    return Box(goal, 0, 0, 18 + LINE * len(lines) + (15 if small else 0), lines, small)


def _code(goal: Goal) -> str:
    """Only one that tells something apart: some publishers repeat the title there."""
    return goal.code if goal.code and len(goal.code) <= LONGEST_CODE and goal.code not in goal.title else ""
