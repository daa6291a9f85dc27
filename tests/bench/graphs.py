"""A large order of goals: checked for circles, as a whole request and by the rule alone, and drawn."""

import time
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID, uuid4

from choices_service.goals.rules import Order, find_cycle
from tests.bench.loads import client_of
from tests.journeys.school import Json, School

GOALS, PICTURE = 2_000, 200
CHANGED = "2026-11-02T08:00:00Z"


def package_of(size: int, seed: int = 1) -> Json:
    """So many goals, each with up to four prerequisites among the fifty before it."""
    rng = Random(seed)
    ids = [str(uuid4()) for _ in range(size)]
    steps = [(ids[one], ids[place]) for place in range(1, size) for one in _some(rng, place)]
    items = [
        {"identifier": one, "uri": f"urn:uuid:{one}", "fullStatement": f"Ik kan stap {place} van deze leerlijn zetten",
         "lastChangeDateTime": CHANGED, "subject": [f"Proefvak {place * 4 // size}"], "educationLevel": ["groep-6"]}
        for place, one in enumerate(ids)
    ]  # fmt: skip
    document = {"identifier": str(uuid4()), "uri": "urn:x", "creator": "Bench", "title": f"{size} doelen"}
    links = [_link(before, goal) for before, goal in steps]
    return {"CFDocument": {**document, "lastChangeDateTime": CHANGED}, "CFItems": items, "CFAssociations": links}


def _some(rng: Random, place: int) -> list[int]:
    near = range(max(0, place - 50), place)
    return rng.sample(near, min(len(near), rng.randint(0, 4)))


def _link(before: str, goal: str) -> Json:
    ends = [{"title": "-", "identifier": one, "uri": f"urn:uuid:{one}"} for one in (before, goal)]
    about = {"identifier": str(uuid4()), "uri": "urn:x", "associationType": "precedes", "lastChangeDateTime": CHANGED}
    return {**about, "originNodeURI": ends[0], "destinationNodeURI": ends[1]}


def order_of(package: Json) -> Order:
    order: dict[UUID, set[UUID]] = {}
    for link in package["CFAssociations"]:
        ends = (UUID(link[end]["identifier"]) for end in ("originNodeURI", "destinationNodeURI"))
        before, goal = ends
        order.setdefault(goal, set()).add(before)
    return order


def _best(work: Callable[[], Any], times: int = 5) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def walk(order: Order) -> int:
    """What any check must do at least: look at every step once."""
    return sum(len(before) for before in order.values())


def rule_times(package: Json) -> tuple[float, float]:
    """Seconds: of the search for a circle, and of only looking at every step."""
    order = order_of(package)
    assert find_cycle(order) is None
    return _best(lambda: find_cycle(order)), _best(lambda: walk(order))


async def request_times(school: School) -> tuple[float, float, float]:
    """Seconds of whole requests through the gateway: import of 2,000 goals, their check, a picture of 200."""
    large, small = package_of(GOALS), package_of(PICTURE, seed=2)
    async with client_of(school) as client:

        async def timed(method: str, path: str, **more: Any) -> float:
            began = time.perf_counter()
            async with client.request(method, path, **more) as answer:
                body = await answer.read()
                assert answer.status < 300, body
            return time.perf_counter() - began

        imported = await timed("POST", "/v1/frameworks/imports", json=large)
        await timed("POST", "/v1/frameworks/imports", json=small)
        checked, drawn = (f"/v1/frameworks/{one['CFDocument']['identifier']}/graph" for one in (large, small))
        checks = [await timed("GET", f"{checked}/check") for _ in range(5)]
        pictures = [await timed("GET", f"{drawn}?format=svg") for _ in range(5)]
    return imported, min(checks), min(pictures)
