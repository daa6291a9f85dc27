"""Our finer learning goals as a CASE 1.1 package: `python -m demo.leerlijnen` makes it of `data/source`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from demo.case import association, document, item, own_id, package
from demo.files import OWN_FRAMEWORK, SLO_FRAMEWORK, SOURCE, Json, as_json, read_json

CHANGED = "2026-11-02T08:00:00+00:00"  # of the content: set it when the goals change, so that importers see it


@dataclass(frozen=True)
class Goal:
    key: str
    title: str
    statement: str
    subject: str
    under: str  # the UUID of SLO's doelzin
    levels: tuple[str, ...]
    after: tuple[str, ...]  # keys of the prerequisites

    @property
    def goal_id(self) -> str:
        return own_id("goal", self.key)


def read_goals() -> list[Goal]:
    """Every goal behind its prerequisites; a cycle raises `graphlib.CycleError`."""
    goals = {goal.key: goal for goal in _written_goals()}
    order = TopologicalSorter({goal.key: goal.after for goal in goals.values()}).static_order()
    return [goals[key] for key in order]


def make_framework(goals: list[Goal], slo: Json) -> Json:
    identifier = own_id("framework", "eigenwijs-leerlijnen")
    about = document(
        identifier,
        f"urn:uuid:{identifier}",
        "Eigenwijs leerlijnen (demo)",
        CHANGED,
        creator="Eigenwijs",
        frameworkType="leerlijn",
        adoptionStatus="Adopted",
        notes="Fijnere leerdoelen onder de kerndoelen van SLO (2026); formulering en volgorde zijn van Eigenwijs.",
    )
    doelzinnen = {node["identifier"]: node for node in slo["CFPackage"]["CFItems"]}
    items = {goal.key: _item(goal) for goal in goals}
    parents = [
        association("isChildOf", items[goal.key], doelzinnen[goal.under], CHANGED, order)
        for order, goal in enumerate(goals, start=1)
    ]
    prerequisites = [
        association("precedes", items[before], items[goal.key], CHANGED, order)
        for goal in goals
        for order, before in enumerate(goal.after, start=1)
    ]
    return package(about, list(items.values()), parents + prerequisites)


def _item(goal: Goal) -> Json:
    return item(
        goal.goal_id,
        f"urn:uuid:{goal.goal_id}",
        goal.statement,
        CHANGED,
        abbreviatedStatement=goal.title,
        humanCodingScheme=goal.key,
        CFItemType="Leerdoel",
        subject=[goal.subject],
        educationLevel=list(goal.levels),
    )


def _written_goals() -> Iterator[Goal]:
    for path in sorted((SOURCE / "leerlijnen").glob("*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for goal in written["goal"]:
            yield Goal(
                key=goal["key"],
                title=goal["title"],
                statement=goal["statement"],
                subject=written["subject"],
                under=written["doelzinnen"][goal["under"]],
                levels=tuple(goal["levels"]),
                after=tuple(goal["after"]),
            )


def main() -> None:
    OWN_FRAMEWORK.write_text(as_json(make_framework(read_goals(), read_json(SLO_FRAMEWORK))), encoding="utf-8")


if __name__ == "__main__":
    main()
