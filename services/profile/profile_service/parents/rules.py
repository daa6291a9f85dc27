"""Who is whose parent, and until when a parent reaches a child: pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

PARENT_ROLES = frozenset({"guardian", "parent"})
"""Of OneRoster's roles those that decide for a child; a `relative` does not."""
LEAST_AGE, MOST_AGE = 16, 18
"""From 16 on a learner decides about its own data (AVG art. 8 and UAVG art. 5); a board may leave it at 18 at most."""


@dataclass(frozen=True, slots=True)
class ParentRule:
    """Reach ends the month after that birthday; where no birth date was given, in the first of these grades."""

    age: int = 16
    grades: tuple[str, ...] = ("vo-5", "vo-6", "mbo-1", "mbo-2", "mbo-3", "mbo-4")


@dataclass(frozen=True, slots=True)
class Child:
    """A learner as far as this rule looks: its grades, and the month in which it has turned sixteen, if known."""

    grades: Collection[str]
    sixteen: str | None


def decides_alone(child: Child, rule: ParentRule, today: date) -> bool:
    """Has the parents' reach ended?"""
    if child.sixteen is not None:
        sixteen = date.fromisoformat(child.sixteen)
        return today >= sixteen.replace(year=sixteen.year + rule.age - 16)
    return bool(set(child.grades) & set(rule.grades))


def links(
    agents: Mapping[str, Iterable[str]], parents: Collection[str], children: Collection[str]
) -> dict[str, set[str]]:
    """Children by parent, by sourcedId; a system may name the other from either side."""
    found: dict[str, set[str]] = {key: set() for key in parents}
    for key, others in agents.items():
        for other in others:
            if key in children and other in found:
                found[other].add(key)
            elif key in found and other in children:
                found[key].add(other)
    return found


def holds_now(record: Mapping[str, Any], today: date) -> bool:
    """Is this record of roles.csv one of a parent, today?"""
    day = today.isoformat()
    begun = record["begins"] is None or record["begins"] <= day
    return record["role"] in PARENT_ROLES and begun and (record["ends"] is None or day < record["ends"])
