"""A picture that reads well: nothing overlaps, arrows go to the right, and nobody's words do harm."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from choices_service.frameworks.rules import Goal
from choices_service.graph.heights import spread
from choices_service.graph.lettering import lines, width, years
from choices_service.graph.plan import BOX, make_plan
from choices_service.graph.rules import around, check, depths, edges_of, implied
from choices_service.graph.svg import draw

FRAMEWORK = UUID(int=1 << 100)
SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("optellen", "wegen", "en", "de", "geschiedenis")


def made(number: int, *before: int, **more: Any) -> Goal:
    told: dict[str, Any] = {"title": f"Doel {number}", "subject": "rekenen", "levels": ("groep-5",), **more}
    order = {UUID(int=one): None for one in before}
    about = {"framework_id": FRAMEWORK, "place": number, "short_title": None, "code": None}
    return Goal(goal_id=UUID(int=number), prerequisites=order, **{**about, **told})


def curriculum(size: int, seed: int, subjects: int = 3) -> dict[UUID, Goal]:
    """Every goal with up to three prerequisites, mostly close by."""
    rng = Random(seed)
    goals = {}
    for number in range(1, size + 1):
        near = range(max(1, number - 20), number)
        before = rng.sample(near, min(len(near), rng.choice([0, 1, 1, 2, 2, 3])))
        title = " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 20)))
        subject = f"vak-{number * subjects // (size + 1)}"
        goals[UUID(int=number)] = made(number, *before, title=title, subject=subject)
    return goals


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 90), st.integers(0, 10**6), st.integers(1, 4))
def test_no_two_goals_overlap_and_every_arrow_goes_to_the_right(size: int, seed: int, subjects: int) -> None:
    goals = curriculum(size, seed, subjects)
    edges = edges_of(goals, list(goals))
    plan = make_plan(goals, list(goals), edges, 100)
    assert (set(plan.boxes), set(plan.paths)) == (set(goals), set(edges))
    columns: dict[float, list[tuple[float, float]]] = {}
    for box in plan.boxes.values():
        columns.setdefault(box.x, []).append((box.y, box.y + box.height))
    assert all(above[1] <= below[0] for column in columns.values() for above, below in pairwise(sorted(column)))
    assert all(here[0] <= there[0] for path in plan.paths.values() for here, there in pairwise(path))
    boxes = plan.boxes.values()
    assert all(box.x >= 0 and box.x + BOX <= plan.width and box.y + box.height <= plan.height for box in boxes)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10**6))
def test_a_long_arrow_passes_no_goal(size: int, seed: int) -> None:
    goals = curriculum(size, seed)
    plan = make_plan(goals, list(goals), edges_of(goals, list(goals)), 100)
    steps = [step for path in plan.paths.values() for step in pairwise(path)]
    passing = [(x, y) for (x, y), (to_x, to_y) in steps if y == to_y and to_x - x == BOX]
    hit = [
        box for x, y in passing for box in plan.boxes.values() if box.x == x and box.y - 1 < y < box.y + box.height + 1
    ]
    assert hit == []


def test_the_same_order_gives_the_same_picture() -> None:
    goals = curriculum(200, 7)
    pictures = {draw("Leerplan", goals, list(goals), edges_of(goals, list(goals)), "nl") for _ in range(2)}
    assert len(pictures) == 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_people_write_it_is_a_picture_and_nothing_else(title: str, other: str) -> None:
    goals = {UUID(int=1): made(1, title=f"a {title}"), UUID(int=2): made(2, 1, title=f"b {other}", subject="x-y")}
    whole = draw(title, goals, list(goals), edges_of(goals, list(goals)), "nl")
    root = ElementTree.fromstring(whole.encode(errors="replace"))  # noqa: S314 - our own
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text", "g"}


def test_a_script_in_a_title_is_only_text() -> None:
    title = '<script>alert(1)</script>"onload="x'
    whole = draw(title, {UUID(int=1): made(1, title=title)}, [UUID(int=1)], [], "nl")
    assert "<script" not in whole
    root = ElementTree.fromstring(whole)  # noqa: S314 - our own
    assert title in [each.text for each in root.iter(f"{SVG}title")]


def test_the_legend_explains_what_is_to_be_seen_and_no_more() -> None:
    goals = {one.goal_id: one for one in (made(1), made(2, 1), made(3, 1, 2), made(4))}
    ids = list(goals)
    whole = draw("T", goals, ids, edges_of(goals, ids), "en", outside={ids[0]}, focus=ids[2])
    some = draw("T", goals, ids[:2], edges_of(goals, ids[:2]), "nl")
    assert "4 goals · 3 steps" in whole
    assert all(said in whole for said in ("dotted", "dashed", "thick", "by itself"))
    assert "2 leerdoelen · 1 stap" in some
    assert not any(said in some for said in ("gestippeld", "gestreept", "dikke", "zonder pijl"))


def test_what_only_groups_others_is_a_heading() -> None:
    above = made(1, title="Getallen")
    below = [made(number, parent_id=above.goal_id) for number in (2, 3)]
    goals = {one.goal_id: one for one in (above, *below)}
    plan = make_plan(goals, list(goals), [], 0)
    assert plan.boxes.keys() == {one.goal_id for one in below}
    assert [heading.text for heading in plan.headings if heading.level == 2] == ["Getallen"]


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 80)), max_size=30))
def test_what_is_spread_keeps_its_order_and_its_distance(wanted: Sequence[tuple[float, float]]) -> None:
    heights = [height for _, height in wanted]
    found = spread([want for want, _ in wanted], heights, 5)
    needed = [(above + below) / 2 + 5 for above, below in pairwise(heights)]
    assert len(found) == len(wanted)
    assert all(there - here >= need - 1e-6 for (here, there), need in zip(pairwise(found), needed, strict=True))


@given(st.text(max_size=200), st.integers(1, 4))
def test_text_stays_within_its_room(text: str, most: int) -> None:
    found = lines(text, 13, 196, most)
    assert len(found) <= most
    assert all(width(line, 13) <= 196 for line in found)


SAID = [
    (["groep-5", "groep-6", "groep-7"], "groep 5–7"),
    (["groep-8", "vo-1", "vo-2"], "groep 8, vo 1–2"),
    (["groep-3", "groep-5"], "groep 3, groep 5"),
    ([], ""),
]


@pytest.mark.parametrize(("levels", "said"), SAID)
def test_years_are_said_as_people_do(levels: list[str], said: str) -> None:
    assert years(levels) == said


def test_a_step_that_follows_from_others_is_known() -> None:
    goals = {one.goal_id: one for one in (made(1), made(2, 1), made(3, 2), made(4, 1, 3))}
    edges = edges_of(goals, list(goals))
    assert implied(edges) == {(UUID(int=1), UUID(int=4))}
    assert list(depths(goals, edges).values()) == [0, 1, 2, 3]


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10**6))
def test_leaving_out_what_is_implied_leaves_every_way(size: int, seed: int) -> None:
    goals = curriculum(size, seed)
    edges = edges_of(goals, list(goals))
    left = set(edges) - implied(edges)
    fewer = {
        one: replace(goal, prerequisites={before: None for before, then in left if then == one})
        for one, goal in goals.items()
    }
    assert all(around(goals, one) == around(fewer, one) for one in goals)


def test_cycles_that_came_in_some_other_way_are_all_named() -> None:
    goals = {one.goal_id: one for one in (made(1, 2), made(2, 1), made(3, 4), made(4, 3), made(5, 4))}
    cycles = check(goals, goals.keys()).cycles
    assert [{one.int for one in cycle} for cycle in cycles] == [{1, 2}, {3, 4}]


async def test_the_server_makes_the_picture(board: Any, make_case: Any) -> None:
    package = make_case("Tellen", "Optellen & aftrekken", precedes=[("Tellen", "Optellen & aftrekken")])
    framework_id = (await board.imports(package))["frameworkId"]
    path = f"/v1/frameworks/{framework_id}/graph"
    by_header = await board.get(path, headers={"Accept": "image/svg+xml,*/*"})
    by_query = await board.get(f"{path}?format=svg", headers={"Accept-Language": "en"})
    goal = await board.get(f"/v1/goals/{package['CFPackage']['CFItems'][1]['identifier']}/graph?format=svg")
    answers = (by_header, by_query, goal)
    assert [answer.headers["Content-Type"] for answer in answers] == ["image/svg+xml"] * 3
    assert ("1 stap" in by_header.text, "1 step" in by_query.text) == (True, True)
    assert "Optellen &amp; aftrekken" in goal.text
    assert "default-src 'none'" in by_header.headers["Content-Security-Policy"]
    seen = {"Accept": "image/svg+xml,*/*", "If-None-Match": by_header.headers["ETag"]}
    assert (await board.get(path, headers=seen)).status_code == 304


async def test_more_than_can_be_read_in_one_picture_is_asked_for_in_parts(board: Any, make_case: Any) -> None:
    package = make_case(*(f"doel {number}" for number in range(1001)))
    package["CFPackage"]["CFItems"][0]["subject"] = ["Muziek"]
    framework_id = (await board.imports(package))["frameworkId"]
    path = f"/v1/frameworks/{framework_id}/graph"
    answer = await board.get(f"{path}?format=svg")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?format")
    assert (await board.get(f"{path}?format=svg&subject=muziek")).status_code == 200
    assert len((await board.get(path)).json()["nodes"]) == 1001
