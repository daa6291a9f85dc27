"""The order of goals: a goal never waits, however indirectly, for itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from eigenwijs_shared.errors import Conflict

Order = Mapping[UUID, Collection[UUID]]
"""Each goal with its direct prerequisites."""


class PrerequisiteCycle(Conflict):
    """With this, a goal would come before itself."""

    type = "prerequisite-cycle"
    title = {"nl": "De volgorde loopt rond", "en": "The order goes round"}
    detail = {
        "nl": "Zo zou een leerdoel vóór zichzelf komen: {path}. Haal één van deze stappen weg.",
        "en": "This way a goal would come before itself: {path}. Take away one of these steps.",
    }


def cycle_problem(cycle: list[UUID], titles: Mapping[UUID, str]) -> PrerequisiteCycle:
    """The problem that names the goals of the cycle, from prerequisite to dependent."""
    return PrerequisiteCycle(path=way_round(cycle, titles), more={"cycle": named(cycle, titles)})


def named(cycle: list[UUID], titles: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The goals of a cycle for a program to read; the first hundred of a very long one."""
    return [{"goalId": str(goal), "title": titles[goal]} for goal in cycle[:100]]


def way_round(cycle: list[UUID], titles: Mapping[UUID, str]) -> str:
    """“A” → “B” → “A”, for a person to read."""
    steps = [f"“{shortened(titles[goal])}”" for goal in (*cycle, cycle[0])]
    return " → ".join(steps if len(steps) <= 12 else [*steps[:6], "…", *steps[-5:]])


def shortened(title: str, most: int = 80) -> str:
    """A title that fits in a sentence."""
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def find_cycle(order: Order, starts: Iterable[UUID] | None = None) -> list[UUID] | None:
    """The goals of one cycle, each a prerequisite of the next and the last of the first; None when there is none.

    Only what is reachable from `starts` is searched (all of it by default). Depth first in linear time, with a stack of
    our own: a curriculum may be deeper than Python recurses.
    """
    done: set[UUID] = set()
    for start in order if starts is None else starts:
        path: dict[UUID, None] = {}
        stack: list[Iterator[UUID]] = [iter((start,))]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                if path:
                    done.add(path.popitem()[0])
            elif following in path:
                walked = list(path)
                return walked[walked.index(following) :][::-1]
            elif following not in done:
                path[following] = None
                stack.append(iter(order.get(following, ())))
    return None
